"""Object descriptions and signatures of all domains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventnotes.book.translator.base import TranslatorBase, call, closing, opening

if TYPE_CHECKING:
    from docutils import nodes


class DescriptionPart(TranslatorBase):
    """Translates object descriptions."""

    visit_desc = opening("#describe[\n")
    depart_desc = closing("]\n\n")
    visit_desc_signature = opening("#signature[", literal=True)
    depart_desc_signature = closing("]\n", literal=True)

    def visit_desc_signature_line(self, node: nodes.Element) -> None:
        if node.parent.index(node):
            self.add("#linebreak()")

    depart_desc_signature_line = TranslatorBase.nothing
    visit_desc_content = opening("#description[\n")
    depart_desc_content = closing("]\n\n")
    visit_desc_inline = call("literal", literal=True)
    depart_desc_inline = closing("]", literal=True)
    visit_desc_name = call("strong")
    visit_desc_annotation = call("emph")
    depart_desc_name = depart_desc_annotation = closing("]")
    visit_desc_addname = visit_desc_type = visit_desc_sig_element = TranslatorBase.nothing
    depart_desc_addname = depart_desc_type = depart_desc_sig_element = TranslatorBase.nothing

    def visit_desc_returns(self, node: nodes.Element) -> None:
        self.add(self.literal_text(" → "))

    depart_desc_returns = TranslatorBase.nothing

    def visit_desc_parameterlist(self, node: nodes.Element) -> None:
        self.add(self.literal_text(node.get("open_paren", "(")))
        self._first = True

    def depart_desc_parameterlist(self, node: nodes.Element) -> None:
        self.add(self.literal_text(node.get("close_paren", ")")))

    def visit_desc_type_parameter_list(self, node: nodes.Element) -> None:
        self.add(self.literal_text("["))
        self._first = True

    def depart_desc_type_parameter_list(self, node: nodes.Element) -> None:
        self.add(self.literal_text("]"))

    def visit_desc_parameter(self, node: nodes.Element) -> None:
        self._separate()
        if not node.hasattr("noemph"):
            self.add("#emph[")

    def depart_desc_parameter(self, node: nodes.Element) -> None:
        if not node.hasattr("noemph"):
            self.add("]")

    visit_desc_type_parameter = visit_desc_parameter
    depart_desc_type_parameter = depart_desc_parameter

    def visit_desc_optional(self, node: nodes.Element) -> None:
        self.add(self.literal_text("["))

    def depart_desc_optional(self, node: nodes.Element) -> None:
        self.add(self.literal_text("]"))

    def _separate(self) -> None:
        if not self._first:
            self.add(self.literal_text(", "))
        self._first = False
