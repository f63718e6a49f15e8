"""Explain what is read from a page: where it is, and by which pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventnotes.domain import NotesDomain
from eventnotes.records.fields import FIELDS
from eventnotes.records.model import Event, Talk
from eventnotes.settings.table import layout_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment

    from eventnotes.records.model import Record, Value


def explain(env: BuildEnvironment, docname: str) -> str:
    """Return what was read from a page, in lines: each field with its line and its pattern."""
    domain = NotesDomain.of(env)
    place = layout_of(env.config).find(docname)
    found = [
        domain.records[one.key] for one in domain.read.get(docname, ()) if _is_in(domain, one)
    ]
    patterns = ", ".join(map(repr, env.config.eventnotes_layout))
    if place is None:
        return f"no talk: none of the patterns in eventnotes_layout matches it ({patterns})\n"
    if not found:
        return "no event: no talk belongs to it, and it has neither a date nor a venue\n"
    lines = []
    for record in found:
        by = "its file name" if record.kind == "event" and not place.depth else repr(place.pattern)
        lines.append(f"{_a(record)}, by {by}")
        lines += [f"  {name:9} {text}" for name, text in _rows(domain, record)]
    return "\n".join([*lines, ""])


def _is_in(domain: NotesDomain, read: Record) -> bool:
    settled = domain.records.get(read.key)
    return settled is not None and settled.docname == read.docname


def _a(record: Record) -> str:
    noun = f"{record.kind} in the section {record.part!r}" if record.part else record.kind
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _rows(domain: NotesDomain, record: Record) -> Iterator[tuple[str, str]]:
    why = "a part of its heading" if record.shortened else "its heading"
    yield "title", f"{record.title} (line {record.line}, {why})"
    event = None if isinstance(record, Event) else domain.archive.records.get(_event_of(record))
    if event is not None:
        page = f"page {event.docname}" if event.docname in domain.env.found_docs else "no page"
        yield "event", f"{domain.title(event)} ({page})"
    for field in FIELDS:
        value = record.field(field.key)
        if value is not None:
            yield (
                field.names[0].lower(),
                f"{_said(record, value)} (line {value.line}, {_by(value)})",
            )
        elif field.key == "date" and record.dates:
            one_day = event is not None and event.dates == record.dates
            why = "the one day of its event" if one_day else "in its path"
            yield "date", f"{record.dates.iso} ({why})"
        elif record.kind in field.required:
            yield field.names[0].lower(), "not found"


def _event_of(record: Record) -> str:
    return str(getattr(record, "event", ""))


def _said(record: Record, value: Value) -> str:
    if value.key == "speakers" and isinstance(record, Talk):
        return ", ".join(record.speakers) or value.text
    if value.key == "date" and record.dates:
        return record.dates.iso
    return value.text


def _by(value: Value) -> str:
    return f"by {value.how!r}" if value.how else f"the field {value.name!r}"
