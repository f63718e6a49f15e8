"""The records that pages are read into: plain data that knows no Sphinx and no docutils."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, NamedTuple

Kind = Literal["event", "talk", "exhibitor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something on a page that needs mending.

    *code* is the warning's subtype; *line* counts from 1; *docname* names the page, ``""``
    stands for the file that was read where that is no page.
    """

    docname: str
    line: int
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link as a page shows it: its text and where it leads."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A link out of the site, and the line of the page that has it."""

    url: str
    line: int


class Reference(NamedTuple):
    """What a reference on a page names; *part* is a heading of the page that it names, in MyST."""

    domain: str
    type: str
    target: str
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A field as its page has it.

    *key* is the field's name in the data, or ``""`` for a field that is not known;
    *name* is what the page calls it.
    """

    key: str
    name: str
    text: str
    line: int
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class DateSpan:
    """The days from *first* to *last*, both included; one day where they are the same."""

    first: date
    last: date

    def __contains__(self, other: DateSpan) -> bool:
        return self.first <= other.first and other.last <= self.last

    @property
    def iso(self) -> str:
        """ISO 8601: ``2013-03-15``, or ``2013-03-15/2013-03-17`` for several days."""
        if self.first == self.last:
            return self.first.isoformat()
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every kind of page has.

    *id* names the record for good; *anchor* is the id of the page's title within the
    page; *line* is the title's; *fields* are all of the page's, in its order.
    """

    kind: ClassVar[Kind]

    id: str
    docname: str
    anchor: str
    line: int
    title: str
    fields: tuple[Value, ...]
    dates: DateSpan | None = None

    def field(self, key: str) -> Value | None:
        """Return the first field called *key* in the data, if the page has one."""
        return next((value for value in self.fields if value.key == key), None)

    def line_of(self, key: str) -> int:
        """Return the line of the field *key*, or the title's where there is none."""
        value = self.field(key)
        return value.line if value else self.line


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """A conference or meeting, from its folder's index page."""

    kind: ClassVar[Kind] = "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk(Record):
    """A talk.

    *event* is the docname of its event's page; *speakers* are names as the page writes
    them; *more_speakers* says that the page names only some ("et al."); *given_at* is
    another event at which it was given; *outside_dates* says that the page owns up to a
    date outside its event's.
    """

    kind: ClassVar[Kind] = "talk"

    event: str
    speakers: tuple[str, ...] = ()
    more_speakers: bool = False
    topics: tuple[str, ...] = ()
    given_at: str = ""
    outside_dates: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibitor(Record):
    """An exhibitor at the event whose page is *event*."""

    kind: ClassVar[Kind] = "exhibitor"

    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who gave a talk.

    *id* is the anchor in the index of speakers; *sort_name* has the family name first.
    """

    id: str
    name: str
    sort_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A word of the vocabulary that talks are filed under.

    *docname* and *line* are where the vocabulary defines it, ``""`` and 0 if it does not.
    """

    id: str
    name: str
    meaning: str = ""
    docname: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ModuleUse:
    """A place that speaks of a Python module: a section of a page."""

    module: str
    docname: str
    anchor: str
    heading: str
