"""Field lists: the records and the problems that reading them returns."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventnotes.checks.table import CHECKS
from eventnotes.records.fields import FIELDS, FieldNames, RawField, RawPage, read_page, url_fault
from eventnotes.records.model import Event, Exhibitor, Kind, Link, Talk

CODES = {check.code for check in CHECKS if check.scope == "page"} | {"missing-field"}
NAMES = FieldNames()


def page(*fields: tuple[str, str], kind: Kind = "talk", title: str = "Title") -> RawPage:
    """Return a page whose fields start at line 5."""
    return RawPage(
        kind=kind,
        docname="a/talks/b",
        event="a",
        title=title,
        anchor="title",
        line=2,
        fields=tuple(
            RawField(name=name, text=text, line=line)
            for line, (name, text) in enumerate(fields, 5)
        ),
    )


def problems(raw: RawPage) -> list[tuple[int, str]]:
    return [(one.line, one.code) for one in read_page(raw, NAMES).problems]


GOOD = (("Date", "2013-03-15"), ("Speaker", "Ann Lee"))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (GOOD, []),
        ((*GOOD, ("Video", "lost")), []),
        (GOOD[:1], [(2, "missing-field")]),
        ((), [(2, "missing-field")]),
        ((*GOOD, ("DATES", "2013-03-16")), [(7, "repeated-field")]),
        ((*GOOD, ("speakers", "Bob Ray")), [(7, "repeated-field")]),
        ((*GOOD, ("Topics", "web, Web ,testing")), [(7, "repeated-value")]),
        ((*GOOD, ("Topic", "C, C++, C#")), []),
        ((*GOOD, ("Speekers", "Bob")), [(7, "unknown-field")]),
        ((*GOOD, ("Slides", "")), [(7, "empty-field")]),
        ((("Date", ""), GOOD[1]), [(5, "empty-field")]),
        ((*GOOD, ("Venue", "Here")), [(7, "misplaced-field")]),
        ((("Date", "soon"), GOOD[1]), [(5, "bad-date")]),
        ((("Date", "2013-03-15/2013-03-14"), GOOD[1]), [(5, "date-order")]),
        ((*GOOD, ("Slides", "javascript:alert(1)")), [(7, "bad-url")]),
        ((*GOOD, ("Slides", "https://")), [(7, "bad-url")]),
        ((*GOOD, ("Slides", "www.example.org")), [(7, "bad-url")]),
        ((*GOOD, ("Slides", "https://example.org/ and HTTPS://example.org")), []),
        ((*GOOD, ("given  AT", "Elsewhere"), ("given_at", "Here")), [(8, "repeated-field")]),
        ((*GOOD, ("Slides", "gopher://example.org")), [(7, "bad-url")]),
        ((*GOOD, ("Given at", "www.example.org")), []),
        ((GOOD[0], ("Speakers", "Ann Lee and ann lee")), [(6, "repeated-value")]),
    ],
)
def test_problems(fields: tuple[tuple[str, str], ...], expected: list[tuple[int, str]]) -> None:
    assert problems(page(*fields)) == expected


@pytest.mark.parametrize(
    ("kind", "field", "message"),
    [
        ("talk", ("Speekers", "x"), "unknown field 'Speekers': did you mean 'Speakers'?"),
        (
            "talk",
            ("Colour", "x"),
            "unknown field 'Colour': correct the name, or see the table of fields",
        ),
        (
            "talk",
            ("Venue", "x"),
            "field 'Venue' is on a talk page, but belongs on that of an event: take it out",
        ),
        (
            "event",
            ("Slides", "x"),
            "field 'Slides' is on an event page, but belongs on that of a talk: take it out",
        ),
        ("talk", ("Topics", "a, A"), "'A' is named twice: name it once"),
        (
            "talk",
            ("Blog", "gopher://x"),
            "field 'Blog': 'gopher://x' is not a web address: write it as https://host/path",
        ),
        (
            "talk",
            ("Blog", f"gopher://{'x' * 51}"),
            f"field 'Blog': 'gopher://{'x' * 51}' is not a web address: write it as "
            "https://host/path",
        ),
        (
            "talk",
            ("Blog", f"gopher://{'x' * 52}"),
            f"field 'Blog': 'gopher://{'x' * 48}…' is not a web address: write it as "
            "https://host/path",
        ),
    ],
)
def test_messages(kind: Kind, field: tuple[str, str], message: str) -> None:
    good = GOOD if kind == "talk" else GOOD[:1]
    (problem,) = read_page(page(*good, field, kind=kind), NAMES).problems
    assert (problem.docname, problem.message) == ("a/talks/b", message)


def test_page_without_title() -> None:
    reading = read_page(page(title=""), NAMES)
    (problem,) = reading.problems
    assert problem.message == "the page has no title: start it with a heading"
    assert [(one.line, one.code) for one in reading.problems] == [(2, "missing-title")]
    assert reading.record.title == "b"


def test_kinds() -> None:
    talk = read_page(page(*GOOD, ("Topics", "web, testing")), NAMES).record
    assert isinstance(talk, Talk)
    assert (talk.speakers, talk.topics, talk.event) == (
        ("Ann Lee",),
        ("web", "testing"),
        "a",
    )
    assert talk.dates is not None
    assert talk.dates.iso == "2013-03-15"
    assert talk.problem("code", "message", field="speakers").line == 6
    assert talk.problem("code", "message", field="video").line == 2
    assert isinstance(read_page(page(GOOD[0], kind="event"), NAMES).record, Event)
    exhibitor = read_page(page(kind="exhibitor"), NAMES).record
    assert isinstance(exhibitor, Exhibitor)
    assert exhibitor.event == "a"
    assert problems(page(kind="exhibitor")) == []
    assert problems(page(kind="event")) == [(2, "missing-field")]


@pytest.mark.parametrize(
    ("markdown", "fix"),
    [(False, "add ':{}:' under the title"), (True, "add '{}: …' to the front matter")],
)
def test_missing_field_message_has_the_page_s_syntax(markdown: bool, fix: str) -> None:
    reading = read_page(replace(page(), markdown=markdown), NAMES)
    (problem,) = reading.problems
    assert problem.message.endswith(fix.format("Speaker"))
    assert isinstance(reading.record, Talk)
    assert reading.record.undated is not None  # reported once its event is known
    assert reading.record.undated.message.endswith(fix.format("Date"))


def test_what_a_talk_says_of_itself() -> None:
    fields = (GOOD[0], ("Speaker", "Ann Lee et al."), ("Topics", "open   source; web"))
    full = read_page(
        replace(page(*fields, ("Given at", "Elsewhere")), outside_dates=True), NAMES
    ).record
    bare = read_page(page(*GOOD, ("Date", "2013-03-16")), NAMES).record
    assert isinstance(full, Talk)
    assert isinstance(bare, Talk)
    assert (full.more_speakers, full.given_at, full.outside_dates) == (True, "Elsewhere", True)
    assert (bare.more_speakers, bare.given_at, bare.outside_dates) == (False, "", False)
    assert full.topics == ("open source", "web")
    assert bare.dates is not None
    assert bare.dates.iso == "2013-03-15"  # the first of two


def test_only_good_links_are_kept() -> None:
    good, bad = (Link(text="x", url=url) for url in ("https://x.org", "javascript:x"))
    raw = RawField(name="Slides", text="x", line=7, links=(good, bad))
    record = read_page(replace(page(*GOOD), fields=(raw,)), NAMES).record
    assert record.fields[0].links == (good,)


def test_id_names_the_record_and_is_not_shown() -> None:
    record = read_page(page(*GOOD, ("Id", "old/place")), NAMES).record
    assert record.id == "old/place"
    assert [value.key for value in record.fields] == ["date", "speakers"]
    assert read_page(page(*GOOD), NAMES).record.id == "a/talks/b"


def test_unknown_field_is_kept() -> None:
    record = read_page(page(*GOOD, ("Colour", "blue")), NAMES).record
    assert [(value.key, value.name, value.text) for value in record.fields][-1] == (
        "",
        "Colour",
        "blue",
    )


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Date", "date"),
        ("DATES", "date"),
        ("speaker", "speakers"),
        ("Given-At", "given_at"),
        ("slide", "slides"),
        ("Venues", "venue"),
        ("Link", "links"),
        ("", None),
    ],
)
def test_names(name: str, key: str | None) -> None:
    found = NAMES.find(name)
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("Speeker", "Speaker"), ("Vidoes", "Videos"), ("Dat", "Date"), ("Colour", None), ("", None)],
)
def test_nearest(name: str, nearest: str | None) -> None:
    assert NAMES.nearest(name) == nearest


def test_more_names() -> None:
    names = FieldNames({"Authors": "speakers", "Nothing": "Unheard of"})
    found = names.find("author")
    assert found is not None
    assert found.key == "speakers"
    assert names.find("Nothing") is None
    assert names.nearest("Auhtors") == "Authors"


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://example.org/a?b#c", ""),
        ("HTTP://example.org", ""),
        ("mailto:ann@example.org", ""),
        ("ftp://example.org/", ""),
        ("https://日本.example/", ""),
        ("javascript:alert(1)", "is not a web address"),
        ("JaVaScRiPt:alert(1)", "is not a web address"),
        ("data:text/html,x", "is not a web address"),
        ("//example.org", "is not a web address"),
        ("example.org", "is not a web address"),
        ("https:///path", "names no host"),
        ("https://.example.org", "names no host"),
        ("https://[::1", "is not a valid address (Invalid IPv6 URL)"),
        ("https://example.org:port/", "is not a valid address (Port could not be cast"),
        ("https://example.org/a b", "contains a space, quote or bracket"),
        ("https://example.org/<a>", "contains a space, quote or bracket"),
    ],
)
def test_url_fault(url: str, fault: str) -> None:
    assert url_fault(url).startswith(fault)
    assert bool(url_fault(url)) == bool(fault)


_NAME = st.one_of(st.sampled_from([name for one in FIELDS for name in one.names]), st.text())
_TEXT = st.one_of(
    st.text(), st.sampled_from(["2013-03-15", "Ann Lee, Bob", "https://x.org", "http://[", "&c"])
)
_FIELD = st.builds(
    RawField,
    name=_NAME,
    text=_TEXT,
    line=st.integers(1, 99),
    links=st.lists(st.builds(Link, text=st.text(), url=_TEXT), max_size=2).map(tuple),
    items=st.lists(_TEXT, max_size=3).map(tuple),
)


@given(
    st.builds(
        RawPage,
        kind=st.sampled_from(["event", "talk", "exhibitor"]),
        docname=st.just("a/talks/b"),
        event=st.just("a/index"),
        title=st.text(),
        anchor=st.just("b"),
        line=st.integers(1, 99),
        fields=st.lists(_FIELD, max_size=6).map(tuple),
    )
)
def test_any_fields_are_read(raw: RawPage) -> None:
    reading = read_page(raw, NAMES)
    lines = {raw.line, *(one.line for one in raw.fields)}
    for problem in reading.problems:
        assert problem.line in lines
        assert problem.code in CODES
        assert problem.message
        assert "\n" not in problem.message
    assert reading.record.title
    shown = [one for one in raw.fields if not ((f := NAMES.find(one.name)) and f.key == "id")]
    assert [value.text for value in reading.record.fields] == [one.text for one in shown]
    assert all(not url_fault(link.url) for value in reading.record.fields for link in value.links)
