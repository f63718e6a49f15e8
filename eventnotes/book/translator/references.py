"""Links inside the book and out of it, targets, index entries, downloads."""

from __future__ import annotations

from docutils import nodes

from eventnotes.book import addresses, escaping
from eventnotes.book.translator.base import TranslatorBase

#: How many bytes an address may have that Typst is to make a link of.
LONGEST_LINK = 8000


class ReferencePart(TranslatorBase):
    """Translates whatever leads somewhere, and what it leads to."""

    def visit_reference(self, node: nodes.Element) -> None:
        label = self._label(node)
        self.settle()
        if label is not None:
            self.add(f"#to(<{label}>)[")
        elif self._is_web(node):
            self.add(f"#link({escaping.string(_printable(node['refuri']))})[")
        else:
            self.add("#plain[")  # what it leads to is not in the book

    def depart_reference(self, node: nodes.Element) -> None:
        """End a link; addresses that the text does not show follow it."""
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
        """Tell whether *node* leads out of the book; warn where it cannot be a link."""
        address = node.get("refuri", "")
        if not address or addresses.is_inside(address):
            return False
        if not _fits_link(address):
            self.warnings.warn(
                "the address is too long for a link of the PDF book: it is set as text",
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
        """Show a link's address, and its other one: a copy, or where it led before it was gone.

        That one is the attribute ``other`` of *node*: a word for it, and the address.
        """
        own = not _names_an_object(node) and not _same(_shown(address), node.astext())
        word, other = node.get("other", ("", ""))
        word = self.plain(word)
        how = self.config.typst_show_urls
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
        if self.config.typst_show_urls == "inline" or not _fits_link(address):
            return f"#address({pieces})"
        return f"#address-link({escaping.string(_printable(address))}, {pieces})"

    visit_target = depart_target = TranslatorBase.nothing  # its label has been written

    def visit_index(self, node: nodes.Element) -> None:
        """Leave entries to the printed index: a target beside them bears the label."""
        raise nodes.SkipNode

    visit_pending_xref = depart_pending_xref = TranslatorBase.nothing  # Sphinx has warned of it

    def visit_download_reference(self, node: nodes.Element) -> None:
        """Write the name of a file that a site offers: a book holds no files."""
        self.literal += 1
        self.settle()
        self.add("#literal[")

    def depart_download_reference(self, node: nodes.Element) -> None:
        self.literal -= 1
        self.add("]")


def _fits_link(address: str) -> bool:
    return len(_printable(address).encode()) <= LONGEST_LINK


def _names_an_object(node: nodes.Element) -> bool:
    """Tell a role's reference into another project, as intersphinx makes them, from a link.

    What it names is what one looks up: a reader on paper has no use for its address.
    """
    return any(
        "xref" in child["classes"] for child in node.children if isinstance(child, nodes.Element)
    )


def _same(address: str, text: str) -> bool:
    return address.rstrip("/") == text.strip().rstrip("/")


def _shown(address: str) -> str:
    return _printable(address).removeprefix("mailto:")


def _printable(address: str) -> str:
    """Return *address* without the characters that no PDF can hold."""
    return "".join(char for char in address if not escaping.unprintable(char))
