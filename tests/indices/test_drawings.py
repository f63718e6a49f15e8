"""What the indices draw: of no talk, of a few, and of 20,000, always in the space of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventnotes.html.drawings import as_html
from eventnotes.indices import drawings
from eventnotes.indices.drawings import MOST_RANKED, MOST_TIMES, Axis, Counted
from eventnotes.records.dates import parse_dates
from tests.indices.archives import large
from tests.records.made import archive, event, talk

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from eventnotes.records.archive import Archive
    from eventnotes.records.model import Record
    from eventnotes.text.drawing import Drawing

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
NAMES = ["timeline", "topics", "speakers"]
# What a drawing may add to a page.
BYTES = 20_000


def draw(of: Archive, name: str, docnames: AbstractSet[str] | None = None) -> Drawing | None:
    counted = Counted(of, docnames, lambda record: record.title)
    if name == "timeline":
        return drawings.timeline(counted, lambda event: f"at-{event.anchor}", MONTHS)
    return drawings.topics(counted) if name == "topics" else drawings.speakers(counted)


def rows(drawing: Drawing | None) -> dict[str, tuple[str, str, int]]:
    """Return the rows by label: target, numbers in words, total."""
    assert drawing
    return {line.label: (line.target, drawing.words(line), line.total) for line in drawing.lines}


SPRING = event("spring", "2013-03-15/2013-03-17")
AUTUMN = event("autumn", "2012-11-01")
RECORDS = [
    SPRING,
    AUTUMN,
    event("never", ""),
    talk("one", "Ann Lee", topics=["web", "Django"]),
    talk("two", "Ann Lee", "Bo Ek", topics=["web"], date=""),
    talk("old", "Bo Ek", topics=["web"], event="autumn", date="2012-11-01"),
    talk("lost", "Cy Orr", event="never", date=""),
]
FEW = archive(*RECORDS)


def test_few_events_by_month() -> None:
    drawing = draw(FEW, "timeline")
    assert drawing
    assert drawing.caption == "Talks by event and month"
    assert drawing.columns == ("2012-11", "2012-12", "2013-01", "2013-02", "2013-03")
    assert rows(drawing) == {
        "Autumn": ("at-autumn", "2012-11: 1", 1),
        "Spring": ("at-spring", "2013-03: 2", 2),
        "Never": ("at-never", "", 1),
    }


def test_topics_by_event() -> None:
    drawing = draw(FEW, "topics")
    assert drawing
    assert drawing.caption == "Talks by topic and event"
    assert rows(drawing) == {
        "web": ("web", "Autumn: 1, Spring: 2", 3),
        "Django": ("django", "Spring: 1", 1),
    }


def test_speakers_who_came_again() -> None:
    two = archive(*RECORDS, talk("again", "Cy Orr"))
    assert rows(draw(two, "speakers")) == {
        "Ek, Bo": ("bo-ek", "Autumn: 1, Spring: 1", 2),
        "Orr, Cy": ("cy-orr", "Spring: 1, Never: 1", 2),
    }
    assert draw(FEW, "speakers") is None  # only Bo Ek did


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "records",
    [(), (SPRING,), (SPRING, talk("one", "Ann Lee")), (SPRING, AUTUMN), (event("a", ""),)],
    ids=["empty", "event", "talk", "no talks", "no dates"],
)
def test_nothing_to_compare_is_not_drawn(name: str, records: tuple[Record, ...]) -> None:
    assert draw(archive(*records), name) is None


def test_a_book_counts_its_own_pages() -> None:
    docnames = {"spring/index", "autumn/index", "spring/talks/one", "autumn/talks/old"}
    assert rows(draw(FEW, "timeline", docnames)) == {
        "Autumn": ("at-autumn", "2012-11: 1", 1),
        "Spring": ("at-spring", "2013-03: 1", 1),
    }
    assert rows(draw(FEW, "topics", docnames))["web"] == ("web", "Autumn: 1, Spring: 1", 2)


def test_many_events_by_year() -> None:
    years = [2010, *[2012] * MOST_TIMES]
    records = [
        one
        for number, year in enumerate(years)
        for one in (
            event(f"e{number:02}", f"{year}-05-02"),
            talk("x", date="", event=f"e{number:02}"),
        )
    ]
    drawing = draw(archive(*records, event("undated", "")), "timeline")
    assert drawing
    assert drawing.caption == "Talks by year and month"
    assert drawing.columns == tuple(MONTHS)
    assert rows(drawing) == {
        "2010": ("at-e00", "May: 1", 1),
        "2011": ("", "", 0),
        "2012": ("at-e01", "May: 25", 25),
        "No date": ("at-undated", "", 0),
    }


@pytest.mark.parametrize(
    ("first", "last", "names", "size"),
    [
        ("2012-07-16", "2013-03-17", ("2012-07", "2013-03"), 9),
        ("2012-01-01", "2014-01-31", ("2012-01", "2014-01"), 25),
        ("2012-01-01", "2014-02-01", ("2012", "2014"), 3),
        ("2000-01-01", "2024-12-31", ("2000", "2024"), 25),
        ("2000-01-01", "2025-01-01", ("2000–2001", "2024–2025"), 13),
        ("1970-01-01", "2024-01-01", ("1970–1974", "2020–2024"), 11),
        ("0001-01-01", "9999-12-31", ("0000–0499", "9500–9999"), 20),
    ],
)
def test_steps_of_time(first: str, last: str, names: tuple[str, str], size: int) -> None:
    spans = [parse_dates(day) for day in (first, last)]
    axis = Axis.of(span.first for span in spans)
    assert (axis.names[0], axis.names[-1]) == names
    assert len(axis.names) == size
    assert [axis.place(span) for span in spans] == [0, size - 1]


@pytest.fixture(scope="module")
def whole() -> Archive:
    return large()


@pytest.mark.parametrize(
    ("name", "caption", "lines"),
    [
        ("timeline", "Talks by year and month", 20),
        ("topics", "Talks by topic and year: the top 16, and 4923 more below", MOST_RANKED),
        ("speakers", "Talks by returning speaker and year: the top 16, and ", MOST_RANKED),
    ],
)
def test_twenty_thousand_talks(whole: Archive, name: str, caption: str, lines: int) -> None:
    assert len(whole.talks) == 20_000
    drawing = draw(whole, name)
    assert drawing
    assert drawing.caption.startswith(caption)
    assert len(drawing.lines) == lines
    if name == "timeline":
        assert sum(line.total for line in drawing.lines) == 20_000
        assert sum(sum(line.counts) for line in drawing.lines) == 20_000
    text = as_html(drawing)
    assert 5_000 < len(text.encode()) < BYTES
    assert text.count("tabindex") == lines
    assert text.count("<a ") == 2 * lines
    assert drawing == draw(whole, name)


# Words in several scripts, and any characters.
words = st.sampled_from(["web", "日本語" * 30, "שלום", "a<b>&\"'", "x" * 500]) | st.text(
    min_size=1, max_size=30
)
days = st.dates().map(str) | st.just("")


@given(
    st.lists(
        st.tuples(days, st.lists(st.tuples(days, words, words), max_size=4)),
        max_size=MOST_TIMES + 5,
    )
)
def test_any_archive_is_drawn_in_the_space_of_a_page(
    events: list[tuple[str, list[tuple[str, str, str]]]],
) -> None:
    records: list[Record] = []
    for number, (dates, talks) in enumerate(events):
        records.append(event(f"e{number}", dates))
        for place, (day, speaker, topic) in enumerate(talks):
            records.append(
                talk(f"t{place}", speaker, date=day, event=f"e{number}", topics=[topic])
            )
    of = archive(*records)
    targets = {
        "timeline": {"", *(f"at-{one.anchor}" for one in of.events)},
        "topics": {one.id for one in of.topics.values()},
        "speakers": {one.id for one in of.people},
    }
    for name in NAMES:
        if drawing := draw(of, name):
            assert 2 <= len(drawing.lines) <= MOST_TIMES + 1
            assert 1 <= len(drawing.columns) <= MOST_TIMES
            for line in drawing.lines:
                assert line.target in targets[name]
                assert sum(line.counts) <= line.total
                assert len(line.counts) == len(drawing.columns)
            assert len(as_html(drawing).encode()) < BYTES
