"""Join talks and exhibitors with their events, once all pages are read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eventnotes.records.layout import event_name
from eventnotes.records.model import Event, Exhibitor, Record, Talk
from eventnotes.text.collation import slug

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The index that has events without a page.
TIMELINE = "notes-timeline"


def settled(read: Iterable[Record]) -> dict[str, Record]:
    """Return the records by key: the talks and exhibitors, and the events among the candidates.

    An event has a date, a venue, or talks or exhibitors; of a folder's candidates it is the first.
    One without a page has the title of its folder. A talk without a date was held at its event, if
    that has one day.
    """
    records = list(read)
    members = [one for one in records if isinstance(one, (Talk, Exhibitor))]
    wanted = {one.event for one in members}
    events: dict[str, Event] = {}
    for one in sorted((one for one in records if isinstance(one, Event)), key=_rank):
        if one.folder in wanted or (one.folder and says_when_or_where(one)):
            events.setdefault(one.folder, one)
    for folder in sorted(wanted - events.keys()):
        events[folder] = _without_page(folder)
    joined = (_joined(one, events[one.event]) for one in members)
    return {one.key: one for one in sorted((*events.values(), *joined), key=_in_pages)}


def event_id(event: Event) -> str:
    """Return an event's anchor in the timeline."""
    return slug(event.id.removesuffix("/index"))


def file_of(record: Record) -> str:
    """Return the path of the files about a record beside the pages, without a suffix."""
    key = record.folder if isinstance(record, Event) else record.key
    return key.replace("#", "/") or record.docname


def says_when_or_where(event: Event) -> bool:
    """Return whether an event's page has the dates or the venue of an event."""
    return bool(event.field("date") or event.field("venue"))


def _in_pages(record: Record) -> tuple[str, int, str]:
    return record.docname, record.line, record.key


def _rank(event: Event) -> tuple[bool, int, str]:
    return not says_when_or_where(event), event.rank, event.docname


def _without_page(folder: str) -> Event:
    return Event(
        id=folder,
        key=folder,
        docname=TIMELINE,
        anchor=slug(folder),
        line=1,
        title=event_name(folder),
        fields=(),
        folder=folder,
    )


def _joined(member: Talk | Exhibitor, event: Event) -> Talk | Exhibitor:
    dates = member.dates
    if isinstance(member, Talk) and event.dates and event.dates.first == event.dates.last:
        dates = dates or event.dates
    return replace(member, event=event.key, dates=dates)
