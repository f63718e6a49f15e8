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
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
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
_SEPARATOR = re.compile(r"\s*/\s*|\s+(?:-|–|—|to)\s+|\s*[–—]\s*")


def parse_dates(text: str) -> DateSpan:
    """Parse a day or a span of days.

    :param text: the value of a ``Date`` or ``Dates`` field
    :raises ValueError: with a message for the author, if *text* is not a date, is not in
        the calendar, or ends before it starts
    """
    text = " ".join(text.split())
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


def _full_span(text: str) -> tuple[date, date]:
    parts = _SEPARATOR.split(text)
    if len(parts) > 2:
        msg = f"expected {EXPECTED}"
        raise ValueError(msg)
    first = _single(parts[0])
    return first, _single(parts[-1]) if len(parts) == 2 else first


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
