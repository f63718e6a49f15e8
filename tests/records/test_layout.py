"""Which pages are events and talks, by patterns of their paths."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventnotes.records.events import TIMELINE, settled
from eventnotes.records.layout import DEFAULT, Layout, event_name, faults
from eventnotes.records.model import Event, Kind, Record, Talk
from tests.records.made import event, exhibitor, talk


@pytest.mark.parametrize(
    ("docname", "kind", "at"),
    [
        ("conferences/spring/index", "event", "conferences/spring"),
        ("spring/README", "event", "spring"),
        ("spring/talks/a", "talk", "spring"),
        ("deep/er/spring/talks/a", "talk", "deep/er/spring"),
        ("spring/exhibitors/a", "exhibitor", "spring"),
        ("talks/a", "talk", ""),
        ("index", "event", ""),
        ("topics", None, None),
        ("spring/notes", None, None),
        ("spring/talks/more/a", None, None),
    ],
)
def test_default(docname: str, kind: Kind | None, at: str | None) -> None:
    place = Layout().find(docname)
    assert (place.kind if place else None) == kind
    assert (place.event if place else None) == at


@pytest.mark.parametrize(
    ("pattern", "docname", "at"),
    [
        ("{event}/{talk}", "spring/a", "spring"),
        ("{event}/{talk}", "2013/spring/a", None),
        ("{event}/{talk}", "spring/LICENSE", None),
        ("{year}/{event}/{talk}", "2013/spring/a", "2013/spring"),
        ("{year}/{event}/{talk}", "later/spring/a", None),
        ("{event}/{year}/{talk}", "spring/2013/a", "spring/2013"),
        ("{event}-{year}/{talk}", "spring-2013/a", "spring-2013"),
        ("notes/{event}/*/{talk}", "notes/spring/friday/a", "notes/spring"),
        ("{date}/{talk}", "2013-03-15/a", ""),
        ("{talk}", "a", ""),
        ("**/{event}/*-notes/{talk}", "x/y/spring/my-notes/a", "x/y/spring"),
        ("{event}#{talk}", "spring", "spring"),
        ("{event}#{talk}", "README", ""),
        ("{event}/README#*/{talk}", "spring/README", "spring/README"),
        ("{date}-{event}#{talk}", "2013-03-15-spring", "2013-03-15-spring"),
    ],
)
def test_other_layouts(pattern: str, docname: str, at: str | None) -> None:
    place = Layout([pattern]).find(docname)
    assert (place.event if place else None) == at
    if place and "#" in pattern and at:
        assert place.depth == pattern.partition("#")[2].count("/") + 1


def test_first_pattern_counts() -> None:
    place = Layout(["{year}/{talk}", "{event}/{talk}"]).find("2013/a")
    assert place is not None
    assert (place.pattern, place.year) == ("{year}/{talk}", "2013")


@pytest.mark.parametrize(
    ("patterns", "said"),
    [
        (DEFAULT, ""),
        (["{event}/{talk}", "{year}/{event}/{talk}", "{event}#{talk}"], ""),
        (["{evnt}/{talk}"], "not {evnt}"),
        (["{event/{talk}"], "a name in each pair of braces"),
        (["{event}/{}/{talk}"], "a name in each pair of braces"),
        (["{event}/{event}/{talk}"], "at most once"),
        (["{event}/talks"], "has {talk} (or {exhibitor}) once"),
        (["{talk}/{event}"], "ends with the file name of the {talk}"),
        (["{event}//{talk}"], "without an empty part"),
        (["/{event}/{talk}"], "without an empty part"),
        (["a/**/{talk}"], "'**/' only at its start"),
        (["{event}#Talks/{talk}"], "{talk} alone after '#'"),
        (["talks#{talk}"], "which pages are {event}"),
        ([""], "is invalid"),
        (["{event}/{talk}", "{year}/{talk}"], "'{year}/{talk}' has no page left"),
        (["{event}/{talk}", "{event}/{talk}"], "has no page left"),
    ],
)
def test_faults(patterns: list[str], said: str) -> None:
    assert said in faults(patterns)
    assert bool(faults(patterns)) == bool(said)


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("2013/spring-conf", "spring conf 2013"),
        ("spring/2013", "spring 2013"),
        ("conferences/SpringCon2013", "SpringCon 2013"),
        ("spring_2013", "spring 2013"),
        ("2013/spring2013", "spring 2013"),
        ("2013", "2013"),
    ],
)
def test_name_from_folder(folder: str, name: str) -> None:
    assert event_name(folder) == name


def test_event_without_page() -> None:
    found = settled([talk("a"), exhibitor("b")])
    made = found["spring"]
    assert (made.docname, made.title, made.kind) == (TIMELINE, "spring", "event")
    assert {one.event for one in found.values() if isinstance(one, Talk)} == {"spring"}


def candidate(name: str, rank: int = 0, dates: str = "") -> Event:
    """Return a page of the folder ``spring`` that may be its event's."""
    made = event("spring", dates)
    fields = made.fields if dates else ()
    return replace(made, key="", docname=f"spring/{name}", rank=rank, fields=fields)


@pytest.mark.parametrize(
    ("records", "chosen"),
    [
        ([candidate("README", 1), candidate("index", 0), talk("a")], "spring/index"),
        ([candidate("README", 1, "2013-03-15"), candidate("index")], "spring/README"),
        ([candidate("README", 1), talk("a")], "spring/README"),
        ([candidate("index")], None),
        ([candidate("index", dates="2013-03-15")], "spring/index"),
    ],
)
def test_one_event_of_the_candidates(records: list[Record], chosen: str | None) -> None:
    found = settled(records)
    events = [one.docname for one in found.values() if isinstance(one, Event)]
    assert events == ([chosen] if chosen else [])
    assert all(one.event == chosen for one in found.values() if isinstance(one, Talk))


def test_talk_at_an_event_of_one_day() -> None:
    one_day = settled([event(dates="2013-03-15"), talk("a", date="")])
    assert one_day["spring/talks/a"].dates == one_day["spring/index"].dates
    two_days = settled([event(dates="2013-03-15/2013-03-16"), talk("a", date="")])
    assert two_days["spring/talks/a"].dates is None
    dated = settled([event(dates="2013-03-16"), talk("a")])
    assert dated["spring/talks/a"].dates != dated["spring/index"].dates
