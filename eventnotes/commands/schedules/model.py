"""A schedule as plain data, and values of a file that say where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from html import unescape
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from eventnotes.commands import CommandError
from eventnotes.text.plain import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A talk of a schedule, as plain text; what is unknown is empty.

    *key* identifies it in each export of this schedule. *start* is the time at the event; it has
    a zone if the file says which. *body* is Markdown, of a pad.
    """

    key: str
    title: str
    speakers: tuple[str, ...] = ()
    day: date | None = None
    time: str = ""
    room: str = ""
    topics: tuple[str, ...] = ()
    url: str = ""
    video: str = ""
    slides: str = ""
    abstract: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """An event and its talks. *skipped* are titles of breaks and the like."""

    title: str
    sessions: tuple[Session, ...]
    first: date | None = None
    last: date | None = None
    venue: str = ""
    url: str = ""
    skipped: tuple[str, ...] = ()


class Value:
    """A value of a file of JSON, and its place, such as ``days[0].rooms.Hall``."""

    def __init__(self, value: Any, place: str) -> None:
        self.value = value
        self.place = place

    def get(self, *names: str) -> Value:
        """Return the first value of *names* that is there and not empty; None otherwise."""
        of = self.table()
        found = next((name for name in names if of.get(name) not in (None, "")), names[0])
        return Value(of.get(found), f"{self.place}.{found}".removeprefix("."))

    def table(self) -> dict[str, Any]:
        if not isinstance(self.value, dict):
            raise self.fault("an object")
        return self.value

    def items(self) -> Iterator[Value]:
        """Yield the values of a list; nothing is an empty one."""
        if self.value is None:
            return
        if not isinstance(self.value, list):
            raise self.fault("a list")
        for number, one in enumerate(self.value):
            yield Value(one, f"{self.place}[{number}]")

    def text(self) -> str:
        """Return a text, without HTML and on one line; nothing is an empty one."""
        if isinstance(self.value, dict):  # pretalx: by language
            said = [one for one in self.value.values() if isinstance(one, str)]
            return plain(said[0]) if said else ""
        return plain(self.raw())

    def raw(self) -> str:
        """Return a text as it is."""
        if self.value is None:
            return ""
        if isinstance(self.value, bool) or not isinstance(self.value, (str, int)):
            raise self.fault("a text")
        return str(self.value)

    def fault(self, expected: str) -> CommandError:
        """Return the error of a value that is not what is *expected*."""
        kind = {dict: "an object", list: "a list", str: "a text", type(None): "nothing"}
        found = kind.get(type(self.value), repr(self.value))
        if isinstance(self.value, str):
            found = repr(self.value[:60])
        return CommandError(f"{self.place or 'the file'}: expected {expected}, found {found}")


#: HTML in titles and names is left out; what else stands in angle brackets is text.
_TAGS = re.compile(
    r"</?(?:a|abbr|b|br|code|div|em|font|h[1-6]|i|img|li|mark|ol|p|pre|s|small|span|strong|sub|sup"
    r"|tt|u|ul)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_PARAGRAPHS = re.compile(
    r"\n[ \t]*\n|</?(?:p|div|li|ul|ol|h[1-6]|br)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE
)


def plain(text: str) -> str:
    """Return *text* without HTML, on one line."""
    return " ".join(printable(unescape(_TAGS.sub("", text))).split())


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a longer text, without HTML."""
    return [said for part in _PARAGRAPHS.split(text.replace("\r", "")) if (said := plain(part))]


def zone(name: str, place: str) -> ZoneInfo:
    """Return the time zone called *name*.

    :raises CommandError: if there is none
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        msg = f"{place}: {name[:60]!r} is not a time zone, such as 'Europe/Berlin'"
        raise CommandError(msg) from None


def moment(text: str, place: str, at: ZoneInfo | None) -> tuple[date | None, str]:
    """Return the day and the time of an ISO date, as a clock at the event shows it.

    :param at: the event's time zone, if known. Without it, a time is that of the file; one in UTC
        says so.
    :raises CommandError: if *text* is not a date
    """
    if not text:
        return None, ""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text), ""
        when = datetime.fromisoformat(text)
    except ValueError:
        msg = f"{place}: {text[:60]!r} is not a date, such as 2013-03-15T10:30:00-07:00"
        raise CommandError(msg) from None
    return shown(when, at)


def shown(when: datetime, at: ZoneInfo | None) -> tuple[date, str]:
    """Return the day and the time of *when*, as a clock at the event shows it."""
    try:
        when = when.astimezone(at) if at and when.tzinfo else when
    except OverflowError:  # the first or last day of the calendar
        when = when.replace(tzinfo=None)
    in_utc = when.tzinfo is not None and not when.utcoffset() and when.tzname() in {"UTC", "Z"}
    at_utc = at is not None and str(at) in {"UTC", "Etc/UTC", "Europe/London", "GMT"}
    return when.date(), f"{when:%H:%M}{' UTC' if in_utc and not at_utc else ''}"


def distinct(sessions: Sequence[Session]) -> tuple[Session, ...]:
    """Return *sessions*, with a number after keys that are repeated."""
    seen: dict[str, int] = {}
    found = []
    for one in sessions:
        seen[one.key] = number = seen.get(one.key, 0) + 1
        found.append(one if number == 1 else replace(one, key=f"{one.key}#{number}"))
    return tuple(found)
