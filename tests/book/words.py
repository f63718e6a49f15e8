"""The words of a PDF and of its doctree, for comparison."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2 as pdfium
from docutils import nodes
from pypdfium2 import raw
from sphinx import addnodes

from eventnotes.book.translator.sections import SHORT_FRONT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

#: Inline tags; all others separate words.
_INLINE = frozenset({"Span", "Strong", "Em", "Link", "Reference", "Code", "Lbl", "Note", "Sub"})
#: Marks that the book adds: bullets, numbers, punctuation of signatures.
MARKS = re.compile(r"[•–∗·:,→()\[\]]+|\(?(\d+|[a-z]|[A-Z]|[ivx]+)[.)]|\d+(\.\d+)*|CHAPTER\d+")
#: PDFium's hyphen at the end of a line, from the author or from Typst; soft hyphens.
_HYPHENS = dict.fromkeys(map(ord, "-\x02\u00ad\u2010"))
#: The maximum number of added characters between two words of a page.
REACH = 40


@dataclass(kw_only=True, slots=True)
class Words:
    """The words of a book's title page, of its text and of its footnotes."""

    front: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def tokens(text: str) -> list[str]:
    """Return the words of *text* without hyphens, which line breaks can add."""
    return [word for part in text.split() if (word := part.translate(_HYPHENS))]


# The PDF


def read(path: Path) -> Words:
    """Return the words after the contents of the PDF *path*, as a screen reader gets them.

    That is in the order of the tags; running heads and feet are none of it.
    """
    marked = marked_text(path)
    front: list[str] = []
    body: list[str] = []
    notes: list[str] = []
    with pikepdf.open(path) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        for roles, place in content(pdf.Root.StructTreeRoot.K, (), pages):
            if "TOC" in roles:
                front, body = front or body, []
            elif "Lbl" in roles and roles[roles.index("Lbl") - 1] != "LI":
                continue  # the number of a note
            elif "Figure" in roles:
                continue  # a screen reader gets the alternative text
            else:
                (notes if "Note" in roles else body).append(marked.get(place, " "))
    return Words(
        front=tokens("".join(front)), body=tokens("".join(body)), notes=tokens("".join(notes))
    )


#: Separates blocks.
_NOWHERE = (-1, -1)


def content(
    node: Any, roles: tuple[str, ...], pages: dict[tuple[int, int], int], page: int = -1
) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
    """Yield the pieces of content below *node* with their tags, blocks separated by `_NOWHERE`."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from content(child, roles, pages, page)
    elif isinstance(node, pikepdf.Dictionary):
        page = pages[node.Pg.objgen] if "/Pg" in node else page
        if "/MCID" in node:
            yield roles, (page, int(node.MCID))
        elif "/S" in node:
            role = str(node.S)[1:]
            block = role not in _INLINE or "Block" in repr(node.get("/A", ""))
            if block or role == "Note":
                yield (*roles, role), _NOWHERE
            yield from content(node.get("/K", pikepdf.Array()), (*roles, role), pages, page)
            if block:
                yield (*roles, role), _NOWHERE
    else:
        yield roles, (page, int(node))


def marked_text(path: Path) -> dict[tuple[int, int], str]:
    """Return the texts of marked content by page and number."""
    found: dict[tuple[int, int], str] = {}
    with pdfium.PdfDocument(path) as document:
        for number in range(len(document)):
            page = document[number]
            text_page = page.get_textpage()
            for piece in page.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
                place = (number, raw.FPDFPageObj_GetMarkedContentID(piece))
                found[place] = found.get(place, "") + _text(piece, text_page)
            text_page.close()
            page.close()
    return found


def _text(piece: pdfium.PdfObject, page: pdfium.PdfTextPage) -> str:
    size = raw.FPDFTextObj_GetText(piece, page, None, 0)
    buffer = ctypes.create_string_buffer(size)
    start = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
    raw.FPDFTextObj_GetText(piece, page, start, size)
    return buffer.raw[: size - 2].decode("utf-16-le")


# The doctree


def written(tree: nodes.document) -> Words:
    """Return the words of a resolved *tree*, with notes in the order of references."""
    referred = {
        (docname, node["refid"])
        for docname, node in _located(tree, nodes.footnote_reference, tree["docname"])
        if not isinstance(node.parent, (nodes.title, nodes.caption))
    }
    notes = {
        (docname, name): node
        for docname, node in _located(tree, nodes.footnote, tree["docname"])
        for name in node["ids"]
        if (docname, name) in referred
    }
    front = _front(tree)
    flow = _Flow(notes=notes, moved=set(map(id, [*notes.values(), *front])))
    flow.gather(tree, tree["docname"])
    texts = tokens(" ".join(node.astext() for node in front))
    return Words(front=texts, body=tokens("".join(flow.body)), notes=tokens("".join(flow.foot)))


def _front(tree: nodes.document) -> list[nodes.paragraph]:
    """Return the paragraphs before the first heading after the book's title, if they are short."""
    titles = list(tree.findall(nodes.title))
    before = list(takewhile(lambda node: node is not titles[1], tree.findall()))
    texts = [node for node in before if isinstance(node, nodes.paragraph)]
    plain = not any(isinstance(node, (nodes.reference, nodes.literal_block)) for node in before)
    return texts if plain and sum(len(node.astext()) for node in texts) < SHORT_FRONT else []


def _located(
    node: nodes.Element, kind: type[nodes.Element], docname: str
) -> Iterator[tuple[str, nodes.Element]]:
    """Yield each node of *kind* in *node* with its page."""
    docname = node.get("docname", docname)
    if isinstance(node, kind):
        yield docname, node
    for child in node.children:
        if isinstance(child, nodes.Element):
            yield from _located(child, kind, docname)


@dataclass(kw_only=True, slots=True)
class _Flow:
    """Collects the text of a tree, with spaces between blocks."""

    notes: dict[tuple[str, str], nodes.Element]
    moved: set[int]  # the notes that stand where something refers to them
    body: list[str] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)
    after_title: list[str] = field(default_factory=list)
    at_foot: set[tuple[str, str]] = field(default_factory=set)
    told: set[tuple[str, str]] = field(default_factory=set)

    def gather(self, node: nodes.Node, docname: str) -> None:
        if isinstance(node, nodes.Text):
            self.body.append(node.astext().replace("\0", ""))
        elif isinstance(node, nodes.footnote_reference):
            self._note(docname, node["refid"])
        elif isinstance(node, nodes.option_group):
            self.body.append(f" {node.astext()} ")
        elif (
            isinstance(node, nodes.Element) and not _is_hidden(node) and id(node) not in self.moved
        ):
            self._children(node, node.get("docname", docname))

    def _children(self, node: nodes.Element, docname: str) -> None:
        inline = isinstance(node.parent, nodes.TextElement) and not isinstance(node, _PARTED)
        self.body.append("" if inline else " ")
        before, after = _AROUND.get((type(node.parent), type(node)), ("", ""))
        self.body.append(before)
        for child in node.children:
            self.gather(child, docname)
        self.body.append(after)
        if isinstance(node, nodes.abbreviation):
            self._explain(docname, node)
        if isinstance(node, nodes.term) and isinstance(node.next_node(siblings=True), nodes.term):
            self.body.append(",")
        addresses = list(_addresses(node))
        if addresses:
            self._address(docname, node, addresses)
        if isinstance(node, nodes.title):
            self.body += self.after_title
            self.after_title = []
        self.body.append("" if inline else " ")

    def _address(self, docname: str, node: nodes.Element, addresses: list[str]) -> None:
        heading = node.parent
        while heading and not isinstance(heading, (nodes.title, nodes.caption, nodes.section)):
            heading = heading.parent
        if isinstance(heading, nodes.caption) or isinstance(heading.parent, nodes.table):
            self.body.append(f" ({', '.join(addresses)}) ")
        elif isinstance(heading, nodes.title):
            self.after_title += [f" {address} " for address in addresses]
        else:
            key = (docname, node["refuri"])
            if key not in self.at_foot:
                self.at_foot.add(key)
                self.foot.append(f" {', '.join(addresses)} ")

    def _explain(self, docname: str, node: nodes.Element) -> None:
        key = (docname, node.astext())
        if key not in self.told and not isinstance(node.parent, addnodes.desc_sig_operator):
            self.told.add(key)
            self.body.append(f" ({node['explanation']})")

    def _note(self, docname: str, name: str) -> None:
        note = self.notes.pop((docname, name), None)
        body, self.body = self.body, self.foot  # an address in a note is a note of its own
        for child in note.children[1:] if note else ():
            self.gather(child, docname)
        self.body = body


#: The marks that the book adds before and after a text.
_AROUND: dict[tuple[type, type], tuple[str, str]] = {
    (nodes.citation, nodes.label): ("[", "]"),
    (nodes.block_quote, nodes.attribution): ("— ", ""),
}
#: Nodes with added marks between them.
_PARTED = (
    addnodes.desc_parameterlist,
    addnodes.desc_parameter,
    addnodes.desc_type_parameter_list,
    addnodes.desc_type_parameter,
    addnodes.desc_optional,
    addnodes.desc_returns,
)


def _is_hidden(node: nodes.Element) -> bool:
    if isinstance(node, nodes.title) and isinstance(node.parent.parent, nodes.document):
        return True  # the title of the book is on its title page
    return isinstance(
        node, (nodes.Invisible, nodes.raw, nodes.system_message, nodes.math, nodes.math_block)
    )


def _addresses(node: nodes.Element) -> Iterator[str]:
    """Yield the printed address of a link, and its other address."""
    if _shows_address(node):
        yield node["refuri"].removeprefix("mailto:")
    if "other" in node:
        word, other = node["other"]
        shown = _shows_address(node) or _is_address(node)
        known = node["refuri"] if shown and other.endswith(node["refuri"]) else ""
        yield f"{word}: {other.removesuffix(known)}{'…' if known else ''}"


def _shows_address(node: nodes.Element) -> bool:
    address = node.get("refuri", "")
    names_an_object = any(
        "xref" in child.get("classes", ()) for child in node.findall(nodes.literal)
    )
    return ":" in address and not names_an_object and not _is_address(node)


def _is_address(node: nodes.Element) -> bool:
    address = node.get("refuri", "").removeprefix("mailto:")
    return bool(address.rstrip("/") == node.astext().strip().rstrip("/"))


# The one beside the other


def compare(expected: Sequence[str], found: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the words of *expected* that *found* lacks in their place, and what it adds there.

    Where words end is not compared, for a line's end swallows the space. What follows the last
    expected word counts for nothing.
    """
    text = "".join(found)
    lost: list[str] = []
    added: list[str] = []
    place = 0
    for word in expected:
        start = text.find(word, place, place + REACH + len(word))
        if start < 0:
            lost.append(word)
            continue
        if start > place:
            added.append(text[place:start])
        place = start + len(word)
    return lost, added
