"""iCalendar (RFC 5545): an entry for each talk."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from eventnotes.commands import CommandError
from eventnotes.commands.schedules.model import (
    Schedule,
    Session,
    distinct,
    plain,
    shown,
    zone,
)
from eventnotes.records.people import split_names

if TYPE_CHECKING:
    from collections.abc import Iterable


def read(data: bytes, at: ZoneInfo | None) -> Schedule:
    """Read a calendar.

    :raises CommandError: if it is not one
    """
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(data)
        events = list(calendar.walk("VEVENT"))
    except (ValueError, KeyError, IndexError) as error:
        msg = f"this iCalendar file cannot be read: {' '.join(str(error).split())[:200]}"
        raise CommandError(msg) from None
    if not at and (name := str(calendar.get("x-wr-timezone", ""))):
        at = zone(name, "X-WR-TIMEZONE")
    by_pretalx = "pretalx" in str(calendar.get("prodid", ""))
    sessions = [_session(one, at, by_pretalx=by_pretalx) for one in events]
    return Schedule(
        title=plain(str(calendar.get("x-wr-calname", ""))), sessions=distinct(sessions)
    )


def _session(event: Any, at: ZoneInfo | None, *, by_pretalx: bool) -> Session:
    title = plain(str(event.get("summary", "")))
    key = str(event.get("uid", "")) or title
    start = getattr(event.get("dtstart"), "dt", None)
    day: date | None
    if isinstance(start, datetime):
        day, time = shown(start, at)
    elif isinstance(start, date) or start is None:
        day, time = start, ""
    else:
        msg = f"{key}: DTSTART is not a date"
        raise CommandError(msg)
    categories = getattr(event.get("categories"), "cats", [])
    speakers = tuple(dict.fromkeys(filter(None, map(_name, _several(event.get("attendee"))))))
    if by_pretalx and not speakers and " - " in title:  # "Title - Speakers"
        title, _, names = title.rpartition(" - ")
        speakers, _ = split_names([names])
    return Session(
        key=key,
        title=title,
        speakers=speakers,
        day=day,
        time=time,
        room=plain(str(event.get("location", ""))),
        topics=tuple(plain(str(one)) for one in categories),
        url=str(event.get("url", "")),
        abstract=str(event.get("description", "")),
    )


def _several(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _name(attendee: Any) -> str:
    return plain(str(getattr(attendee, "params", {}).get("CN", "")))
