"""Sections, titles and what divides a book."""

from __future__ import annotations

from docutils import nodes

from eventnotes.book import escaping
from eventnotes.book.translator.base import TranslatorBase, opening, writing

#: How many levels of headings have numbers, as in the books that LaTeX makes for Sphinx.
NUMBERED = 3


class SectionPart(TranslatorBase):
    """Translates the nodes that give a book its outline."""

    visit_section = depart_section = TranslatorBase.nothing  # its title does all

    def visit_title(self, node: nodes.Element) -> None:
        """Write a heading; tables, topics and boxes have taken their titles themselves."""
        if not isinstance(node.parent, nodes.section):
            raise nodes.SkipNode
        if self._is_book_title(node.parent):
            self._waiting.append(self.anchors.of(node.parent) or "")
            self._waiting = [label for label in self._waiting if label]
            raise nodes.SkipNode
        substitute = self._substitute(node)
        self.in_title = True
        self._before_title, self._waiting = self._waiting, []
        level = self._level(node.parent)
        if 1 < level <= self.config.typst_new_page_depth and not self._begins_above(level):
            self.add("#new-page\n")
        self.mark(node)
        self.add(f"#section({level}, {self._number(level)})[")
        if substitute:
            self.add(self.plain(substitute))
            self._before_title += self.labels_of(node)
            raise nodes.SkipChildren

    def depart_title(self, node: nodes.Element) -> None:
        """End the heading with the label of its section."""
        self.in_title = False
        label = self.anchors.of(node.parent)
        self.add(f"] <{label}>\n\n" if label else "]\n\n")
        self._text_begins = len(self.body)
        self.add(*self.after_title)
        self.after_title.clear()
        self._waiting = self._before_title  # a chapter opens a page: they belong on that

    def _substitute(self, title: nodes.Element) -> str:
        """Return a text for a *title* that a PDF cannot hold, and warn; ``""`` for all others."""
        text = "".join(title.findall(nodes.Text))
        if not text.strip():
            shown = title.astext().strip() or "<no title>"  # an image's is its words
            message = "a heading of the PDF book must have a text: it is set as %s"
        elif not escaping.fits_string(text):
            shown = escaping.beginning(text)
            message = "the heading is too long for a PDF: it is set as %s, and in full below it"
            self.after_title.append(f"{self.plain(text)}\n\n")
        else:
            return ""
        self.warnings.warn(message, shown, location=title, subtype="title")
        return shown

    def _begins_above(self, level: int) -> bool:
        """Tell whether a section of *level* is the first thing in the one that it is part of."""
        above = bool(self.headings) and self.headings[-1][0] < level
        return above and not any(piece.strip() for piece in self.body[self._text_begins :])

    def _number(self, level: int) -> str:
        """Count a heading of *level*, and return its number as Typst: a string or ``none``.

        Typst's own counting would cost one more layout of the whole book: in the first, nothing
        is counted yet, and headings hold their numbers.
        """
        self._counts = [*self._counts, *[0] * level][:level]
        self._counts[-1] += 1
        numbered = NUMBERED + (self.config.typst_toplevel_sectioning == "part")
        shown = level <= numbered
        number = escaping.string(".".join(map(str, self._counts))) if shown else "none"
        self.headings.append((level, number))
        return number

    def _is_book_title(self, section: nodes.Element) -> bool:
        """Tell the first section of the start document: its title is on the title page."""
        document = section.parent
        if not isinstance(document, nodes.document):
            return False
        return section is next(iter(document.findall(nodes.section)), None)

    def _level(self, section: nodes.Element) -> int:
        level = 0
        node: nodes.Element | None = section
        while node is not None:
            level += isinstance(node, nodes.section) and not self._is_book_title(node)
            node = node.parent
        return level

    visit_subtitle = opening("#subtitle-line[")
    depart_subtitle = writing("]\n\n")

    visit_rubric = opening("#rubric[")
    depart_rubric = writing("]\n\n")

    visit_transition = opening("#transition\n\n")
    depart_transition = TranslatorBase.nothing
