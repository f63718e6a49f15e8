"""The base of all parts of the translator: output, labels, text and unknown nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from eventnotes.book import escaping
from eventnotes.book.anchors import Anchors
from eventnotes.book.translator.body import Body, Mark
from eventnotes.internals import SphinxTranslator

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from eventnotes.book.context import Context

#: Typst's numbers have 64 bits, and lists count up from the first.
_LARGEST = 2**62


class TranslatorBase(SphinxTranslator):
    """Holds the state of a translation."""

    def __init__(self, document: nodes.document, builder: Builder, context: Context) -> None:
        super().__init__(document, builder)
        self.context = context
        self.missing = context.missing
        self.warnings = context.warnings
        self.body: list[str] = []
        self.anchors = Anchors(document)
        self.docnames: list[str] = [document["docname"]]
        self.images: dict[str, str] = {}
        self.headings: list[tuple[int, str]] = []
        self.front = ""  # a short text before the first heading
        self._counts: list[int] = []  # of headings by level, up to the last heading
        self._text_begins = 0  # the output's length after the last heading
        self.literal = 0  # depth of nodes with significant whitespace
        self.in_title = False  # headings cannot contain footnotes
        self.in_cell = 0  # depth of cells of tables
        self.in_caption = 0  # depth of captions, which cannot either
        self.after_title: list[str] = []  # addresses of links in the heading
        self._waiting: list[str] = []  # labels that cannot be written yet
        self._glyphs: set[tuple[str, str]] = set()  # reported characters by page

    # Output

    def add(self, *pieces: str) -> None:
        self.body.extend(pieces)

    def begin(self, node: nodes.Element, call: str) -> None:
        """Open a block: write waiting labels, the source line of *node*, then *call*."""
        self.settle()
        self.mark(node)
        self.add(call)

    def settle(self) -> None:
        """Write the waiting labels."""
        for label in self._waiting:
            self.add(f"#anchor <{label}>")
        self._waiting.clear()

    def labels_of(self, node: nodes.Node) -> list[str]:
        """Return all labels in *node*, for nodes that are written without being visited."""
        found = map(self.anchors.of, node.findall(nodes.Element))
        return [label for label in found if label is not None]

    def mark(self, node: nodes.Element) -> None:
        """Record the source line of *node*, for Typst's errors."""
        placed: nodes.Node | None = node
        while placed is not None and placed.line is None:
            placed = placed.parent
        source = node.source or (placed and placed.source) or self.env_path()
        self.add(Mark.at(f"{source}:{placed.line}" if placed is not None else source))

    def env_path(self) -> str:
        """Return the source file of the current document."""
        return str(self.builder.env.doc2path(self.docname))

    def number(self, node: nodes.Element, value: int) -> int:
        """Return the number that a list or a code sample starts with, or 1 if it is too large."""
        if abs(value) <= _LARGEST:
            return value
        self.warnings.warn(
            "the number %s is too large for the book, which starts with 1: use a smaller one",
            str(value)[:30],
            location=node,
            subtype="number",
        )
        return 1

    def captured(self, node: nodes.Element, *, children: bool = True) -> str:
        """Return the markup of *node* or its children, without writing it."""
        kept, self.body = self.body, []
        for part in node.children if children else [node]:
            part.walkabout(self)
        markup = "".join(self.body).strip()
        self.body = kept
        return markup

    def translated(self) -> Body:
        """Return the result of the translation."""
        body = Body(
            front=self.front, text="".join(self.body), images=self.images, headings=self.headings
        )
        line = 1
        for piece in self.body:
            if isinstance(piece, Mark):
                body.source_map[line] = piece.location
            line += piece.count("\n")
        return body

    def plain(self, text: str) -> str:
        """Return *text* as markup."""
        return escaping.markup(text, self.missing)

    def end_item(self, node: nodes.Element) -> None:
        """Close an item."""
        self.trim()
        self.add("],\n")

    def trim(self) -> None:
        """Remove the empty line after the last paragraph of what is to be closed."""
        self.settle()
        while self.body and not self.body[-1].strip():
            self.body.pop()

    def figure_number(self, node: nodes.Element) -> str:
        """Return Sphinx's figure number of *node* as markup, or ``""``."""
        if not self.config.numfig or not node.get("ids"):
            return ""
        kind = self.builder.env.domains.standard_domain.get_enumerable_node_type(node)
        numbers = self.builder.env.toc_fignumbers.get(self.docname, {}).get(kind or "", {})
        number = next((numbers[name] for name in node["ids"] if name in numbers), None)
        if kind is None or number is None:
            return ""
        text = self.config.numfig_format.get(kind, "") % ".".join(map(str, number))
        return f"#caption-number[{self.plain(text)}] "

    # Documents

    @property
    def docname(self) -> str:
        return self.docnames[-1]

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Visit *node* after writing its label, if it has one."""
        if isinstance(node, nodes.Element) and not isinstance(node, nodes.section):
            label = self.anchors.of(node)
            if label is not None:
                self._waiting.append(label)
        super().dispatch_visit(node)

    def nothing(self, node: nodes.Node) -> None:
        """Write nothing."""

    visit_document = nothing

    def depart_document(self, node: nodes.Element) -> None:
        self.settle()

    def visit_start_of_file(self, node: nodes.Element) -> None:
        self.docnames.append(node["docname"])

    def depart_start_of_file(self, node: nodes.Element) -> None:
        self.docnames.pop()

    # Text

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802
        """Write text as markup, or as strings where whitespace is significant."""
        text = str(node).replace("\0", "")  # docutils' marker of escapes in malformed markup
        self.settle()
        self.warn_of_glyphs(text, node)
        if self.literal:
            self.add(self.literal_text(text))
        else:
            longest = escaping.CELL_RUN if self.in_cell else escaping.ENDLESS_RUN
            self.add(escaping.markup(text, self.missing, longest))

    depart_Text = nothing  # noqa: N815

    def literal_text(self, text: str) -> str:
        """Return *text* as markup that keeps whitespace."""
        lines = (
            f"#lit({escaping.strings(line, self.missing)})" if line else ""
            for line in text.split("\n")
        )
        return "#linebreak()".join(lines)

    def warn_of_glyphs(self, text: str, node: nodes.Node) -> None:
        """Warn about each character of *text* that no font has, once per page."""
        if text.isascii() and text.isprintable():
            return
        for char in escaping.unprintable(text, self.missing):
            if (self.docname, char) not in self._glyphs:
                self._glyphs.add((self.docname, char))
                self.warnings.warn_of_glyph(char, node.parent or node)

    # Unknown nodes

    def unknown_visit(self, node: nodes.Node) -> None:
        """Warn about an unknown kind of nodes once, and write their text."""
        self.warnings.warn_once(
            "the PDF builder does not support %s nodes and prints only their text: "
            "add typst=(visit, depart) to the extension's app.add_node()",
            node.__class__.__name__,
            location=node,
            subtype="node",
        )
        if isinstance(node, nodes.TextElement) and not node.children:
            self.settle()
            self.add(escaping.markup(node.astext(), self.missing))

    def unknown_departure(self, node: nodes.Node) -> None:
        """Separate a block from the next."""
        if not isinstance(node, (nodes.Inline, addnodes.desc_sig_element)):
            self.add("\n\n")


# Visitors, with the type of any. *literal* is whether whitespace is significant in the node.


def call(name: str, *, literal: bool = False) -> Any:
    """Return a visitor that opens an inline call of the Typst function *name*."""

    def visit(self: TranslatorBase, node: nodes.Element) -> None:
        self.literal += literal
        self.settle()
        self.add(f"#{name}[")

    return visit


def opening(markup: str, *, literal: bool = False) -> Any:
    """Return a visitor that opens a block with *markup*."""

    def visit(self: TranslatorBase, node: nodes.Element) -> None:
        self.literal += literal
        self.begin(node, markup)

    return visit


def closing(markup: str, *, literal: bool = False) -> Any:
    """Return a visitor that closes a node with *markup*, after the waiting labels."""

    def depart(self: TranslatorBase, node: nodes.Element) -> None:
        self.literal -= literal
        self.settle()
        self.add(markup)

    return depart


def writing(markup: str) -> Any:
    """Return a visitor that writes *markup*."""

    def write(self: TranslatorBase, node: nodes.Element) -> None:
        self.add(markup)

    return write
