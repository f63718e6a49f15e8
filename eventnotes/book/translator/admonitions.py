"""Admonitions, topics, sidebars and version notes."""

from __future__ import annotations

from typing import Any

from docutils import nodes

from eventnotes.book.translator.base import TranslatorBase, closing, opening
from eventnotes.internals import admonitionlabels

_GRAVE = frozenset({"attention", "caution", "danger", "error", "warning", "important"})


def _named(name: str) -> Any:  # matches the signature of any visitor
    def visit(self: AdmonitionPart, node: nodes.Element) -> None:
        self.open_box(node, name, self.plain(str(admonitionlabels[name])))

    return visit


class AdmonitionPart(TranslatorBase):
    """Translates boxes."""

    def open_box(self, node: nodes.Element, kind: str, title: str) -> None:
        """Open a box with *title* as Typst markup."""
        grave = "grave: true, " if kind in _GRAVE else ""
        self.begin(node, f"#admonition({grave}[{title}])[\n")

    def _title_of(self, node: nodes.Element) -> str:
        """Remove the title from *node*, and return it as markup."""
        first = node.children[0] if node.children else None
        if not isinstance(first, nodes.title):
            return ""
        return self.captured(first)

    _end_box = closing("]\n\n")

    visit_attention = _named("attention")
    visit_caution = _named("caution")
    visit_danger = _named("danger")
    visit_error = _named("error")
    visit_hint = _named("hint")
    visit_important = _named("important")
    visit_note = _named("note")
    visit_seealso = _named("seealso")
    visit_tip = _named("tip")
    visit_warning = _named("warning")
    depart_attention = depart_caution = depart_danger = depart_error = _end_box
    depart_hint = depart_important = depart_note = depart_seealso = _end_box
    depart_tip = depart_warning = _end_box

    def visit_admonition(self, node: nodes.Element) -> None:
        self.open_box(node, "admonition", self._title_of(node))

    visit_Admonition = visit_admonition  # noqa: N815  # of any extension
    depart_admonition = depart_Admonition = _end_box  # noqa: N815

    def visit_todo_node(self, node: nodes.Element) -> None:
        """Open a note of sphinx.ext.todo, if the site shows them."""
        if not self.config.todo_include_todos:
            raise nodes.SkipNode
        self.visit_admonition(node)

    depart_todo_node = _end_box

    def visit_topic(self, node: nodes.Element) -> None:
        self.begin(node, f"#topic([{self._title_of(node)}])[\n")

    visit_sidebar = visit_topic
    depart_topic = depart_sidebar = _end_box

    visit_versionmodified = opening("#version-note[\n")
    depart_versionmodified = _end_box
