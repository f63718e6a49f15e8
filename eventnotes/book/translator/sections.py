"""Sections, titles and what divides a book."""

from __future__ import annotations

from docutils import nodes

from eventnotes.book.translator.base import TranslatorBase


class SectionPart(TranslatorBase):
    """Translates the nodes that give a book its outline."""

    def visit_section(self, node: nodes.Element) -> None:
        """Leave everything to the title."""

    def depart_section(self, node: nodes.Element) -> None:
        """Leave everything to the title."""

    def visit_title(self, node: nodes.Element) -> None:
        """Write a heading; tables, topics and boxes have taken their titles themselves."""
        if not isinstance(node.parent, nodes.section):
            raise nodes.SkipNode
        if self._is_book_title(node.parent):
            self._waiting.append(self.anchors.of(node.parent) or "")
            self._waiting = [label for label in self._waiting if label]
            raise nodes.SkipNode
        self.in_title = True
        self._before_title, self._waiting = self._waiting, []
        self.mark(node)
        level = self._level(node.parent)
        self.levels.append(level)
        self.add("=" * level, " ")

    def depart_title(self, node: nodes.Element) -> None:
        """End the heading with the label of its section."""
        self.in_title = False
        label = self.anchors.of(node.parent)
        self.add(f" <{label}>\n\n" if label else "\n\n", *self.after_title)
        self.after_title.clear()
        self._waiting = self._before_title  # a chapter opens a page: they belong on that

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

    def visit_subtitle(self, node: nodes.Element) -> None:
        """Write a subtitle as a line of its own."""
        self.begin(node, "#subtitle-line[")

    def depart_subtitle(self, node: nodes.Element) -> None:
        """End the line."""
        self.add("]\n\n")

    def visit_rubric(self, node: nodes.Element) -> None:
        """Write a heading that stands in no contents."""
        self.begin(node, "#rubric[")

    def depart_rubric(self, node: nodes.Element) -> None:
        """End the heading."""
        self.add("]\n\n")

    def visit_transition(self, node: nodes.Element) -> None:
        """Write a pause between paragraphs."""
        self.begin(node, "#transition\n\n")

    def depart_transition(self, node: nodes.Element) -> None:
        """Nothing is left to write."""
