"""A calendar file (RFC 5545) of each event: the event and its talks, past ones too."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from eventnotes.html.text import printable
from eventnotes.model import Event, Record, Talk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from icalendar import Event as Entry

    from eventnotes.html.published import Published
    from eventnotes.model import DateSpan


def calendar_name(event: Event) -> str:
    """Return the path of an event's calendar."""
    return f"calendars/{event.docname.rpartition('/')[0]}.ics"


def files(site: Published) -> Iterator[tuple[str, bytes]]:
    """Yield the calendar of each event that has dates, by its path."""
    for event in site.archive.events:
        if event.dates:
            yield calendar_name(event), calendar(site, event, event.dates)


def calendar(site: Published, event: Event, dates: DateSpan) -> bytes:
    """Return an event's calendar: days without times, as the notes have no times."""
    # Here and not above: not every build has events, and loading it takes a while.
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//Event Notes//eventnotes//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", _text(site.title(event)))
    whole = _entry(site, event, dates)
    venue = event.field("venue")
    if venue and venue.text:
        whole.add("location", _text(venue.text))
    made.add_component(whole)
    for talk in site.archive.talks_at(event):
        if talk.dates:
            made.add_component(_talk(site, talk, talk.dates))
    content: bytes = made.to_ical()
    return content


def _talk(site: Published, talk: Talk, dates: DateSpan) -> Entry:
    entry = _entry(site, talk, dates)
    speakers = ", ".join(person.name for person in site.archive.speakers(talk))
    about = [part for part in (speakers, site.beginnings.get(talk.docname, "")) if part]
    if about:
        entry.add("description", _text("\n".join(about)))
    topics = [_text(topic.name) for topic in site.archive.topics_of(talk)]
    if topics:
        entry.add("categories", topics)
    return entry


def _entry(site: Published, record: Record, dates: DateSpan) -> Entry:
    from icalendar import Event as Entry

    entry = Entry()
    entry.add("uid", _text(f"{record.id}@{site.base or 'event-notes.invalid'}"))
    # When the entry was made is its first day: builds of the same notes are the same bytes.
    entry.add("dtstamp", datetime.combine(dates.first, time(), UTC))
    entry.add("dtstart", dates.first)
    entry.add("dtend", dates.last + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    entry.add("summary", _text(site.title(record)))
    if site.base:
        entry.add("url", site.address(record.docname))
    return entry


def _text(text: str) -> str:
    return printable(text)
