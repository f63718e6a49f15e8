"""From record to doctree: a page's names, topics and dates become references."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from eventnotes.dates import find_dates
from eventnotes.fields import url_fault
from eventnotes.model import Exhibitor, Talk
from eventnotes.reading import elements, field_list, front_fields, front_matter, title_section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from eventnotes.fields import FieldNames
    from eventnotes.model import Record

# Where in a text a piece stands, and what stands there instead.
Piece = tuple[int, int, nodes.Element]

_URL = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]")


def dress(document: nodes.document, record: Record, names: FieldNames) -> None:
    """Make the page's field list what readers see.

    Fields before the title move under it; speakers, topics and dates become references and
    dates; the event is added; the id goes. Text that an author has marked up stays as it is.
    """
    fields = _shown_fields(document, names)
    if fields is None:
        return
    for field in list(fields.children):
        if not isinstance(field, nodes.field):
            continue
        known = names.find(field[0].astext())
        if known and known.key == "id":
            fields.remove(field)
        elif known and known.key in _PIECES:
            _replace_text(elements(field)[1], _PIECES[known.key], record)
        elif known and known.shape == "link":
            _replace_text(elements(field)[1], _url_pieces, record)
    if isinstance(record, (Talk, Exhibitor)):
        fields.insert(0, _event_field(record))
    if not fields.children:
        fields.parent.remove(fields)


def _shown_fields(document: nodes.document, names: FieldNames) -> nodes.field_list | None:
    """Return the field list under the title, with the known fields of the front matter."""
    section = title_section(document)
    if section is None:
        return None
    fields = field_list(document)
    before = [raw for raw in front_fields(document) if names.find(raw.name)]
    if fields is None:
        fields = nodes.field_list()
        section.insert(1, fields)
    for position, raw in enumerate(before):
        fields.insert(position, _field(raw.name.capitalize(), nodes.Text(raw.text)))
    for node in front_matter(document):
        if names.find(_name(node)):
            node.parent.remove(node)
    return fields


def _name(node: nodes.Element) -> str:
    return node[0].astext() if isinstance(node, nodes.field) else node.tagname


def _field(name: str, content: nodes.Node) -> nodes.field:
    body = nodes.field_body("", nodes.paragraph("", "", content))
    return nodes.field("", nodes.field_name("", name), body)


def _event_field(record: Talk | Exhibitor) -> nodes.field:
    return _field("Event", _reference("event", record.event, record.event))


def _reference(role: str, target: str, text: str) -> addnodes.pending_xref:
    """Return a reference such as the role of that name makes, that no one need find.

    Around its text it has no node of its own: of thousands of talks these would be a tenth of all.
    """
    return addnodes.pending_xref(
        "",
        nodes.Text(text),
        refdomain="notes",
        reftype=role,
        reftarget=target,
        refexplicit=role != "event",
        refwarn=False,
    )


def _replace_text(
    body: nodes.Element, find: Callable[[str, Record], Iterable[Piece]], record: Record
) -> None:
    for text in list(body.findall(nodes.Text)):
        if isinstance(text.parent, nodes.paragraph):
            text.parent.replace(text, list(_spliced(str(text), find(str(text), record))))


def _spliced(text: str, pieces: Iterable[Piece]) -> Iterator[nodes.Node]:
    end = 0
    for start, stop, node in pieces:
        if start > end:
            yield nodes.Text(text[end:start])
        yield node
        end = stop
    if end < len(text):
        yield nodes.Text(text[end:])


def _date_pieces(text: str, record: Record) -> Iterator[Piece]:
    for start, stop, day in find_dates(text):
        yield start, stop, nodes.inline("", text[start:stop], datetime=day.isoformat())


def _word_pieces(role: str, words: Iterable[str], text: str) -> Iterator[Piece]:
    end = 0
    for word in words:
        if (start := text.find(word, end)) >= 0:  # nearly always: the page has its spaces single
            end = start + len(word)
        elif match := re.compile(r"\s+".join(map(re.escape, word.split()))).search(text, end):
            start, end = match.span()
        else:
            continue
        yield start, end, _reference(role, word, text[start:end])


def _speaker_pieces(text: str, record: Record) -> Iterator[Piece]:
    return _word_pieces("speaker", record.speakers if isinstance(record, Talk) else (), text)


def _topic_pieces(text: str, record: Record) -> Iterator[Piece]:
    return _word_pieces("topic", record.topics if isinstance(record, Talk) else (), text)


def _url_pieces(text: str, record: Record) -> Iterator[Piece]:
    for match in _URL.finditer(text):
        if not url_fault(match.group()):
            link = nodes.reference("", match.group(), refuri=match.group())
            yield match.start(), match.end(), link


_PIECES = {"date": _date_pieces, "speakers": _speaker_pieces, "topics": _topic_pieces}
