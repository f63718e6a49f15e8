"""Sections and titles."""

from __future__ import annotations

from itertools import takewhile

from docutils import nodes
from sphinx import addnodes

from eventnotes.book import escaping
from eventnotes.book.translator.base import TranslatorBase, opening, writing

#: A text before the first heading is printed on the title page if it is shorter than this.
SHORT_FRONT = 400
#: The number of numbered heading levels, as in Sphinx's LaTeX output.
NUMBERED = 3


_PLAIN = (
    nodes.title,
    nodes.paragraph,
    nodes.Invisible,
    nodes.target,
    nodes.compound,
    nodes.emphasis,
    nodes.strong,
    nodes.literal,
)


class SectionPart(TranslatorBase):
    """Translates sections and titles."""

    visit_section = depart_section = TranslatorBase.nothing  # handled by its title

    def visit_title(self, node: nodes.Element) -> None:
        """Open a heading. Tables, topics and boxes handle their titles."""
        if not isinstance(node.parent, nodes.section):
            raise nodes.SkipNode
        if self._is_book_title(node.parent):
            self._waiting.append(self.anchors.of(node.parent) or "")
            self._waiting = [label for label in self._waiting if label]
            raise nodes.SkipNode
        own_template = self.config.book_template  # which may have no place for it
        if not self.headings and not own_template and _has_short_front(self.document, node):
            self.front = "".join(self.body)
            self.body.clear()
        substitute = self._substitute(node)
        self.in_title = True
        self._before_title, self._waiting = self._waiting, []
        level = self._level(node.parent)
        if 1 < level <= self.config.book_new_page_depth and not self._begins_above(level):
            self.add(f"#new-page({escaping.string(f'section:{len(self.headings)}')})\n")
        self.mark(node)
        opens = ", opens: true" if _opens_page(node.parent) else ""
        self.add(f"#section({level}, {self._number(level)}{opens})[")
        if substitute:
            self.add(self.plain(substitute))
            self._before_title += self.labels_of(node)
            raise nodes.SkipChildren

    def depart_title(self, node: nodes.Element) -> None:
        """Close the heading with the label of its section."""
        self.in_title = False
        label = self.anchors.of(node.parent)
        self.add(f"] <{label}>\n\n" if label else "]\n\n")
        self._text_begins = len(self.body)
        self.add(*self.after_title)
        self.after_title.clear()
        self._waiting = self._before_title  # they belong on the page that the chapter starts

    def _substitute(self, title: nodes.Element) -> str:
        """Return a substitute with a warning for an invalid *title*, else ``""``."""
        text = "".join(title.findall(nodes.Text))
        if not text.strip():
            shown = title.astext().strip() or "<no title>"  # of an image, its alternative text
            message = "a heading of the PDF book has no text and is printed as %s: add some"
        elif not escaping.fits_string(text):
            shown = escaping.beginning(text)
            message = (
                "the heading is too long for a PDF and printed as %s, in full below: shorten it"
            )
            self.after_title.append(f"{self.plain(text)}\n\n")
        else:
            return ""
        self.warnings.warn(message, shown, location=title, subtype="title")
        return shown

    def _begins_above(self, level: int) -> bool:
        """Return whether a section of *level* is the first content of its parent section."""
        above = bool(self.headings) and self.headings[-1][0] < level
        return above and not any(piece.strip() for piece in self.body[self._text_begins :])

    def _number(self, level: int) -> str:
        """Count a heading of *level*, and return its number as Typst: a string or ``none``.

        Typst's own counters would need one more layout of the whole book, since they are unknown
        in the first one.
        """
        self._counts = [*self._counts, *[0] * level][:level]
        self._counts[-1] += 1
        numbered = NUMBERED + (self.config.book_toplevel_sectioning == "part")
        shown = level <= numbered
        number = escaping.string(".".join(map(str, self._counts))) if shown else "none"
        self.headings.append((level, number))
        return number

    def _is_book_title(self, section: nodes.Element) -> bool:
        """Return whether *section* is the first of the start document, with the book's title."""
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


def _has_short_front(document: nodes.document, first: nodes.Element) -> bool:
    """Return whether there are only a few paragraphs, without links, before *first*."""
    before = takewhile(lambda node: node is not first, document.findall())
    blocks = [node for node in before if isinstance(node, (nodes.Body, nodes.TextElement))]
    texts = [node for node in blocks if isinstance(node, nodes.paragraph)]
    return (
        bool(texts)
        and all(isinstance(node, _PLAIN) for node in blocks)
        and sum(len(node.astext()) for node in texts) < SHORT_FRONT
    )


def _opens_page(section: nodes.Element) -> bool:
    """Return whether *section* is a whole page of the project."""
    return isinstance(section.parent, addnodes.start_of_file)
