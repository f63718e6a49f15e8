"""Read the lines at the top of a page or of a section: bylines, and lines ``name: value``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from eventnotes.reading.page import UNSEEN, line_of
from eventnotes.records.bylines import SPEAKER_HEADINGS, SPEAKER_PAGE, Bylines, Line
from eventnotes.records.fields import RawField
from eventnotes.records.model import Link
from eventnotes.records.people import is_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eventnotes.records.fields import FieldNames

# How many blocks under a heading, and how many items of a list in them, are looked at.
_BLOCKS = 6
_ITEMS = 8


class Top(NamedTuple):
    """What the top of a page or section says.

    *title* is that of the talk if the heading says more; *bylines* are the paragraphs that name
    speakers.
    """

    fields: list[RawField]
    title: str
    bylines: list[nodes.paragraph]


class _Written(NamedTuple):
    """A line with the node that has it."""

    line: Line
    node: nodes.Node


def read_top(section: nodes.Element, bylines: Bylines, names: FieldNames) -> Top:
    """Return what the lines at the top of *section* say."""
    found: dict[str, list[RawField]] = {}
    title = ""
    paragraphs: list[nodes.paragraph] = []
    for written in _lines(section):
        for one in bylines.find(written.line, names):
            title = title or one.title
            field = RawField(
                name=one.field,
                text=", ".join(one.values),
                line=line_of(written.node),
                links=_links(written) if one.field != "Speaker" else (),
                items=one.values if one.field == "Speaker" else (),
                how=one.how,
            )
            found.setdefault(one.field, []).append(field)
            if one.field == "Speaker" and isinstance(written.node, nodes.paragraph):
                paragraphs.append(written.node)
    return Top([_joined(fields) for fields in found.values()], title, paragraphs)


def read_lines(document: nodes.document, bylines: Bylines, names: FieldNames) -> Top:
    """Return what the first paragraph of a page without a heading says: ``title: …`` and more."""
    first = next((one for one in document.children if not isinstance(one, UNSEEN)), None)
    if not isinstance(first, nodes.paragraph):
        return Top([], "", [])
    texts = _texts(first)
    titles = [
        text.partition(":")[2].strip() for text in texts if text.lower().startswith("title:")
    ]
    fields = [
        RawField(name=one.field, text=", ".join(one.values), line=line_of(first), how=one.how)
        for written in _of_paragraph(first, texts)
        for one in bylines.find(written.line, names)
    ]
    return Top(fields if titles else [], titles[0] if titles else "", [])


def _joined(fields: list[RawField]) -> RawField:
    """Return several lines with speakers as one field; of other fields the first."""
    first = fields[0]
    if first.name != "Speaker":
        return first
    people = tuple(dict.fromkeys(name for field in fields for name in field.items))
    return RawField(
        name=first.name, text=", ".join(people), line=first.line, items=people, how=first.how
    )


def _lines(section: nodes.Element) -> Iterator[_Written]:
    """Yield the lines at the top: the heading, the first blocks, then the first headings below."""
    yield _Written(Line(text=section[0].astext(), heading=True), section[0])
    blocks = [one for one in section.children[1:] if not isinstance(one, UNSEEN)]
    below = [one for one in blocks if isinstance(one, nodes.section)]
    seen = 0
    for block in blocks:
        if seen == _BLOCKS or isinstance(block, nodes.section):
            break
        if isinstance(block, nodes.Element):
            seen += 1
            yield from _of_block(block)
    for part in below[:2]:
        yield from _of_section(part, second=part is blocks[0])


def _of_block(block: nodes.Element) -> Iterator[_Written]:
    if isinstance(block, nodes.paragraph):
        if (named := _speaker_link(block)) is not None:
            yield named
        yield from _of_paragraph(block, _texts(block))
    elif isinstance(block, nodes.line_block):
        texts = [one.astext() for one in block.children if isinstance(one, nodes.line)]
        yield from _of_paragraph(block, texts)
    elif isinstance(block, nodes.bullet_list):
        for paragraph in _first_paragraphs(block):
            yield from _of_paragraph(paragraph, _texts(paragraph)[:1])


def _of_paragraph(node: nodes.Element, texts: list[str]) -> Iterator[_Written]:
    only = all(":" in text for text in texts)
    linked = any(isinstance(one, nodes.reference) for one in node.children)
    for text in texts:
        yield _Written(Line(text=text, only=only, linked=linked), node)


def _of_section(part: nodes.Element, *, second: bool) -> Iterator[_Written]:
    """Yield the heading of a section, or the names under it if it is of the speakers."""
    heading = " ".join(part[0].astext().split()).strip(":").lower()
    if heading not in SPEAKER_HEADINGS:
        yield _Written(Line(text=part[0].astext(), heading=True, second=second), part[0])
        return
    for block in part.children[1:_BLOCKS]:
        paragraphs: Iterable[nodes.paragraph] = ()
        if isinstance(block, nodes.paragraph):
            paragraphs = [block]
        elif isinstance(block, nodes.bullet_list):
            paragraphs = _first_paragraphs(block)
        for paragraph in paragraphs:
            yield _Written(Line(text=f"{heading}: {_texts(paragraph)[0]}"), paragraph)


def _first_paragraphs(points: nodes.bullet_list) -> Iterator[nodes.paragraph]:
    """Yield the first paragraph of each of the first items of a list."""
    for item in points.children[:_ITEMS]:
        if item.children and isinstance(item.children[0], nodes.paragraph):
            yield item.children[0]


def _speaker_link(paragraph: nodes.paragraph) -> _Written | None:
    """Return a paragraph that is only a link to a speaker's page."""
    match [one for one in paragraph.children if one.astext().strip()]:
        case [nodes.reference() as link] if is_name(link.astext()):
            if SPEAKER_PAGE.search(str(link.get("refuri", ""))):
                return _Written(Line(text=f"Speaker: {link.astext()}"), paragraph)
    return None


def _texts(paragraph: nodes.Element) -> list[str]:
    """Return the lines of a paragraph as written; MyST's line breaks are raw nodes."""
    parts = ("\n" if isinstance(one, nodes.raw) else one.astext() for one in paragraph.children)
    return [line.strip() for line in "".join(parts).splitlines() if line.strip()] or [""]


def _links(written: _Written) -> tuple[Link, ...]:
    """Return the links in a line."""
    return tuple(
        Link(text=one.astext(), url=one["refuri"])
        for one in written.node.findall(nodes.reference)
        if one.get("refuri") and one.astext() in written.line.text
    )
