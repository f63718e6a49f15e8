"""The data model: frozen records, independent of Sphinx and docutils."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable

Kind = Literal["event", "talk", "exhibitor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something on a page that needs fixing.

    *code* is the warning's subtype; *line* counts from 1; *docname* is ``""`` if the file is
    not a page.
    """

    docname: str
    line: int
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link on a page: its text and its address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """An external link and its line on the page."""

    url: str
    line: int


class Section(NamedTuple):
    """A section that is a record: its title and its beginning as plain text, as shown."""

    title: str
    beginning: str


class Reference(NamedTuple):
    """The target of a cross-reference. *part* is MyST's heading slug on the target page."""

    domain: str
    type: str
    target: str
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A field and its value on a page.

    *key* is the field's key in the data, or ``""`` for an unknown field; *name* is its name
    on the page; *how* is the pattern that it was read by, ``""`` for a field as such.
    """

    key: str
    name: str
    text: str
    line: int
    links: tuple[Link, ...] = ()
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class DateSpan:
    """The days from *first* to *last*, inclusive."""

    first: date
    last: date

    def __contains__(self, other: DateSpan) -> bool:
        return self.first <= other.first and other.last <= self.last

    @property
    def iso(self) -> str:
        """The span in ISO 8601: ``2013-03-15`` or ``2013-03-15/2013-03-17``."""
        if self.first == self.last:
            return self.first.isoformat()
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The attributes that all records share.

    *id* is permanent; *docname* and *anchor* are where the record is: a page and the id of its
    title, or of a section; *key* is unique: the docname unless given; *line* is the line of the
    title; *fields* are all fields in the page's order; *shortened* is set if the title is only a
    part of the page's.
    """

    kind: ClassVar[Kind]

    id: str
    docname: str
    key: str = ""
    anchor: str
    line: int
    title: str
    fields: tuple[Value, ...]
    dates: DateSpan | None = None
    shortened: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.key or self.docname)

    @property
    def part(self) -> str:
        """The id of the part of its page that it is, ``""`` for the whole page."""
        return "" if self.key == self.docname else self.anchor

    def field(self, key: str) -> Value | None:
        """Return the first field with *key*, or None."""
        return next((value for value in self.fields if value.key == key), None)

    def problem(self, code: str, message: str, *, field: str = "") -> Problem:
        """Return a problem at the line of *field*, or at that of the title."""
        value = self.field(field) if field else None
        line = value.line if value else self.line
        return Problem(docname=self.docname, line=line, code=code, message=message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """A conference or meeting, read from its page; without a page it is in the timeline only.

    *folder* is the folder of its talks, or its page if that has them in sections. Of a folder with
    several candidates, and none with dates or a venue, the one with the lowest *rank* is it.
    """

    kind: ClassVar[Kind] = "event"

    folder: str
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk(Record):
    """A talk.

    *event* is the key of its event, and before all pages are read its folder; *speakers* are
    names as written on the page; *more_speakers* is set if the page adds "et al."; *given_at* is
    another event where the talk was given; *outside_dates* is set if the page acknowledges a date
    outside its event; *undated* is the problem to report unless its event has one day.
    """

    kind: ClassVar[Kind] = "talk"

    event: str
    speakers: tuple[str, ...] = ()
    more_speakers: bool = False
    topics: tuple[str, ...] = ()
    given_at: str = ""
    outside_dates: bool = False
    undated: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibitor(Record):
    """An exhibitor. *event* is the key of its event, as of a talk."""

    kind: ClassVar[Kind] = "exhibitor"

    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A speaker.

    *id* is the anchor in the speakers index; *sort_name* has the family name first.
    """

    id: str
    name: str
    sort_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic that talks are filed under.

    *docname* and *line* locate its definition in the vocabulary; ``""`` and 0 if undefined.
    """

    id: str
    name: str
    meaning: str = ""
    docname: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ModuleUse:
    """A section of a page that mentions a Python module."""

    module: str
    docname: str
    anchor: str
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A label, term, equation or citation of a page: an entry in a table of a Sphinx domain.

    *value* starts with the page's docname; *line* is 0 if unknown.
    """

    domain: str
    table: str
    key: Hashable
    value: tuple[object, ...]
    line: int

    @property
    def name(self) -> str:
        """The name as in references, in lower case."""
        return str(self.key[-1] if isinstance(self.key, tuple) else self.key).lower()
