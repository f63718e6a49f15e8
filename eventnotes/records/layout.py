"""Find what a page is about from its path, by patterns such as ``{year}/{event}/{talk}``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from eventnotes.records.model import Kind

#: The layout unless ``eventnotes_layout`` sets another.
DEFAULT = (
    "**/{event}/talks/{talk}",
    "**/{event}/exhibitors/{exhibitor}",
    "talks/{talk}",
    "exhibitors/{exhibitor}",
)
# How many pages, or headings of a page, make a layout likely.
_FEW = 2
#: The file names, in lower case, of pages that are no talks.
_ABOUT = frozenset({"changelog", "code_of_conduct", "contributing", "index", "license", "readme"})

#: The headings, in lower case, of sections that are no talks, beside the talks of an event.
NO_TALKS = frozenset(
    {"about", "agenda", "break", "coffee break", "contents", "general notes", "impressions"}
    | {"indices and tables", "links", "location", "lunch", "misc", "miscellaneous", "notes"}
    | {"overview", "references", "resources", "schedule", "speakers", "sponsors", "summary"}
    | {"table of contents", "takeaways", "thoughts", "to do", "todo", "venue"}
)

_ANY_DEPTH = "**/"
# What a placeholder stands for, in a path.
_PLACEHOLDERS = {
    "event": r"[^/]+?",
    "talk": r"[^/]+",
    "exhibitor": r"[^/]+",
    "year": r"\d{4}",
    "date": r"\d{4}-\d{2}-\d{2}",
}
_PART = re.compile(r"\{(?P<name>\w+)\}|(?P<any>\*)|(?P<text>[^{}*]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a page's path says.

    *kind* is that of the page; *event* is the folder of its event, ``""`` for the site's, or the
    event's page if it has its talks in sections: *depth* is then how many headings below the
    title they are, otherwise 0. *year* and *date* are as in the path, or ``""``. *rank* orders
    the event pages of a folder.
    """

    kind: Kind
    event: str
    pattern: str
    depth: int = 0
    year: str = ""
    date: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of paths.

    :param text: the pattern as in ``conf.py``
    :raises ValueError: saying what was expected
    """

    text: str
    kind: Kind = field(init=False)
    depth: int = field(init=False)
    _path: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        path, mark, headings = self.text.partition("#")
        names = _names(self.text)
        ends = [name for name in names if name in {"talk", "exhibitor"}]
        if len(ends) != 1:
            msg = "has {talk} (or {exhibitor}) once"
            raise ValueError(msg)
        if mark and not re.fullmatch(r"(\*/)*\{talk\}", headings):
            msg = "has {talk} alone after '#', or */{talk} for headings a level lower"
            raise ValueError(msg)
        if mark and "event" not in names:
            msg = "says before '#' which pages are {event}"
            raise ValueError(msg)
        if not mark and ends[0] not in _names(path.rpartition("/")[2]):
            msg = "ends with the file name of the {" + ends[0] + "}"
            raise ValueError(msg)
        object.__setattr__(self, "kind", "event" if mark else ends[0])
        object.__setattr__(self, "depth", headings.count("/") + 1 if mark else 0)
        object.__setattr__(self, "_path", re.compile(_expression(path)))

    def find(self, docname: str) -> Place | None:
        """Return what the path *docname* says, or None if the pattern does not match it."""
        if not (found := self._path.fullmatch(docname)):
            return None
        named = found.groupdict("")
        return Place(
            kind=self.kind,
            event=docname if self.depth else named["folder"].rstrip("/"),
            pattern=self.text,
            depth=self.depth,
            year=named.get("year", ""),
            date=named.get("date", ""),
        )

    def names(self, name: str) -> bool:
        """Return whether the pattern is of pages of this very file name, with talks in them."""
        return self.depth > 0 and self.text.partition("#")[0].rpartition("/")[2] == name

    def covers(self, other: Pattern) -> bool:
        """Return whether this pattern matches all paths that *other* does: all its examples."""
        return all(map(self.find, _examples(other.text)))


class Layout:
    """The places of events, talks and exhibitors.

    :param patterns: as in ``eventnotes_layout``; the first that matches a page counts
    :param event_page: the file name of an event's page; its README is another
    :raises ValueError: for the first invalid pattern
    """

    def __init__(self, patterns: Sequence[str] = DEFAULT, event_page: str = "index") -> None:
        self.patterns = tuple(map(Pattern, patterns))
        self.event_page = event_page
        self.event_pages = (event_page.lower(), "readme")

    @property
    def talks(self) -> str:
        """The folder for new talks in that of their event, or "": that of the first pattern."""
        found = (
            re.fullmatch(r".*\{event\}/(?:([^{}*]+)/)?\{talk\}", one.text) for one in self.patterns
        )
        return next((one[1] or "" for one in found if one), "")

    def find(self, docname: str) -> Place | None:
        """Return what the path of a page says, or None if it is none of an event's.

        An event's own page and the README of a folder are candidates for an event: whether one
        has talks, only the other pages say.
        """
        folder, _, name = docname.rpartition("/")
        if name.lower() in self.event_pages:
            talks_inside = (one.find(docname) for one in self.patterns if one.names(name))
            rank = self.event_pages.index(name.lower())
            own = Place(kind="event", event=folder, pattern=name, rank=rank)
            return next(filter(None, talks_inside), own)
        if name.lower() in _ABOUT:
            return None
        return next(filter(None, (one.find(docname) for one in self.patterns)), None)


def event_name(folder: str) -> str:
    """Return a title for an event without one, from its folder.

    ``2016/djangocon-us`` and ``djangocon-us/2016`` are "djangocon us 2016".
    """
    *above, name = folder.split("/")
    words = re.sub(r"[-_\s]+", " ", name).strip()
    parent = above[-1] if above else ""
    if re.fullmatch(_PLACEHOLDERS["year"], parent) and parent not in name:
        return f"{words} {parent}"
    if re.fullmatch(_PLACEHOLDERS["year"], name) and parent:
        return f"{event_name(parent)} {name}"
    return re.sub(r"(?<=[A-Za-z])(?=\d{2,4}$)", " ", words) or folder


def is_about(docname: str) -> bool:
    """Return whether a page is about the collection, by its file name, and so no talk."""
    return docname.rpartition("/")[2].lower() in _ABOUT


def fitting(docnames: Iterable[str], headings: Mapping[str, int]) -> list[str]:
    """Return the patterns by which pages seem to be talks.

    :param headings: how many headings below its title a page has
    """
    pages = [docname.split("/") for docname in docnames if not is_about(docname)]
    found = []
    for depth in range(2, 5):
        same = [page for page in pages if len(page) == depth]
        if len(same) >= _FEW:
            found.append(_common(same))
    if not found:
        inside = [page for page in pages if headings.get("/".join(page), 0) >= _FEW]
        found = ["{event}#{talk}"] * bool(inside)
    return found


def _common(pages: Sequence[Sequence[str]]) -> str:
    """Return the pattern of pages of the same depth."""
    *folders, _name = zip(*pages, strict=True)
    parts = [
        "{year}" if all(re.fullmatch(r"\d{4}", name) for name in names) else ""
        for names in folders
    ]
    if not parts[0] and len(parts) > 1 and len(set(folders[0])) == 1:
        parts[0] = folders[0][0]
    free = [place for place, part in enumerate(parts) if not part]
    for place in free:
        parts[place] = "*"
    if free:
        parts[free[0]] = "{event}"
    return "/".join([*parts, "{talk}"])


def faults(patterns: Sequence[str]) -> str:
    """Return what is wrong with *patterns*, or ``""``."""
    made: list[Pattern] = []
    for text in patterns:
        try:
            one = Pattern(text)
        except ValueError as error:
            return f"patterns such as '{{event}}/{{talk}}': {text!r} is invalid, a pattern {error}"
        if same := next((other for other in made if other.covers(one)), None):
            return (
                f"patterns of different pages: {text!r} has no page left, since {same.text!r} "
                "before it matches the same ones"
            )
        made.append(one)
    return ""


def _names(text: str) -> list[str]:
    """Return the placeholders of *text*.

    :raises ValueError: if one is unknown, or twice, or anything else is not understood
    """
    parts = list(_PART.finditer(text))
    if not text or "".join(part[0] for part in parts) != text:
        msg = "has a name in each pair of braces"
        raise ValueError(msg)
    names = [part["name"] for part in parts if part["name"] is not None]
    known = ", ".join(f"{{{name}}}" for name in _PLACEHOLDERS)
    if wrong := next((name for name in names if name not in _PLACEHOLDERS), None):
        msg = f"has only the names {known}, not {{{wrong}}}"
        raise ValueError(msg)
    if len(set(names)) < len(names):
        msg = f"has each of {known} at most once"
        raise ValueError(msg)
    path = text.partition("#")[0].removeprefix(_ANY_DEPTH)
    if "**" in path or any(not part for part in path.split("/")):
        msg = "is a path without an empty part, and has '**/' only at its start"
        raise ValueError(msg)
    return names


def _expression(path: str) -> str:
    """Return the regular expression of a pattern's *path*; its group ``folder`` is the event's."""
    depth = path.startswith(_ANY_DEPTH)
    *folders, name = path.removeprefix(_ANY_DEPTH).split("/")
    # The event's folder ends with the last part that names it; the rest only sorts its talks.
    last = max(
        (n for n, part in enumerate(folders, 1) if {"event", "year"} & set(_names_in(part))),
        default=0,
    )
    above = "".join(f"{_part(part)}/" for part in folders[:last])
    below = "".join(f"{_part(part)}/" for part in folders[last:])
    return f"(?P<folder>{'(?:.+/)?' * depth}{above}){below}{_part(name)}"


def _names_in(part: str) -> Iterator[str]:
    return (one["name"] for one in _PART.finditer(part) if one["name"])


def _part(text: str) -> str:
    """Return the regular expression of a folder or a file."""
    return "".join(
        f"(?P<{one['name']}>{_PLACEHOLDERS[one['name']]})"
        if one["name"]
        else "[^/]*"
        if one["any"]
        else re.escape(one["text"])
        for one in _PART.finditer(text)
    )


def _examples(text: str) -> Iterator[str]:
    """Yield paths that the pattern *text* matches."""
    path = text.partition("#")[0]
    for depth in ("", "x/"):
        plain = path.replace(_ANY_DEPTH, depth)
        for word in ("x", "2016", "talks"):
            values = {"year": "2016", "date": "2016-01-02"}
            yield _PART.sub(
                lambda one, word=word, values=values: (  # type: ignore[misc]
                    one["text"] or values.get(one["name"] or "", word)
                ),
                plain,
            )
