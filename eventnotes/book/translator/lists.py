"""Lists of all kinds."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from eventnotes.book import escaping
from eventnotes.book.translator.base import TranslatorBase, closing, opening, writing
from eventnotes.book.translator.keeping import KeepingPart

_STYLES = {
    "arabic": "1",
    "loweralpha": "a",
    "upperalpha": "A",
    "lowerroman": "i",
    "upperroman": "I",
}
#: Field names longer than this are wrapped.
LONG_NAME = 22
#: Field lists directly under a title stay on its page if they are shorter than this.
SHORT_FIELDS = 600
_ONE_LINE = (nodes.paragraph, addnodes.compact_paragraph)
_NESTED = (nodes.bullet_list, nodes.enumerated_list)


def is_tight(node: nodes.Element) -> bool:
    """Return whether each item is one paragraph, optionally with lists under it."""
    return all(
        isinstance(child, _ONE_LINE if number == 0 else _NESTED)
        for item in node.children
        if isinstance(item, nodes.Element)
        for number, child in enumerate(item.children)
    )


class ListPart(KeepingPart):
    """Translates lists. Each item is an argument of the list's function."""

    def _item(self, node: nodes.Element) -> None:
        self.mark(node)
        self.add("[")

    _end_list = writing(")\n\n")

    def visit_bullet_list(self, node: nodes.Element) -> None:
        self.begin(node, "#bullets(\n" if is_tight(node) else "#bullets(tight: false,\n")

    depart_bullet_list = _end_list
    visit_list_item = _item
    depart_list_item = TranslatorBase.end_item

    def visit_enumerated_list(self, node: nodes.Element) -> None:
        """Open a numbered list with the author's style and start."""
        style = _STYLES.get(node.get("enumtype", "arabic"), "1")
        numbering = escaping.string(f"{node.get('prefix', '')}{style}{node.get('suffix', '.')}")
        tight = "" if is_tight(node) else "tight: false, "
        start = self.number(node, node.get("start", 1))
        self.begin(node, f"#numbers({tight}{numbering}, {start},\n")

    depart_enumerated_list = _end_list

    visit_definition_list = opening("#definitions(\n")
    depart_definition_list = _end_list

    def visit_definition_list_item(self, node: nodes.Element) -> None:
        self.mark(node)
        self.add("([")
        self._terms = 0

    def depart_definition_list_item(self, node: nodes.Element) -> None:
        """Close the pair. A glossary term may have no definition."""
        if not any(isinstance(child, nodes.definition) for child in node.children):
            self.add("], [")
        self.end_item(node)
        self.body[-1] = "]),\n"

    def visit_term(self, node: nodes.Element) -> None:
        """Open a term. Several terms can share a definition."""
        parent = node.parent
        if isinstance(parent.children[0], nodes.term) and node is not parent.children[0]:
            self.add(", ")

    depart_term = closing("")

    visit_classifier = writing(" #classifier[")
    depart_classifier = writing("]")
    visit_definition = writing("], [")
    depart_definition = TranslatorBase.nothing
    visit_glossary = depart_glossary = visit_acks = depart_acks = TranslatorBase.nothing

    visit_option_list = opening("#options(\n")
    depart_option_list = _end_list

    def visit_option_list_item(self, node: nodes.Element) -> None:
        self.mark(node)
        self.add("([")

    def depart_option_list_item(self, node: nodes.Element) -> None:
        self.end_item(node)
        self.body[-1] = "]),\n"

    def visit_option_group(self, node: nodes.Element) -> None:
        self.literal += 1

    depart_option_group = closing("", literal=True)

    def visit_option(self, node: nodes.Element) -> None:
        if node is not node.parent.children[0]:
            self.add(", ")

    depart_option = visit_option_string = depart_option_string = TranslatorBase.nothing

    def visit_option_argument(self, node: nodes.Element) -> None:
        self.add(self.literal_text(node.get("delimiter", " ")), "#emph[")

    depart_option_argument = writing("]")
    visit_description = writing("], [")
    depart_description = TranslatorBase.nothing

    def visit_field_list(self, node: nodes.Element) -> None:
        names = (name.astext() for name in node.findall(nodes.field_name))
        wide = max(map(len, names), default=0) > LONG_NAME
        options = f"{'names: 30%, ' if wide else ''}{'whole: true, ' if _is_head(node) else ''}"
        if _is_head(node):
            self.open_unit(node)
        self.begin(node, f"#fields({options}\n")

    def depart_field_list(self, node: nodes.Element) -> None:
        self.close_unit(node)
        self.add(")\n\n")

    visit_field = visit_option_list_item
    depart_field = depart_option_list_item
    visit_field_name = TranslatorBase.nothing
    depart_field_name = depart_term

    visit_field_body = visit_description
    depart_field_body = depart_description
    visit_docinfo = visit_field_list
    depart_docinfo = depart_field_list

    def visit_hlist(self, node: nodes.Element) -> None:
        self.begin(node, f"#columns-of({node.get('ncolumns', len(node))},\n")

    depart_hlist = _end_list
    visit_hlistcol = _item
    depart_hlistcol = TranslatorBase.end_item


def _is_head(node: nodes.Element) -> bool:
    """Return whether *node* is a short field list directly under a title."""
    before = [child for child in node.parent.children if not isinstance(child, nodes.Invisible)]
    place = before.index(node)
    return (
        place > 0
        and isinstance(before[place - 1], (nodes.title, nodes.subtitle))
        and len(node.astext()) < SHORT_FIELDS
    )
