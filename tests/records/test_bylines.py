"""Who speaks, by the lines at the top of a page: better nobody than the wrong one."""

from __future__ import annotations

import pytest

from eventnotes.records.bylines import Bylines, Line, faults
from eventnotes.records.fields import FieldNames
from eventnotes.records.people import split_names

NAMES = FieldNames({"Vortrag von": "Speakers"})


def found(text: str, *more: str, heading: bool = False, only: bool = False) -> dict[str, str]:
    line = Line(text=text, heading=heading, only=only)
    return {one.field: ", ".join(one.values) for one in Bylines(more).find(line, NAMES)}


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("by Ann B. Lee", "Ann B. Lee"),
        ("By Ann A. Lee (@annlee)", "Ann A. Lee"),
        ("By José da Silva Junior", "José da Silva Junior"),
        ("By Ann Lee, Chief Weaver, Looms & Co", "Ann Lee"),
        ("By Ann Lee and Bo Ek", "Ann Lee, Bo Ek"),
        ("Presented by Ann Lee", "Ann Lee"),
        ("Presenter: Ann Lee", "Ann Lee"),
        ("Author: Ann Lee - Looms", "Ann Lee"),
        ("Speakers: Ann Lee (Looms), Bo Ek", "Ann Lee, Bo Ek"),
        ("speaker: Ann Lee, Acme Widgets", "Ann Lee"),
        ("Vortrag von: Ann Lee", "Ann Lee"),
        ("Speaker: 山田太郎", "山田太郎"),
        ("By the way, it rains", ""),
        ("By Default Python Is Slow", ""),
        ("By hand", ""),
        ("By Various", ""),
        ("Speaker: \"the cost of a network\"", ""),
        ("Speaker: was great", ""),
        ("Speaker: Django Team", ""),
        ("Speaker: Panel", ""),
        ("Ann Lee says this", ""),
        ("Ann Lee", ""),
    ],
)  # fmt: skip
def test_speakers(text: str, speakers: str) -> None:
    assert found(text).get("Speaker", "") == speakers


@pytest.mark.parametrize(
    ("heading", "speaker", "title"),
    [
        ('"Loops" by Ann Lee', "Ann Lee", "Loops"),
        ("“Loops, by and by” by Ann Lee", "Ann Lee", "Loops, by and by"),
        ("Speaker: Ann Lee @annlee", "Ann Lee", ""),
        ("Death by Ann Lee", "", ""),
        ("By Ann Lee", "", ""),
    ],
)
def test_headings(heading: str, speaker: str, title: str) -> None:
    made = Bylines().find(Line(text=heading, heading=True), NAMES)
    assert [", ".join(one.values) for one in made] == ([speaker] if speaker else [])
    assert [one.title for one in made] == ([title] if speaker else [])


def test_other_lines() -> None:
    assert found("Date: Wednesday, July 16, 2025", only=True) == {
        "Date": "Wednesday, July 16, 2025"
    }
    assert found("Date: Wednesday, July 16, 2025") == {}  # may be a sentence
    assert found("Date: soon", only=True) == {}
    assert found("Slides: later", only=True) == {}
    assert found("Slides: https://example.org", only=True) == {"Slides": "https://example.org"}
    assert found("Weather: fine", only=True) == {}


def test_the_heading_below_the_title() -> None:
    def second(text: str, *, second: bool = True) -> list[str]:
        line = Line(text=text, heading=True, second=second)
        return [one for made in Bylines(["## {speaker}"]).find(line, NAMES) for one in made.values]

    assert second("Ann Lee, Chief Weaver, Looms") == ["Ann Lee"]
    assert second("Ann Lee", second=False) == []
    assert second("On looms") == []


def test_own_patterns() -> None:
    own = "**{speaker}** on {date}"
    assert found("Ann Lee on July 3, 2013", own) == {"Speaker": "Ann Lee", "Date": "July 3, 2013"}
    assert found("Nobody on Mars", own) == {}
    assert found("Ann Lee: Loops", "# {speaker}: {title}", heading=True) == {"Speaker": "Ann Lee"}


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("Held by {speaker}", ""),
        ("# {title} ({speaker})", ""),
        ("Held by {spaeker}", "has {speaker} or {date}"),
        ("{title}", "has {speaker} or {date}"),
        ("{speaker}", "something beside them"),
        ("{speaker} and {speaker}", "each name once"),
    ],
)
def test_faults(pattern: str, said: str) -> None:
    assert said in faults([pattern])
    assert bool(faults([pattern])) == bool(said)


@pytest.mark.parametrize("value", ["Panel", "Various", "various speakers", "TBA"])
def test_nobody(value: str) -> None:
    assert split_names([value]) == ((), True)
    assert split_names([f"Ann Lee, {value}"]) == (("Ann Lee",), True)
