"""Rewrite a page's field list for readers: links, dates and cross-references."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from eventnotes.reading.page import elements, field_list, front_fields, front_matter, title_section
from eventnotes.records.dates import find_dates
from eventnotes.records.fields import url_fault
from eventnotes.records.model import Exhibitor, Talk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from eventnotes.records.fields import FieldNames
    from eventnotes.records.model import Record

# A replacement in a text: start, end and the new node.
Piece = tuple[int, int, nodes.Element]

# Typographic quotes that docutils makes, and the straight ones they were.
_STRAIGHT = str.maketrans("‘’‚“”„«»‹›", "'''\"\"\"\"\"''")
# Other typographic replacements of docutils, as escaped patterns.
_CURLED = {r"\-\-\-": "—", r"\-\-": "–", r"\.\.\.": "…"}
_DASHES = re.compile("|".join(map(re.escape, _CURLED)))
# The roles that fields are linked by.
_ROLES = {"speakers": "speaker", "topics": "topic"}
_URL = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]")
# The attribute with the record's key on a field list whose fields are not yet linked.
_RECORD = "notes_record"


def dress(fields: nodes.field_list | None, record: Record, names: FieldNames) -> None:
    """Render the field list of a record, except cross-references.

    Turn dates into elements and addresses into links, and remove the id. Text with markup is left
    unchanged.
    """
    if fields is None:
        return
    for field in list(fields.children):
        if not isinstance(field, nodes.field):
            continue
        known = names.find(field[0].astext())
        if known and known.key == "id":
            fields.remove(field)
        elif known and known.key == "date":
            _replace_text(elements(field)[1], _date_pieces)
        elif known and known.shape == "link":
            _replace_text(elements(field)[1], _url_pieces)
    if isinstance(record, (Talk, Exhibitor)):
        fields[_RECORD] = record.key
    elif not fields.children:
        fields.parent.remove(fields)


def link_fields(
    document: nodes.document, records: Mapping[str, Record], names: FieldNames
) -> None:
    """Link speakers and topics, and add the event, on all pages of *document*.

    This runs on writing, for a book once. Stored in the doctrees of thousands of talks, these
    nodes would be a tenth of all nodes, and every transform would visit them.
    """
    for node in list(document.findall(nodes.Element)):
        record = records.get(node.attributes.pop(_RECORD, ""))
        if isinstance(record, (Talk, Exhibitor)) and isinstance(node, nodes.field_list):
            _link(node, record, names)
        elif isinstance(record, Talk):
            _replace_text(node, partial(_word_pieces, record, "speaker", record.speakers))


def mark_bylines(paragraphs: Iterable[nodes.paragraph], record: Record) -> None:
    """Mark the paragraphs that name the speakers of *record*, to be linked on writing."""
    for paragraph in paragraphs:
        paragraph[_RECORD] = record.key


def _link(fields: nodes.field_list, record: Talk | Exhibitor, names: FieldNames) -> None:
    words = list(field_references(record))
    for field in fields.children:
        if isinstance(field, nodes.field) and (known := names.find(field[0].astext())):
            role = _ROLES.get(known.key, "")
            named = [word for its_role, word in words if its_role == role]
            if named:
                _replace_text(elements(field)[1], partial(_word_pieces, record, role, named))
    if not record.part:  # the page of a part is that of its event
        event = _reference(record, "event", record.event, record.event)
        fields.insert(0, _field("Event", event))


def field_references(record: Record) -> Iterator[tuple[str, str]]:
    """Return the role and the target of each cross-reference in a page's fields."""
    if isinstance(record, (Talk, Exhibitor)):
        yield "event", record.event
    if isinstance(record, Talk):
        yield from (("speaker", name) for name in record.speakers)
        yield from (("topic", name) for name in record.topics)


def shown_fields(
    document: nodes.document, part: nodes.Element | None, record: Record, names: FieldNames
) -> nodes.field_list | None:
    """Return the field list of a record.

    That of a page has the known fields of the front matter, too, that of a *part* may be missing.
    """
    if record.part:
        return field_list(part)
    section = title_section(document)
    if section is None:
        return None
    fields = field_list(section)
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


def _reference(record: Record, role: str, target: str, text: str) -> addnodes.pending_xref:
    """Return a reference as the role makes it, but without a warning if it is not found."""
    return addnodes.pending_xref(
        "",
        nodes.inline("", text, classes=["xref", "notes", f"notes-{role}"]),
        refdoc=record.docname,
        refdomain="notes",
        reftype=role,
        reftarget=target,
        refexplicit=role != "event",
        refwarn=False,
    )


def _replace_text(body: nodes.Element, find: Callable[[str], Iterable[Piece]]) -> None:
    for text in list(body.findall(nodes.Text)):
        if isinstance(text.parent, nodes.paragraph):
            text.parent.replace(text, list(_spliced(str(text), find(str(text)))))


def _either(found: re.Match[str]) -> str:
    return f"(?:{found.group()}|{_CURLED[found.group()]})"


def _spliced(text: str, pieces: Iterable[Piece]) -> Iterator[nodes.Node]:
    end = 0
    for start, stop, node in pieces:
        if start > end:
            yield nodes.Text(text[end:start])
        yield node
        end = stop
    if end < len(text):
        yield nodes.Text(text[end:])


def _date_pieces(text: str) -> Iterator[Piece]:
    for start, stop, day in find_dates(text):
        yield start, stop, nodes.inline("", text[start:stop], datetime=day.isoformat())


def _word_pieces(record: Record, role: str, words: Iterable[str], text: str) -> Iterator[Piece]:
    end = 0
    plain = text.translate(_STRAIGHT)
    for word in words:
        pattern = r"\s+".join(map(re.escape, word.translate(_STRAIGHT).split()))
        pattern = _DASHES.sub(_either, pattern)
        if match := re.compile(pattern).search(plain, end):
            start, end = match.span()
            yield start, end, _reference(record, role, word, text[start:end])


def _url_pieces(text: str) -> Iterator[Piece]:
    for match in _URL.finditer(text):
        if not url_fault(match.group()):
            link = nodes.reference("", match.group(), refuri=match.group())
            yield match.start(), match.end(), link
