"""Text that has to stay on the page of its footnotes.

Typst leaves a note behind where the text around its mark moves to another page. See ``kept`` in
elements.typ.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from docutils import nodes

from eventnotes.book import escaping
from eventnotes.book.translator.base import TranslatorBase

#: Characters in a line of text, and the heights of its lines and of notes, in em.
_LINE = 80
_LINE_HEIGHT = 1.4
_NOTE_HEIGHT = 2.4


@dataclass(kw_only=True)
class _Unit:
    """A text that moves as a whole, its place in the output, and the labels of its notes."""

    node: nodes.Element
    output: list[str]
    place: int
    notes: list[str] = field(default_factory=list)


class KeepingPart(TranslatorBase):
    """Keeps paragraphs and unbreakable blocks on the page of their notes."""

    _unit: _Unit | None = None  # the outermost
    _count = 0

    def open_unit(self, node: nodes.Element) -> None:
        """Begin a text that moves as a whole, unless it is in another one."""
        if self._unit is None:
            self._unit = _Unit(node=node, output=self.body, place=len(self.body))
            self.add("")

    def close_unit(self, node: nodes.Element) -> None:
        """End the text of *node*. If it has notes, write what keeps it on their page."""
        unit = self._unit
        if unit is None or unit.node is not node:
            return
        self._unit = None
        if unit.notes:
            lines = len(list(node.findall(type(node.children[0])))) + len(node.astext()) // _LINE
            room = _LINE_HEIGHT * (lines + 1) + _NOTE_HEIGHT * len(unit.notes)
            labels = "".join(f"{escaping.string(label)}, " for label in unit.notes)
            heading = _heading_before(node)
            above = self.anchors.of(heading) if heading is not None else None
            before = f", before: {escaping.string(above)}" if above else ""
            unit.output[unit.place] = f"#kept(({labels}), {room:g}em{before})\n"

    def footnote(self, content: str, label: str | None = None) -> str:
        """Return a footnote with *content*, as markup."""
        if label is None:
            self._count += 1
            label = f"at-foot:{self._count}"
        if self._unit is not None:
            self._unit.notes.append(label)
        return f"#note({escaping.string(label)})[{content}]"


def _heading_before(node: nodes.Element) -> nodes.Element | None:
    """Return the section whose heading is right before *node*."""
    section = node.parent
    if not isinstance(section, nodes.section):
        return None
    shown = [child for child in section.children if not isinstance(child, nodes.Invisible)]
    return section if shown.index(node) == 1 else None
