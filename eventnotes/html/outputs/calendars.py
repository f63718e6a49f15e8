"""Calendar files (RFC 5545): one for each event, with its talks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from eventnotes.html.published import OutputFile
from eventnotes.records.events import file_of
from eventnotes.records.model import DateSpan, Event, Record, Talk
from eventnotes.text.plain import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from icalendar import Event as Component

    from eventnotes.html.published import Published


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """An event or a talk in a calendar; unknown texts are empty."""

    uid: str
    title: str
    dates: DateSpan
    url: str = ""
    venue: str = ""
    about: str = ""
    topics: tuple[str, ...] = ()


# The entry of the event, then those of its talks.
Calendar = tuple[CalendarEvent, ...]


def calendar_name(event: Event) -> str:
    """Return the path of an event's calendar."""
    return f"calendars/{file_of(event)}.ics"


def outputs(site: Published) -> Iterator[OutputFile[Calendar]]:
    """Yield the calendar of each event that has dates."""
    for event in site.archive.events:
        if event.dates:
            made_of = (_event(site, event, event.dates), *_talks(site, event))
            name = calendar_name(event)
            yield OutputFile(name=name, of=made_of, value=made_of, make=calendars)


def _event(site: Published, event: Event, dates: DateSpan) -> CalendarEvent:
    venue = event.field("venue")
    return CalendarEvent(
        uid=_uid(site, event),
        title=site.title(event),
        dates=dates,
        url=_url(site, event),
        venue=venue.text if venue else "",
    )


def _talks(site: Published, event: Event) -> Iterator[CalendarEvent]:
    for talk in site.archive.talks_at(event):
        if talk.dates:
            yield _talk(site, talk, talk.dates)


def _talk(site: Published, talk: Talk, dates: DateSpan) -> CalendarEvent:
    speakers = ", ".join(person.name for person in site.archive.speakers(talk))
    about = filter(None, (speakers, site.beginning(talk)))
    return CalendarEvent(
        uid=_uid(site, talk),
        title=site.title(talk),
        dates=dates,
        url=_url(site, talk),
        about="\n".join(about),
        topics=tuple(topic.name for topic in site.archive.topics_of(talk)),
    )


def _uid(site: Published, record: Record) -> str:
    return f"{record.id}@{site.base or 'event-notes.invalid'}"


def _url(site: Published, record: Record) -> str:
    return site.record_address(record) if site.base else ""


def calendars(several: Iterable[Calendar]) -> Iterator[bytes]:
    """Yield calendar files: days without times, as the notes have no times."""
    # Imported here because it is slow and most builds change no calendar.
    from icalendar import Calendar

    for entries in several:
        made = Calendar()
        made.add("prodid", "-//Event Notes//eventnotes//EN")
        made.add("version", "2.0")
        made.add("x-wr-calname", printable(entries[0].title))
        for entry in entries:
            made.add_component(_component(entry))
        content: bytes = made.to_ical()
        yield content


def _component(entry: CalendarEvent) -> Component:
    from icalendar import Event as Component

    made = Component()
    made.add("uid", printable(entry.uid))
    # The timestamp is the first day, for reproducible builds.
    made.add("dtstamp", datetime.combine(entry.dates.first, time(), UTC))
    made.add("dtstart", entry.dates.first)
    if entry.dates.last < date.max:  # the end is exclusive, and there is no later date
        made.add("dtend", entry.dates.last + timedelta(days=1))
    made.add("transp", "TRANSPARENT")
    made.add("summary", printable(entry.title))
    for name, text in (
        ("url", entry.url),
        ("location", entry.venue),
        ("description", entry.about),
    ):
        if text:
            made.add(name, printable(text))
    if entry.topics:
        made.add("categories", [printable(topic) for topic in entry.topics])
    return made
