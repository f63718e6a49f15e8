"""The components of sphinx-design and sphinx-tabs: cards, grids, tabs, dropdowns, icons.

On paper nothing can be opened, so all of it is printed: tabs one below the other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from eventnotes.book.translator.base import TranslatorBase, closing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: The components that a Typst function of the same name prints.
_BLOCKS = frozenset({"card", "card-header", "card-title", "card-footer"})
#: The components whose first child is their title.
_PANELS = frozenset({"tab-item", "dropdown", "aside"})
#: As in Bootstrap, a grid has twelve columns. Classes tell how many of them an item takes by the
#: width of the screen; a page is as wide as a small one ("sm").
_COLUMNS = 12
_LEAST = 4  # for an item, as print has no room for more than three
_IN_A_ROW = re.compile(r"sd-row-cols-(?:sm-)?(\d+)")
_OF_TWELVE = re.compile(r"sd-col-(?:sm-)?(\d+)")


def _component(node: nodes.Element) -> str:
    return str(node.get("design_component", ""))


def _elements(node: nodes.Element) -> list[nodes.Element]:
    return [child for child in node.children if isinstance(child, nodes.Element)]


def _number(pattern: re.Pattern[str], node: nodes.Element) -> int | None:
    """Return the number in the last class of *node* that matches, the one for wider screens."""
    found = [match for name in node["classes"] if (match := pattern.fullmatch(name))]
    return int(found[-1][1]) if found else None


class ComponentPart(TranslatorBase):
    """Translates components, which are containers with a name."""

    def visit_container(self, node: nodes.Element) -> None:
        name = _component(node)
        if name in _BLOCKS:
            self.begin(node, f"#{name}[\n")
        elif name in _PANELS and isinstance(
            title := next(iter(node.children), None), nodes.rubric
        ):
            self._panel(node, title, node.children[1:])
            raise nodes.SkipNode
        elif name == "grid-row":
            self._grid(node)
            raise nodes.SkipNode
        elif "sphinx-tabs" in node["classes"]:
            for title, content in _tabs(node):
                self._panel(node, title, content)
            raise nodes.SkipNode

    def depart_container(self, node: nodes.Element) -> None:
        if _component(node) in _BLOCKS:
            self.end_block()

    def end_block(self) -> None:
        self.settle()
        self.add("]\n\n")

    def _panel(
        self, node: nodes.Element, title: nodes.Element, content: Iterable[nodes.Node]
    ) -> None:
        label = self.anchors.of(title)
        self._waiting += [label] if label is not None else []
        self.begin(node, f"#panel([{self.captured(title)}])[\n")
        for child in content:
            child.walkabout(self)
        self.end_block()

    def _grid(self, node: nodes.Element) -> None:
        items = [child for child in _elements(node) if _component(child) == "grid-item"]
        self.begin(node, "#grid-row(\n")
        for span, item in _placed(items, _number(_IN_A_ROW, node) or len(items)):
            self.add(f"({span}, [")
            if item is not None:
                self.mark(item)
                item.walkabout(self)
            self.end_item(node)
            self.body[-1] = "]),\n"
        self.add(")\n\n")

    def visit_PassthroughTextElement(self, node: nodes.Element) -> None:  # noqa: N802
        """Open a line of a component: a title, a button, or the link of a whole card."""
        child = node.children[0] if node.children else None
        hidden = isinstance(child, nodes.Element) and "sd-hide-link-text" in child["classes"]
        self.begin(node, "#card-link[" if hidden else "#plain[")

    depart_PassthroughTextElement = closing("]\n\n")  # noqa: N815

    def visit_sd_icon(self, node: nodes.Element) -> None:
        """Print an icon, which is an SVG for HTML, as an image of the height of the text."""
        name = re.search(r"sd-(?:octicon|material-icon)-([\w-]+)", node["svg"])
        image = self.context.images.icon(node["svg"], name[1] if name else "icon")
        image.parent, image.source, image.line = node.parent, node.source, node.line
        image.walkabout(self)
        raise nodes.SkipNode

    def visit_fontawesome(self, node: nodes.Element) -> None:
        """Leave out an icon whose font is not in the book."""
        self.warnings.warn_once(
            "icons of Font Awesome are left out of the PDF book: use octicons or material icons",
            location=node,
            subtype="node",
        )
        raise nodes.SkipNode


def _placed(
    items: Sequence[nodes.Element], in_a_row: int
) -> Iterator[tuple[int, nodes.Element | None]]:
    """Yield *items* with the columns that they take, and None for the rest of a row."""
    place = 0
    for item in items:
        span = _number(_OF_TWELVE, item) or _COLUMNS // max(in_a_row, 1)
        span = min(max(span, _LEAST), _COLUMNS)
        if place + span > _COLUMNS:
            yield _COLUMNS - place, None
            place = 0
        yield span, item
        place = (place + span) % _COLUMNS
    if place:
        yield _COLUMNS - place, None


def _tabs(node: nodes.Element) -> Iterator[tuple[nodes.Element, Iterable[nodes.Node]]]:
    """Yield the title and the content of each tab of sphinx-tabs.

    Its nodes depend on whether a builder for HTML has read the page: a list of titles and then a
    container for each content, or else containers of both.
    """
    containers = [child for child in node.children if isinstance(child, nodes.container)]
    if containers and type(containers[0]).__name__ == "SphinxTabsTablist":
        for title, panel in zip(_elements(containers[0]), containers[1:], strict=False):
            yield title, panel.children
    else:
        for tab in containers:
            title, *content = _elements(tab)
            yield next(title.findall(nodes.TextElement), title), content
