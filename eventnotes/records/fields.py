"""The field list of a page: one table of what each field is, and the reading of it."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from eventnotes.records.dates import parse_dates
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

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ALL: frozenset[Kind] = frozenset({"event", "talk", "exhibitor"})
_EVENT: frozenset[Kind] = frozenset({"event"})
_TALK: frozenset[Kind] = frozenset({"talk"})

Shape = Literal["text", "dates", "names", "topics", "link", "id"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What a field is: its *key* in the data, its *names* on pages, and who has it."""

    key: str
    names: tuple[str, ...]
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
        help="The day of a talk, the days of an event: ISO 8601 (2013-03-15, "
        "2012-07-17/2012-07-20) or in words (July 17, 2012 - July 20, 2012).",
    ),
    Field(
        key="speakers",
        names=("Speaker", "Speakers"),
        shape="names",
        kinds=_TALK,
        required=_TALK,
        help='Who gave the talk: names with commas, "and" or "&" between them, or a bullet '
        'list; "et al." where there were others.',
    ),
    Field(
        key="given_at",
        names=("Given at",),
        shape="text",
        kinds=_TALK,
        help="Another event at which the talk was given, where the date is that event's.",
    ),
    Field(key="venue", names=("Venue",), shape="text", kinds=_EVENT, help="Where the event was."),
    Field(
        key="site",
        names=("Site", "Website"),
        shape="link",
        kinds=ALL,
        help="The site of the event, the exhibitor or what the talk was about.",
    ),
    Field(key="slides", names=("Slides",), shape="link", kinds=_TALK, help="The talk's slides."),
    Field(key="video", names=("Video", "Videos"), shape="link", kinds=_TALK, help="A recording."),
    Field(
        key="details",
        names=("Details", "Detail"),
        shape="link",
        kinds=ALL,
        help="The talk's entry in the event's own program.",
    ),
    Field(key="links", names=("Link", "Links"), shape="link", kinds=ALL, help="Anything else."),
    Field(key="blog", names=("Blog",), shape="link", kinds=ALL, help="A blog."),
    Field(key="twitter", names=("Twitter",), shape="text", kinds=ALL, help="An account's name."),
    Field(
        key="topics",
        names=("Topics", "Topic"),
        shape="topics",
        kinds=ALL,
        help="What the talk was about: words of the site's vocabulary, with commas between.",
    ),
    Field(
        key="id",
        names=("Id",),
        shape="id",
        kinds=ALL,
        help="The record's name for good, not shown. Needed when a page is renamed: it is "
        "the old page's path otherwise.",
    ),
)

_URL = re.compile(r"(?:https?|ftp|javascript|data|vbscript|file):\S+|www\.\S+", re.IGNORECASE)
_SCHEMES = frozenset({"http", "https", "ftp", "mailto"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RawField:
    """A field as a parser leaves it: *items* are the texts of a list in it."""

    name: str
    text: str
    line: int
    links: tuple[Link, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """What a page says before it is understood.

    *event* is its event's docname; *markdown* says that its fields stand before the title.
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


@dataclass(slots=True)
class Reading:
    """A page read: its record, and every problem found."""

    record: Record
    problems: list[Problem] = field(default_factory=list)


class FieldNames:
    """Finds the field that is meant by a name: case, plural and spacing are free.

    :param more: names that a site uses beside the usual ones (``{"Authors": "Speakers"}``)
    """

    def __init__(self, more: Mapping[str, str] | None = None) -> None:
        self._fields = {_fold(name): one for one in FIELDS for name in one.names}
        self._shown = {name: _fold(name) for one in FIELDS for name in one.names}
        for name, known in (more or {}).items():
            if found := self._fields.get(_fold(known)):
                self._fields[_fold(name)] = found
                self._shown[name] = _fold(name)

    def find(self, name: str) -> Field | None:
        """Return the field called *name*, if there is one."""
        folded = _fold(name)
        ways = (folded, folded.removesuffix("s"), f"{folded}s")
        return next((self._fields[way] for way in ways if way in self._fields), None)

    def nearest(self, name: str) -> str | None:
        """Return the known name that looks most like *name*, if any is near."""
        by_fold = {folded: shown for shown, folded in reversed(self._shown.items())}
        close = difflib.get_close_matches(_fold(name)[:60], by_fold, n=1, cutoff=0.6)
        return by_fold[close[0]] if close else None


def read_page(page: RawPage, names: FieldNames) -> Reading:
    """Understand a page: the record that its fields make, and all that is wrong with them.

    A field that can't be read is left out of the record's own attributes, but is still
    among its ``fields``; a missing title is the file's name.
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

    def record(self) -> Record:
        values = tuple(self._values())
        self._require()
        own = self.raw.get("id")
        shared: dict[str, Any] = {
            "id": (own.text if own and own.text else self.page.docname),
            "docname": self.page.docname,
            "anchor": self.page.anchor,
            "line": self.page.line,
            "title": self._title(),
            "fields": values,
            "dates": self._dates(),
        }
        if self.page.kind == "event":
            return Event(**shared)
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
            **shared,
        )

    def _problem(self, line: int, code: str, message: str) -> None:
        self.problems.append(
            Problem(docname=self.page.docname, line=line, code=code, message=message)
        )

    def _title(self) -> str:
        if not self.page.title:
            self._problem(
                self.page.line,
                "missing-title",
                "the page has no title: start it with a heading",
            )
        return self.page.title or self.page.docname.rpartition("/")[2]

    def _values(self) -> Iterator[Value]:
        for raw in self.page.fields:
            known = self.names.find(raw.name)
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
                )

    def _unknown(self, raw: RawField) -> None:
        near = self.names.nearest(raw.name)
        mend = (
            f"did you mean {near!r}?" if near else "correct the name, or see the table of fields"
        )
        self._problem(raw.line, "unknown-field", f"unknown field {_shown(raw.name)}: {mend}")

    def _usable(self, known: Field, raw: RawField) -> bool:
        if known.key in self.raw:
            self._problem(
                raw.line,
                "repeated-field",
                f"field {_shown(raw.name)} is there twice (first in line "
                f"{self.raw[known.key].line}): keep one",
            )
            return False
        if not raw.text:
            self._problem(
                raw.line,
                "empty-field",
                f"field {_shown(raw.name)} is empty: fill it in or take it out",
            )
            return False
        if self.page.kind not in known.kinds:
            kinds = " or ".join(sorted(known.kinds))
            self._problem(
                raw.line,
                "misplaced-field",
                f"field {_shown(raw.name)} is on {_a(self.page.kind)} page, but belongs on "
                f"that of {_a(kinds)}: take it out",
            )
            return False
        return True

    def _require(self) -> None:
        if not self.page.title:
            return  # Without one, no field list stands under it.
        there = {one.key for raw in self.page.fields if (one := self.names.find(raw.name))}
        for one in FIELDS:
            if self.page.kind in one.required and one.key not in there:
                name = one.names[0]
                mend = (
                    f"'{name}: …' to the front matter"
                    if self.page.markdown
                    else (f"':{name}:' under the title")
                )
                self._problem(
                    self.page.line,
                    "missing-field",
                    f"{_a(self.page.kind)} needs the field {name!r}: add {mend}",
                )

    def _dates(self) -> Any:
        raw = self.raw.get("date")
        if raw is None:
            return None
        try:
            return parse_dates(raw.text)
        except ValueError as error:
            code = "date-order" if "before it starts" in str(error) else "bad-date"
            self._problem(raw.line, code, f"field {raw.name!r}: {_shown(raw.text)}: {error}")
            return None

    def _items(self, key: str) -> Sequence[str]:
        raw = self.raw.get(key)
        return (raw.items or (raw.text,)) if raw else ()

    def _topics(self) -> tuple[str, ...]:
        parts = (part for item in self._items("topics") for part in re.split(r"[,;]", item))
        return tuple(" ".join(part.split()) for part in parts if part.strip())

    def _distinct(self, key: str, words: tuple[str, ...]) -> tuple[str, ...]:
        """Leave out, and report, what is said twice."""
        kept: dict[object, str] = {}
        for word in words:
            same = person_key(word) or word
            if same in kept:
                self._problem(
                    self.raw[key].line,
                    "repeated-value",
                    f"{_shown(word)} is named twice: name it once",
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
                    f"field {_shown(raw.name)}: {_shown(url)} {fault}: write it as "
                    "https://host/path",
                )


def url_fault(url: str) -> str:
    """Say what is wrong with an address, ``""`` if nothing is."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        return f"is no address ({error})"
    if parts.scheme.lower() not in _SCHEMES:
        return "is not a web address"
    if parts.scheme != "mailto" and (not host or host.strip(".") != host):
        return "names no host"
    if re.search(r"[\s<>\"]", url):
        return "has a space or a bracket in it"
    return ""


@cache
def _fold(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).strip().casefold()


def _shown(text: str) -> str:
    """Quote *text* for a message, shortened to what fits a line."""
    return repr(text if len(text) <= 60 else f"{text[:57]}…")


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
