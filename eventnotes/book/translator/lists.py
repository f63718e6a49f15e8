"""Lists of every kind."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from eventnotes.book import escaping
from eventnotes.book.translator.base import TranslatorBase

_STYLES = {
    "arabic": "1",
    "loweralpha": "a",
    "upperalpha": "A",
    "lowerroman": "i",
    "upperroman": "I",
}
#: A field's name longer than this takes several lines.
LONG_NAME = 22
#: Fields of less text than this, right under a title, stay on its page.
SHORT_FIELDS = 600
_ONE_LINE = (nodes.paragraph, addnodes.compact_paragraph)
_NESTED = (nodes.bullet_list, nodes.enumerated_list)


def is_tight(node: nodes.Element) -> bool:
    """Tell whether each item is one paragraph, with at most lists under it."""
    return all(
        isinstance(child, _ONE_LINE if number == 0 else _NESTED)
        for item in node.children
        if isinstance(item, nodes.Element)
        for number, child in enumerate(item.children)
    )


class ListPart(TranslatorBase):
    """Translates lists; each item is one argument of the list's call."""

    def _item(self, node: nodes.Element) -> None:
        self.mark(node)
        self.add("[")

    def _end_list(self, node: nodes.Element) -> None:
        self.add(")\n\n")

    def visit_bullet_list(self, node: nodes.Element) -> None:
        """Begin a list with bullets."""
        self.begin(node, "#bullets(\n" if is_tight(node) else "#bullets(tight: false,\n")

    depart_bullet_list = _end_list
    visit_list_item = _item
    depart_list_item = TranslatorBase.end_item

    def visit_enumerated_list(self, node: nodes.Element) -> None:
        """Begin a list with numbers, in the style and from the start that the author chose."""
        style = _STYLES.get(node.get("enumtype", "arabic"), "1")
        numbering = escaping.string(f"{node.get('prefix', '')}{style}{node.get('suffix', '.')}")
        tight = "" if is_tight(node) else "tight: false, "
        self.begin(node, f"#numbers({tight}{numbering}, {node.get('start', 1)},\n")

    depart_enumerated_list = _end_list

    def visit_definition_list(self, node: nodes.Element) -> None:
        """Begin terms with their definitions."""
        self.begin(node, "#definitions(\n")

    depart_definition_list = _end_list

    def visit_definition_list_item(self, node: nodes.Element) -> None:
        """Begin a pair of terms and definition."""
        self.mark(node)
        self.add("([")
        self._terms = 0

    def depart_definition_list_item(self, node: nodes.Element) -> None:
        """End the pair; a term of a glossary may have no definition."""
        if not any(isinstance(child, nodes.definition) for child in node.children):
            self.add("], [")
        self.end_item(node)
        self.body[-1] = "]),\n"

    def visit_term(self, node: nodes.Element) -> None:
        """Begin a term; several share a definition."""
        parent = node.parent
        if isinstance(parent.children[0], nodes.term) and node is not parent.children[0]:
            self.add(", ")

    def depart_term(self, node: nodes.Element) -> None:
        """A classifier may follow."""
        self.settle()

    def visit_classifier(self, node: nodes.Element) -> None:
        """Begin a classifier after its term."""
        self.add(" #classifier[")

    def depart_classifier(self, node: nodes.Element) -> None:
        """End a classifier."""
        self.add("]")

    def visit_definition(self, node: nodes.Element) -> None:
        """Begin the definition."""
        self.add("], [")

    def depart_definition(self, node: nodes.Element) -> None:
        """The item ends it."""

    def visit_glossary(self, node: nodes.Element) -> None:
        """Go through to the definition list."""

    def depart_glossary(self, node: nodes.Element) -> None:
        """Go through."""

    def visit_option_list(self, node: nodes.Element) -> None:
        """Begin options with what they do."""
        self.begin(node, "#options(\n")

    depart_option_list = _end_list

    def visit_option_list_item(self, node: nodes.Element) -> None:
        """Begin a pair of options and description."""
        self.mark(node)
        self.add("([")

    def depart_option_list_item(self, node: nodes.Element) -> None:
        """End the pair."""
        self.end_item(node)
        self.body[-1] = "]),\n"

    def visit_option_group(self, node: nodes.Element) -> None:
        """Options are text whose spaces count."""
        self.literal += 1

    def depart_option_group(self, node: nodes.Element) -> None:
        """End the options."""
        self.literal -= 1
        self.settle()

    def visit_option(self, node: nodes.Element) -> None:
        """Keep several options apart."""
        if node is not node.parent.children[0]:
            self.add(", ")

    def depart_option(self, node: nodes.Element) -> None:
        """Nothing follows an option."""

    def visit_option_string(self, node: nodes.Element) -> None:
        """Leave the text as it is."""

    def depart_option_string(self, node: nodes.Element) -> None:
        """Nothing follows."""

    def visit_option_argument(self, node: nodes.Element) -> None:
        """Write the delimiter and the argument in italics."""
        self.add(self.literal_text(node.get("delimiter", " ")), "#emph[")

    def depart_option_argument(self, node: nodes.Element) -> None:
        """End the argument."""
        self.add("]")

    def visit_description(self, node: nodes.Element) -> None:
        """Begin what the option does."""
        self.add("], [")

    def depart_description(self, node: nodes.Element) -> None:
        """The item ends it."""

    def visit_field_list(self, node: nodes.Element) -> None:
        """Begin fields and their values, side by side."""
        names = (name.astext() for name in node.findall(nodes.field_name))
        wide = max(map(len, names), default=0) > LONG_NAME
        options = f"{'names: 30%, ' if wide else ''}{'whole: true, ' if _is_head(node) else ''}"
        self.begin(node, f"#fields({options}\n")

    depart_field_list = _end_list

    def visit_field(self, node: nodes.Element) -> None:
        """Begin a pair of name and value."""
        self.mark(node)
        self.add("([")

    depart_field = depart_option_list_item

    def visit_field_name(self, node: nodes.Element) -> None:
        """The pair has begun the name."""

    def depart_field_name(self, node: nodes.Element) -> None:
        """Write the name's labels."""
        self.settle()

    visit_field_body = visit_description
    depart_field_body = depart_description
    visit_docinfo = visit_field_list
    depart_docinfo = depart_field_list = _end_list

    def visit_hlist(self, node: nodes.Element) -> None:
        """Begin columns of short items."""
        self.begin(node, f"#columns-of({node.get('ncolumns', len(node))},\n")

    depart_hlist = _end_list
    visit_hlistcol = _item
    depart_hlistcol = TranslatorBase.end_item

    def visit_acks(self, node: nodes.Element) -> None:
        """Go through to the list."""

    def depart_acks(self, node: nodes.Element) -> None:
        """Go through."""


def _is_head(node: nodes.Element) -> bool:
    """Tell whether *node* are a few fields right under a title."""
    before = [child for child in node.parent.children if not isinstance(child, nodes.Invisible)]
    place = before.index(node)
    return (
        place > 0
        and isinstance(before[place - 1], (nodes.title, nodes.subtitle))
        and len(node.astext()) < SHORT_FIELDS
    )
