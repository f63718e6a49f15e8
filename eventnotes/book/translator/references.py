"""Internal and external links, targets, index entries and downloads."""

from __future__ import annotations

from docutils import nodes

from eventnotes.book import addresses, escaping
from eventnotes.book.translator.base import TranslatorBase, call, closing

#: The maximum bytes of a link's address.
LONGEST_LINK = 8000


class ReferencePart(TranslatorBase):
    """Translates links and their targets."""

    def visit_reference(self, node: nodes.Element) -> None:
        label = self._label(node)
        self.settle()
        if label is not None:
            self.add(f"#to(<{label}>)[")
        elif self._is_web(node):
            self.add(f"#link({escaping.string(_printable(node['refuri']))})[")
        else:
            self.add("#plain[")  # the target is not in the book

    def depart_reference(self, node: nodes.Element) -> None:
        """Close a link, and add its addresses if the text does not show them."""
        self.settle()
        self.add("]")
        address = node.get("refuri", "")
        if address and not addresses.is_inside(address):
            self._show_addresses(address, node)
        if not isinstance(node.parent, nodes.TextElement):
            self.add("\n\n")

    visit_number_reference = visit_reference
    depart_number_reference = depart_reference

    def _is_web(self, node: nodes.Element) -> bool:
        """Return whether *node* is an external link; warn if its address is too long."""
        address = node.get("refuri", "")
        if not address or addresses.is_inside(address):
            return False
        if not _fits_link(address):
            self.warnings.warn(
                "the address is too long for a link in the PDF book and printed as text: shorten "
                "it",
                location=node,
                subtype="link",
            )
        return _fits_link(address)

    def _label(self, node: nodes.Element) -> str | None:
        if "refid" in node:
            return self.anchors.label(self.docname, node["refid"])
        address = node.get("refuri", "")
        if not addresses.is_inside(address):
            return None
        docname, name = addresses.split(address)
        in_index = self.context.index_label(docname, name)
        return in_index if in_index is not None else self.anchors.label(docname, name)

    def _show_addresses(self, address: str, node: nodes.Element) -> None:
        """Write a link's address, and the address of its archived copy or its original.

        The latter is the attribute ``other`` of *node*: a label and the address.
        """
        own = not _names_an_object(node) and not _same(_shown(address), node.astext())
        word, other = node.get("other", ("", ""))
        word = self.plain(word)
        how = self.config.book_show_urls
        if how == "no":
            linked = other and _fits_link(other)
            parts = [f"#link({escaping.string(other)})[{word}]"] if linked else []
        else:
            parts = [self._address(address)] if own else []
            parts += [f"#other-address([{word}], {self._address(other)[1:]})"] if other else []
        if not parts:
            return
        if how != "footnote" or self.in_caption:
            self.add(f" \\({', '.join(parts)})")
        elif self.in_title:
            self.after_title.extend(f"#title-address[{part}]\n\n" for part in parts)
        else:
            self.add(f"#footnote[{' #note-line '.join(parts)}]")

    def _address(self, address: str) -> str:
        pieces = escaping.strings(_shown(address), self.missing)
        if self.config.book_show_urls == "inline" or not _fits_link(address):
            return f"#address({pieces})"
        return f"#address-link({escaping.string(_printable(address))}, {pieces})"

    visit_target = depart_target = TranslatorBase.nothing  # the label has been written

    def visit_index(self, node: nodes.Element) -> None:
        """Skip the entries: the printed index has them, and a target beside them has the label."""
        raise nodes.SkipNode

    visit_pending_xref = depart_pending_xref = TranslatorBase.nothing  # Sphinx has warned

    visit_download_reference = call("literal", literal=True)  # the name: a book has no files
    depart_download_reference = closing("]", literal=True)


def _fits_link(address: str) -> bool:
    return len(_printable(address).encode()) <= LONGEST_LINK


def _names_an_object(node: nodes.Element) -> bool:
    """Return whether intersphinx has resolved a role to this reference.

    Its address is not printed, because readers can look up the name.
    """
    return any(
        "xref" in child["classes"] for child in node.children if isinstance(child, nodes.Element)
    )


def _same(address: str, text: str) -> bool:
    return address.rstrip("/") == text.strip().rstrip("/")


def _shown(address: str) -> str:
    return _printable(address).removeprefix("mailto:")


def _printable(address: str) -> str:
    """Return *address* without characters that PDF forbids."""
    return "".join(char for char in address if not escaping.unprintable(char))
