"""Internal and external links, targets, index entries and downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from eventnotes.book import addresses, escaping
from eventnotes.book.translator.base import TranslatorBase, call, closing
from eventnotes.book.translator.keeping import KeepingPart

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from eventnotes.book.context import Context

#: The maximum bytes of a link's address.
LONGEST_LINK = 8000


class ReferencePart(KeepingPart):
    """Translates links and their targets."""

    def __init__(self, document: nodes.document, builder: Builder, context: Context) -> None:
        super().__init__(document, builder, context)
        self._at_foot: set[tuple[str, str]] = set()  # addresses in notes, by page

    def visit_reference(self, node: nodes.Element) -> None:
        label = self._label(node)
        self.settle()
        if label is not None:
            self.add(f"#to(<{label}>)[")
        elif self._is_link(node):
            self.add(f"#link({escaping.string(_printable(node['refuri']))})[")
        else:
            self.add("#plain[")  # the target is not in the book

    def depart_reference(self, node: nodes.Element) -> None:
        """Close a link, and add its addresses if the text does not show them."""
        self.settle()
        self.add("]")
        address = node.get("refuri", "")
        if _is_web(address):
            self._show_addresses(address, node)
        if not isinstance(node.parent, nodes.TextElement):
            self.add("\n\n")

    visit_number_reference = visit_reference
    depart_number_reference = depart_reference

    def _is_link(self, node: nodes.Element) -> bool:
        """Return whether *node* is a link to the web; warn if its address is too long."""
        address = node.get("refuri", "")
        if not _is_web(address):
            return False  # a relative address leads nowhere from a book
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
        same = _same(_shown(address), node.astext())
        own = not _names_an_object(node) and not same
        word, other = node.get("other", ("", ""))
        known = address if own or same else ""
        word = self.plain(word)
        how = self.config.book_show_urls
        if how == "no":
            linked = other and _fits_link(other)
            parts = [f"#link({escaping.string(other)})[{word}]"] if linked else []
        else:
            parts = [self._address(address)] if own else []
            if other:
                parts.append(f"#other-address([{word}], {self._address(other, known)[1:]})")
        if not parts:
            return
        if how != "footnote" or self.in_caption:
            self.add(f" \\({', '.join(parts)})")
        elif self.in_title:
            self.after_title.extend(f"#title-address[{part}]\n\n" for part in parts)
        elif (self.docname, address) not in self._at_foot:
            self._at_foot.add((self.docname, address))
            self.add(self.footnote(", ".join(parts)))

    def _address(self, address: str, known: str = "") -> str:
        """Return *address* as markup, without its end if that is *known* to the reader."""
        pieces = escaping.strings(shortened(_shown(address), _shown(known)), self.missing)
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


def _is_web(address: str) -> bool:
    return ":" in address and not addresses.is_inside(address)


def _fits_link(address: str) -> bool:
    return len(_printable(address).encode()) <= LONGEST_LINK


def _names_an_object(node: nodes.Element) -> bool:
    """Return whether intersphinx has resolved a role to this reference.

    Its address is not printed, because readers can look up the name.
    """
    return any(
        "xref" in child["classes"] for child in node.children if isinstance(child, nodes.Element)
    )


def shortened(address: str, known: str) -> str:
    """Return *address* with an ellipsis for *known* at its end, as archives' addresses have it."""
    return f"{address.removesuffix(known)}…" if known and address.endswith(known) else address


def _same(address: str, text: str) -> bool:
    return address.rstrip("/") == text.strip().rstrip("/")


def _shown(address: str) -> str:
    return _printable(address).removeprefix("mailto:")


def _printable(address: str) -> str:
    """Return *address* without characters that PDF forbids."""
    return "".join(char for char in address if not escaping.unprintable(char))
