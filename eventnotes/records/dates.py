"""Parse dates in ISO 8601 or in English."""

from __future__ import annotations

import re
from datetime import date

from eventnotes.records.model import DateSpan

EXPECTED = "a date such as 2013-03-15 or 2012-07-17/2012-07-20, or July 17, 2012 - July 20, 2012"

_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_SINGLE = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)",
        rf"{_MONTH}\s+{_DAY}\s*,?\s+{_YEAR}",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH}\s*,?\s+{_YEAR}",
    )
)
_DASH = r"\s*(?:-|–|—|\bto\b)\s*"
# Spans whose first day omits the year, or whose days share a month.
_SHORT_SPANS = (
    # July 17-20, 2012 / July 30 - August 2, 2012
    re.compile(rf"{_MONTH}\s+{_DAY}{_DASH}(?P<month2>[A-Za-z]{{3,9}})?\.?\s*"
               rf"(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+{_YEAR}"),
    # 17-20 July 2012 / 30 July - 2 August 2012
    re.compile(rf"{_DAY}\s*(?P<month>[A-Za-z]{{3,9}})?\.?{_DASH}"
               rf"(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>[A-Za-z]{{3,9}})\.?\s*,?\s+{_YEAR}"),
)  # fmt: skip
# What separates the days of a span: a dash, unless both are written with dashes, then a slash.
_SEPARATORS = (re.compile(r"\s+(?:-|–|—|to)\s+|\s*[–—]\s*"), re.compile(r"\s*/\s*"))
_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\b\.?,?\s*",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?<=\d)(?:T|,?\s+(?:at\s+)?)\d{1,2}:\d{2}.*$")
_SOME_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def parse_dates(text: str, year: str = "") -> DateSpan:
    """Parse a day or a span of days, with or without weekdays and a time.

    :param text: the value of a ``Date`` or ``Dates`` field
    :param year: the year of a date without one, if it is known
    :raises ValueError: with a message for the author, if *text* is not a date, is not in
        the calendar, or ends before it starts
    """
    text = _WEEKDAY.sub("", _TIME.sub("", " ".join(text.split()))).strip()
    if year and not _SOME_YEAR.search(text):
        text = f"{text}, {year}"
    first, last = _short_span(text) or _full_span(text)
    if last < first:
        msg = f"ends ({last}) before it starts ({first})"
        raise ValueError(msg)
    return DateSpan(first=first, last=last)


def find_dates(text: str) -> list[tuple[int, int, date]]:
    """Return the full dates in *text* as (start, end, day), in order."""
    found: list[tuple[int, int, date]] = []
    for pattern in _SINGLE:
        for match in pattern.finditer(text):
            try:
                found.append((match.start(), match.end(), _date(match)))
            except ValueError:
                continue
    return sorted(found)


def find_year(text: str) -> str:
    """Return the one year in *text*, else ``""``."""
    found = set(_SOME_YEAR.findall(text))
    return found.pop() if len(found) == 1 else ""


def _full_span(text: str) -> tuple[date, date]:
    for separator in _SEPARATORS:
        match separator.split(text):
            case [first, last] if "/" not in separator.pattern or "-" in last:
                return _single(first), _single(last)
    day = _single(text)
    return day, day


def _short_span(text: str) -> tuple[date, date] | None:
    for pattern in _SHORT_SPANS:
        if match := pattern.fullmatch(text):
            year = int(match["year"])
            month, month2 = match["month"] or match["month2"], match["month2"] or match["month"]
            return (
                _calendar(year, _month(month), int(match["day"])),
                _calendar(year, _month(month2), int(match["day2"])),
            )
    return None


def _single(text: str) -> date:
    for pattern in _SINGLE:
        if match := pattern.fullmatch(text.strip()):
            return _date(match)
    msg = f"expected {EXPECTED}"
    raise ValueError(msg)


def _date(match: re.Match[str]) -> date:
    month = match["month"]
    number = int(month) if month.isdecimal() else _month(month)
    return _calendar(int(match["year"]), number, int(match["day"]))


def _month(word: str) -> int:
    word = word.lower()
    for number, name in enumerate(_MONTHS, 1):
        if word in {name, name[:3]} or (word == "sept" and number == 9):
            return number
    msg = f"{word!r} is not an English month; expected {EXPECTED}"
    raise ValueError(msg)


def _calendar(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        msg = f"{year:04}-{month:02}-{day:02} is not in the calendar"
        raise ValueError(msg) from None
