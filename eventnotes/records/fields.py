"""The table of fields, and the reader that turns a page's fields into a record."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from eventnotes.records.dates import find_year, parse_dates
from eventnotes.records.model import (
    Event,
    Exhibitor,
    Kind,
    Link,
    Problem,
    Record,
    Talk,
    Value,
)
from eventnotes.records.people import person_key, split_names
from eventnotes.text.plain import quoted

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

ALL: frozenset[Kind] = frozenset({"event", "talk", "exhibitor"})
_EVENT: frozenset[Kind] = frozenset({"event"})
_TALK: frozenset[Kind] = frozenset({"talk"})

#: The most characters of a person's or a topic's name.
LONGEST_NAME = 200

Shape = Literal["text", "dates", "names", "topics", "link", "id"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field: its *key* in the data, its *names* on pages, and the *kinds* of pages with it.

    *also* are names that other programs give it; where a page has both, its own name counts.
    """

    key: str
    names: tuple[str, ...]
    also: tuple[str, ...] = ()
    shape: Shape
    kinds: frozenset[Kind]
    required: frozenset[Kind] = frozenset()
    help: str


FIELDS: tuple[Field, ...] = (
    Field(
        key="date",
        names=("Date", "Dates"),
        shape="dates",
        kinds=ALL,
        required=frozenset({"event", "talk"}),
        help="The day of a talk or the days of an event, in ISO 8601 (2013-03-15, "
        "2012-07-17/2012-07-20) or in words (July 17, 2012 - July 20, 2012).",
    ),
    Field(
        key="speakers",
        names=("Speaker", "Speakers"),
        also=("Presenter", "Presenters", "Author", "Authors"),
        shape="names",
        kinds=_TALK,
        required=_TALK,
        help='The speakers: names separated by commas, "and" or "&", or a bullet list. End '
        'with "et al." if there were others.',
    ),
    Field(
        key="given_at",
        names=("Given at",),
        shape="text",
        kinds=_TALK,
        help="The event where the talk was given, if its date belongs to another event.",
    ),
    Field(
        key="time",
        names=("Time",),
        shape="text",
        kinds=_TALK,
        help="The time at which the talk starts, as a clock at the event shows it: 10:30.",
    ),
    Field(key="room", names=("Room",), shape="text", kinds=_TALK, help="The talk's room."),
    Field(key="venue", names=("Venue",), shape="text", kinds=_EVENT, help="The event's venue."),
    Field(
        key="site",
        names=("Site", "Website"),
        shape="link",
        kinds=ALL,
        help="The website of the event, the exhibitor or the talk's subject.",
    ),
    Field(key="slides", names=("Slides",), shape="link", kinds=_TALK, help="The talk's slides."),
    Field(
        key="video", names=("Video", "Videos"), shape="link", kinds=_TALK, help="The recordings."
    ),
    Field(
        key="details",
        names=("Details", "Detail"),
        shape="link",
        kinds=ALL,
        help="The talk's page in the event's program.",
    ),
    Field(
        key="links",
        names=("Link", "Links"),
        also=("URL",),
        shape="link",
        kinds=ALL,
        help="Any other links.",
    ),
    Field(key="blog", names=("Blog",), shape="link", kinds=ALL, help="A blog."),
    Field(key="twitter", names=("Twitter",), shape="text", kinds=ALL, help="A Twitter account."),
    Field(
        key="topics",
        names=("Topics", "Topic"),
        also=("Tags", "Tag"),
        shape="topics",
        kinds=ALL,
        help="The talk's topics from the site's vocabulary, separated by commas.",
    ),
    Field(
        key="id",
        names=("Id",),
        shape="id",
        kinds=ALL,
        help="A permanent id, not shown on the page. The default is the page's path: when you "
        "rename a page, set this to the old path.",
    ),
)

# Words for fields that are called otherwise here.
_MEANT = {
    "location": "Venue",
    "place": "Venue",
    "where": "Venue",
    "when": "Date",
    "day": "Date",
    "who": "Speaker",
    "keyword": "Topics",
    "recording": "Video",
    "homepage": "Site",
}
_URL = re.compile(r"(?:https?|ftp|javascript|data|vbscript|file):\S+|www\.\S+", re.IGNORECASE)
_SCHEMES = frozenset({"http", "https", "ftp", "mailto"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RawField:
    """A parsed field, not yet interpreted. *items* are the texts of a list in its value.

    *how* is what it was read from: a pattern, or ``""`` for a field in the page's syntax.
    """

    name: str
    text: str
    line: int
    links: tuple[Link, ...] = ()
    items: tuple[str, ...] = ()
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """A parsed page, not yet interpreted.

    *event* is the folder of its event; *rank* is that of an `Event`; *part* is the id of the
    section that it is, ``""`` for a whole page; *markdown* pages have their fields before the
    title. *year* and *date* are those of the path or the event, or ``""``; *heading* is the whole
    heading that *title* is a part of, or ``""``; *unread* is set if its fields cannot be read.
    """

    kind: Kind
    docname: str
    event: str
    title: str
    anchor: str
    line: int
    fields: tuple[RawField, ...]
    outside_dates: bool = False
    markdown: bool = False
    part: str = ""
    rank: int = 0
    year: str = ""
    date: str = ""
    heading: str = ""
    unread: bool = False

    @property
    def key(self) -> str:
        """The key of its record."""
        return f"{self.docname}#{self.part}" if self.part else self.docname


@dataclass(slots=True)
class Reading:
    """The result of reading a page: its record and all problems."""

    record: Record
    problems: list[Problem] = field(default_factory=list)


class FieldNames:
    """Look-up of fields by name, ignoring case, plural and spacing.

    :param more: additional names (``{"Authors": "Speakers"}``)
    """

    def __init__(self, more: Mapping[str, str] | None = None) -> None:
        self._fields = {_fold(name): one for one in FIELDS for name in (*one.names, *one.also)}
        self._also = {_fold(name) for one in FIELDS for name in one.also}
        self._shown = {name: _fold(name) for one in FIELDS for name in one.names}
        for name, known in (more or {}).items():
            if found := self._fields.get(_fold(known)):
                self._fields[_fold(name)] = found
                self._also.discard(_fold(name))
                self._shown[name] = _fold(name)

    def find(self, name: str) -> Field | None:
        """Return the field called *name*, or None."""
        folded = _fold(name)
        ways = (folded, folded.removesuffix("s"), f"{folded}s")
        return next((self._fields[way] for way in ways if way in self._fields), None)

    def is_other(self, name: str) -> bool:
        """Return whether *name* is what other programs call a field."""
        return _fold(name) in self._also

    def nearest(self, name: str) -> str | None:
        """Return the known name closest to *name* or of the same meaning, or None."""
        if meant := _MEANT.get(_fold(name).removesuffix("s")):
            return meant
        by_fold = {folded: shown for shown, folded in reversed(self._shown.items())}
        close = difflib.get_close_matches(_fold(name)[:60], by_fold, n=1, cutoff=0.6)
        return by_fold[close[0]] if close else None


def read_page(page: RawPage, names: FieldNames) -> Reading:
    """Turn a parsed page into a record, and report every problem.

    An invalid field does not set the record's attribute but stays in its ``fields``. The file
    name stands in for a missing title.
    """
    reader = _Reader(page, names)
    record = reader.record()
    return Reading(record, sorted(reader.problems, key=lambda problem: problem.line))


class _Reader:
    def __init__(self, page: RawPage, names: FieldNames) -> None:
        self.page = page
        self.names = names
        self.problems: list[Problem] = []
        self.raw: dict[str, RawField] = {}
        self._undated: Problem | None = None

    def record(self) -> Record:
        values = tuple(self._values())
        self._require()
        own = self.raw.get("id")
        shared: dict[str, Any] = {
            "id": (own.text if own and own.text else self.page.key),
            "docname": self.page.docname,
            "key": self.page.key,
            "anchor": self.page.anchor,
            "line": self.page.line,
            "title": self._title(),
            "shortened": bool(self.page.heading),
            "fields": values,
            "dates": self._dates(),
        }
        if self.page.kind == "event":
            return Event(folder=self.page.event, rank=self.page.rank, **shared)
        if self.page.kind == "exhibitor":
            return Exhibitor(event=self.page.event, **shared)
        return self._talk(shared)

    def _talk(self, shared: dict[str, Any]) -> Talk:
        speakers, more = split_names(self._items("speakers"))
        given_at = self.raw.get("given_at")
        return Talk(
            event=self.page.event,
            speakers=self._distinct("speakers", speakers),
            more_speakers=more,
            topics=self._distinct("topics", self._topics()),
            given_at=given_at.text if given_at else "",
            outside_dates=self.page.outside_dates,
            undated=self._undated,
            **shared,
        )

    def _problem(self, line: int, code: str, message: str) -> None:
        self.problems.append(self._made_problem(line, code, message))

    def _made_problem(self, line: int, code: str, message: str) -> Problem:
        return Problem(docname=self.page.docname, line=line, code=code, message=message)

    def _title(self) -> str:
        if not self.page.title:
            self._problem(
                self.page.line,
                "missing-title",
                "the page has no title: start it with a heading",
            )
        return self.page.title or self.page.docname.rpartition("/")[2]

    def _values(self) -> Iterator[Value]:
        own = {
            one.key
            for raw in self.page.fields
            if not self.names.is_other(raw.name) and (one := self.names.find(raw.name))
        }
        for raw in self.page.fields:
            known = self.names.find(raw.name)
            if known and self.names.is_other(raw.name):
                known = known if self._is_meant(known, own) else None
            key = known.key if known else ""
            if known is None:
                self._unknown(raw)
            elif self._usable(known, raw):
                self.raw[key] = raw
            self._check_links(raw, is_link=known is not None and known.shape == "link")
            if key != "id":
                yield Value(
                    key=key,
                    name=raw.name,
                    text=raw.text,
                    line=raw.line,
                    links=tuple(link for link in raw.links if not url_fault(link.url)),
                    how=raw.how,
                )

    def _is_meant(self, known: Field, own: Container[str]) -> bool:
        """Return whether another program's name for a field has its meaning on this page."""
        return known.key not in own and self.page.kind in known.kinds

    def _unknown(self, raw: RawField) -> None:
        near = self.names.nearest(raw.name)
        fix = f"did you mean {near!r}?" if near else "correct the name, or see the table of fields"
        self._problem(raw.line, "unknown-field", f"unknown field {quoted(raw.name)}: {fix}")

    def _usable(self, known: Field, raw: RawField) -> bool:
        if known.key in self.raw:
            self._problem(
                raw.line,
                "repeated-field",
                f"field {quoted(raw.name)} is there twice (first in line "
                f"{self.raw[known.key].line}): keep one",
            )
            return False
        if not raw.text:
            self._problem(
                raw.line,
                "empty-field",
                f"field {quoted(raw.name)} is empty: fill it in or take it out",
            )
            return False
        if self.page.kind not in known.kinds:
            kinds = " or ".join(sorted(known.kinds))
            self._problem(
                raw.line,
                "misplaced-field",
                f"field {quoted(raw.name)} is on {_a(self.page.kind)} page, but belongs on "
                f"that of {_a(kinds)}: take it out",
            )
            return False
        return True

    def _require(self) -> None:
        if self.page.unread or not self.page.title:
            return  # a page without a title has no field list under it
        there = {one.key for raw in self.page.fields if (one := self.names.find(raw.name))}
        for one in FIELDS:
            if self.page.kind in one.required and one.key not in there:
                name = one.names[0]
                fix = (
                    f"'{name}: …' to the front matter"
                    if self.page.markdown
                    else (f"':{name}:' under the title")
                )
                problem = self._made_problem(
                    self.page.line,
                    "missing-field",
                    f"{_a(self.page.kind)} needs the field {name!r}: add {fix}",
                )
                if one.key == "date" and self.page.date:
                    continue
                if self.page.kind == "talk" and one.key == "date":
                    self._undated = problem  # its event may say when it was held
                else:
                    self.problems.append(problem)

    def _dates(self) -> Any:
        raw = self.raw.get("date")
        if raw is None:
            return parse_dates(self.page.date) if self.page.date else None
        try:
            return parse_dates(raw.text, self.page.year or find_year(self.page.title))
        except ValueError as error:
            code = "date-order" if "before it starts" in str(error) else "bad-date"
            self._problem(raw.line, code, f"field {raw.name!r}: {quoted(raw.text)}: {error}")
            return None

    def _items(self, key: str) -> Sequence[str]:
        raw = self.raw.get(key)
        return (raw.items or (raw.text,)) if raw else ()

    def _topics(self) -> tuple[str, ...]:
        parts = (part for item in self._items("topics") for part in re.split(r"[,;]", item))
        return tuple(" ".join(part.split()) for part in parts if part.strip())

    def _distinct(self, key: str, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return *words* without duplicates, and report each duplicate."""
        kept: dict[object, str] = {}
        for word in words:
            if len(word) > LONGEST_NAME:
                self._problem(
                    self.raw[key].line,
                    "long-name",
                    f"{quoted(word)} has {len(word)} characters, but a name has at most "
                    f"{LONGEST_NAME}: separate several by commas",
                )
            same = person_key(word) or word
            if same in kept:
                self._problem(
                    self.raw[key].line,
                    "repeated-value",
                    f"{quoted(word)} is named twice: name it once",
                )
            kept.setdefault(same, word)
        return tuple(kept.values())

    def _check_links(self, raw: RawField, *, is_link: bool) -> None:
        urls = [link.url for link in raw.links]
        if is_link and not urls:
            urls = _URL.findall(raw.text) or ([raw.text] if "://" in raw.text else [])
        for url in urls:
            if fault := url_fault(url):
                self._problem(
                    raw.line,
                    "bad-url",
                    f"field {quoted(raw.name)}: {quoted(url)} {fault}: write it as "
                    "https://host/path",
                )


def url_fault(url: str) -> str:
    """Return what is wrong with *url*, or ``""``."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        return f"is not a valid address ({error})"
    if parts.scheme.lower() not in _SCHEMES:
        return "is not a web address"
    if parts.scheme != "mailto" and (not host or host.strip(".") != host):
        return "names no host"
    if re.search(r"[\s<>\"]", url):
        return "contains a space, quote or bracket"
    return ""


@cache
def _fold(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).strip().casefold()


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
