"""Dates in ISO 8601 and in English."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventnotes.records.dates import find_dates, find_year, parse_dates


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2013-03-15", "2013-03-15"),
        ("  2013-03-15\n", "2013-03-15"),
        ("2012-07-17/2012-07-20", "2012-07-17/2012-07-20"),
        ("2012-07-17 / 2012-07-20", "2012-07-17/2012-07-20"),
        ("2012-07-17 - 2012-07-20", "2012-07-17/2012-07-20"),
        ("2012-07-17–2012-07-20", "2012-07-17/2012-07-20"),
        ("2012-07-17/2012-07-17", "2012-07-17"),
        ("July 17, 2012", "2012-07-17"),
        ("july 17 2012", "2012-07-17"),
        ("Jul. 17, 2012", "2012-07-17"),
        ("July 17th, 2012", "2012-07-17"),
        ("17 July 2012", "2012-07-17"),
        ("1st of May 2012", "2012-05-01"),
        ("Sept 3, 2012", "2012-09-03"),
        ("July 17, 2012 - July 20, 2012", "2012-07-17/2012-07-20"),
        ("July 17, 2012 to July 20, 2012", "2012-07-17/2012-07-20"),
        ("July 17-20, 2012", "2012-07-17/2012-07-20"),
        ("July 17 – 20, 2012", "2012-07-17/2012-07-20"),
        ("July 30 - August 2, 2012", "2012-07-30/2012-08-02"),
        ("17-20 July 2012", "2012-07-17/2012-07-20"),
        ("30 July to 2 August 2012", "2012-07-30/2012-08-02"),
        ("Dec 30, 2012 - Jan 2, 2013", "2012-12-30/2013-01-02"),
        ("2012-02-29", "2012-02-29"),
    ],
)
def test_read(text: str, iso: str) -> None:
    assert parse_dates(text).iso == iso


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected a date such as"),
        ("soon", "expected a date such as"),
        ("2013", "expected a date such as"),
        ("2013-3-15-", "expected a date such as"),
        ("03/15/2013", "expected a date such as"),
        ("2013-02-30", "2013-02-30 is not in the calendar"),
        ("2013-13-01", "2013-13-01 is not in the calendar"),
        ("0000-01-01", "0000-01-01 is not in the calendar"),
        ("July 32, 2012", "2012-07-32 is not in the calendar"),
        ("Juli 17, 2012", "'juli' is not an English month"),
        ("Jully 17-20, 2012", "'jully' is not an English month"),
        ("2012-07-20/2012-07-17", "ends (2012-07-17) before it starts (2012-07-20)"),
        ("July 20-17, 2012", "ends (2012-07-17) before it starts (2012-07-20)"),
        ("2012-07-01/2012-07-02/2012-07-03", "expected a date such as"),
        ("٢٠١٣-٠٣-١٥x", "expected a date such as"),
    ],
)
def test_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        parse_dates(text)


@given(st.dates(), st.dates())
def test_iso_comes_back(one: date, other: date) -> None:
    first, last = sorted((one, other))
    span = parse_dates(f"{first.isoformat()}/{last.isoformat()}")
    assert (span.first, span.last) == (first, last)
    assert parse_dates(span.iso) == span


@given(st.dates())
def test_words_come_back(day: date) -> None:
    months = (
        "January February March April May June July August September October November December"
    )
    text = f"{months.split()[day.month - 1]} {day.day}, {day.year:04}"
    assert parse_dates(text).first == day
    assert find_dates(f"on {text}.") == [(3, 3 + len(text), day)]
    impossible = "2013-02-30, July 32, 2013, "
    start = len(impossible)
    assert find_dates(impossible + text) == [(start, start + len(text), day)]


_DATE_PARTS = st.sampled_from(
    [*"0123456789-/–, .", "July", "30", "2012", "of", "to", "th", "\u0662", "²", "９９９９"]
)


@given(st.one_of(st.text(), st.lists(_DATE_PARTS, max_size=12).map("".join)))
def test_any_text_is_read_or_refused(text: str) -> None:
    find_dates(text)
    try:
        span = parse_dates(text)
    except ValueError:
        return
    assert span.first <= span.last


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025/07/16", "2025-07-16"),
        ("2025-7-16", "2025-07-16"),
        ("2025.7.16", "2025-07-16"),
        ("2025/07/16 - 2025/07/18", "2025-07-16/2025-07-18"),
        ("Wednesday, July 16, 2025", "2025-07-16"),
        ("Wed 16 July 2025", "2025-07-16"),
        ("2025-07-16T10:30:00", "2025-07-16"),
        ("2025-07-16 10:30:00 -0400", "2025-07-16"),
        ("July 1 - July 7", "2024-07-01/2024-07-07"),
        ("July 1-7", "2024-07-01/2024-07-07"),
        ("3 June", "2024-06-03"),
    ],
)
def test_as_people_write_them(text: str, iso: str) -> None:
    assert parse_dates(text, "2024").iso == iso


@pytest.mark.parametrize("text", ["2025/07-16", "05/06/2016", "16.7.2025", "12025-07-16", "July"])
def test_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        parse_dates(text, "2024")


def test_year_of_a_title() -> None:
    assert find_year("PyCon 2013") == "2013"
    assert find_year("From 2012 to 2013") == ""
    assert find_year("Python 3000") == ""
