"""Find who speaks and when in the lines at the top of a page, by patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventnotes.records.dates import parse_dates
from eventnotes.records.people import find_people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventnotes.records.fields import Field, FieldNames

#: The patterns of lines that are always looked for; one that starts with ``#`` is of headings,
#: with ``##`` of the heading directly below the title.
BYLINES = (
    "By {speaker}",
    "By: {speaker}",
    "Presented by {speaker}",
    "Talk by {speaker}",
    "Given by {speaker}",
    '# "{title}" by {speaker}',
    '# "{title}" - {speaker}',
    "# Speaker: {speaker}",
    "# Presenter: {speaker}",
    "# Presented by {speaker}",
)
#: The headings of sections with the speakers.
SPEAKER_HEADINGS = frozenset("author authors presenter presenters speaker speakers".split())
#: The addresses of speakers' pages.
SPEAKER_PAGE = re.compile(r"/(?:speakers?|presenters?|people|profiles?)/[^/]", re.IGNORECASE)

_LABEL = re.compile(r"(?P<label>[^\W\d_][^\W\d_]*(?: [^\W\d_]+){0,2})\s*[:：]\s*(?P<value>\S.*)")
_HOLES = {"title": r"(?P<title>.+?)", "speaker": r"(?P<speaker>\S.*)", "date": r"(?P<date>\S.*?)"}
_QUOTES = "\"“”'‘’«»„"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line at the top of a page: a heading, a line of a paragraph or an item of a list.

    *second* is set for a heading directly below the title; *only* if all lines of its paragraph
    are labelled: ``name: value``; *linked* if there are links in it.
    """

    text: str
    heading: bool = False
    second: bool = False
    only: bool = False
    linked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a line says: the name of a *field* and its *values*.

    *how* is the pattern that it was read by; *title* is the talk's if the line has it too.
    """

    field: str
    values: tuple[str, ...]
    how: str
    title: str = ""


class Bylines:
    """The patterns of lines.

    :param more: patterns besides `BYLINES`, which come first
    """

    def __init__(self, more: Sequence[str] = ()) -> None:
        self._patterns = [(text, expression(text)) for text in (*more, *BYLINES)]

    def find(self, line: Line, names: FieldNames) -> list[Found]:
        """Return what *line* says; nothing if it is not sure."""
        text = " ".join(line.text.split())
        if found := self._by_pattern(text, line):
            return found
        if match := _LABEL.fullmatch(text):
            known = names.find(match["label"])
            if known and (one := _labelled(known, match["label"], match["value"], line)):
                return [one]
        return []

    def _by_pattern(self, text: str, line: Line) -> list[Found]:
        for pattern, compiled in self._patterns:
            if pattern.startswith("##") and not line.second:
                continue
            if pattern.startswith("#") != line.heading or not (match := compiled.fullmatch(text)):
                continue
            named = match.groupdict()
            people = find_people(named.get("speaker") or "")
            title = (named.get("title") or "").strip(_QUOTES + " ")
            if "speaker" in named and not people:
                continue
            found = []
            if people:
                found.append(Found(field="Speaker", values=people, how=pattern, title=title))
            if named.get("date") and is_date(named["date"]):
                found.append(Found(field="Date", values=(named["date"],), how=pattern))
            return found
        return []


def expression(pattern: str) -> re.Pattern[str]:
    """Return the regular expression of a pattern.

    :raises ValueError: saying what was expected
    """
    text = pattern.lstrip("#").strip().replace("*", "").replace("_", "")
    parts = re.split(r"(\{\w*\})", text)
    names = [part[1:-1] for part in parts[1::2]]
    if not {"speaker", "date"} & set(names) or set(names) - set(_HOLES):
        msg = "has {speaker} or {date}, may have {title}, and no other name in braces"
        raise ValueError(msg)
    alone = not "".join(parts[::2]).strip()
    if len(set(names)) < len(names) or (alone and not pattern.startswith("##")):
        msg = "has each name once, and something beside them unless it starts with '##'"
        raise ValueError(msg)
    written = "".join(
        _HOLES[part[1:-1]] if place % 2 else _literal(part) for place, part in enumerate(parts)
    )
    return re.compile(written, re.IGNORECASE)


def faults(patterns: Sequence[str]) -> str:
    """Return what is wrong with *patterns*, or ``""``."""
    for text in patterns:
        try:
            expression(text)
        except ValueError as error:
            return f"patterns such as 'With {{speaker}}': {text!r} is invalid, a pattern {error}"
    return ""


def is_date(text: str, year: str = "2000") -> bool:
    """Return whether *text* is a date, of which only the year may be missing."""
    try:
        parse_dates(text, year)
    except ValueError:
        return False
    return True


def _literal(text: str) -> str:
    quotes = f"[{_QUOTES}]"
    escaped = (quotes if one in _QUOTES else re.escape(one) for one in text)
    return re.sub(r"(?:\\ )+", r"\\s+", "".join(escaped))


def _labelled(known: Field, label: str, value: str, line: Line) -> Found | None:
    """Return what a line ``label: value`` says."""
    how = f"{label}: …"
    if known.key == "speakers":
        several = label.lower().endswith("s")
        people = find_people(value, several=several, labelled=True)
        return Found(field=known.names[0], values=people, how=how) if people else None
    if not line.only or line.heading or known.shape == "id":
        return None
    if known.shape == "dates" and not is_date(value):
        return None
    if known.shape == "link" and "://" not in value and not line.linked:
        return None
    return Found(field=known.names[0], values=(value,), how=how)
