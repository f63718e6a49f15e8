"""What only the whole archive can tell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from eventnotes.checks import rules as checks
from eventnotes.checks.rules import RULES, all_problems
from eventnotes.checks.table import CHECKS
from eventnotes.records.model import Problem
from tests.records.made import event, exhibitor, site, talk, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from eventnotes.checks.rules import Site
    from eventnotes.records.model import Talk


def places(check: Callable[[Site], Iterator[Problem]], of: Site) -> list[tuple[str, int]]:
    """Return where *check* finds something."""
    return [(one.docname, one.line) for one in check(of)]


def test_table() -> None:
    codes = [check.code for check in CHECKS]
    assert len(set(codes)) == len(codes)
    for check in CHECKS:
        assert check.rule.endswith((".", ".)"))
        assert check.fix.endswith(".")


def test_every_rule_is_in_the_table() -> None:
    archive = {check.code for check in CHECKS if check.scope == "archive"}
    assert archive == {rule.__name__.replace("_", "-") for rule in RULES}


def test_all_problems_are_sorted_and_told_once() -> None:
    late = Problem(docname="spring/talks/a", line=9, code="bad-url", message="x")
    early = replace(late, line=1)
    found = all_problems(site(event(), talk("a", date="2012-01-01")), [late, early, late])
    assert [(one.line, one.code) for one in found] == [
        (1, "bad-url"),
        (5, "outside-event"),
        (9, "bad-url"),
    ]


@pytest.mark.parametrize(
    ("one", "found"),
    [
        (talk("a", date="2013-03-15"), False),
        (talk("a", date="2013-03-15/2013-03-17"), False),
        (talk("a", date="2013-03-17/2013-03-18"), True),
        (talk("a", date="2013-03-14"), True),
        (talk("a", date=""), False),
        (talk("a", date="2013-03-14", given_at="Autumn"), False),
        (talk("a", date="2013-03-14", outside_dates=True), False),
    ],
)
def test_outside_event(one: Talk, found: bool) -> None:
    expected = [("spring/talks/a", 5)] if found else []
    assert places(checks.outside_event, site(event(), one)) == expected
    assert places(checks.outside_event, site(event(dates=""), one)) == []
    assert places(checks.outside_event, site(one)) == []


def test_duplicate_id() -> None:
    records = [talk(name, id="same", date=f"2013-03-1{day}") for day, name in enumerate("cba", 5)]
    assert places(checks.duplicate_id, site(*records)) == [
        ("spring/talks/b", 2),
        ("spring/talks/a", 2),
    ]
    assert places(checks.duplicate_id, site(event(), talk("a"), exhibitor("a"))) == []


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (talk("b", "Ann Lee", title="Title"), True),
        (talk("b", "ann lee", title="TITLE!", date=""), True),
        (talk("b", "Ann Lee", title="Title", event="winter"), True),
        (talk("b", "Ann Lee", title="Title", event="autumn", date="2014-01-01"), False),
        (talk("b", "Ann Lee", title="Title", event="autumn", date=""), False),
        (talk("b", "Bob Ray", title="Title"), False),
        (talk("b", "Ann Lee", "Bob Ray", title="Title"), False),
        (talk("b", "Ann Lee", title="Another"), False),
        (talk("b", title="Title"), False),
        (talk("b", "Ann Lee", title="Title", id="spring/talks/a"), False),
    ],
)
def test_duplicate_talk(other: Talk, found: bool) -> None:
    of = site(talk("a", "Ann Lee", title="Title"), other)
    assert places(checks.duplicate_talk, of) == ([(other.docname, 2)] if found else [])


@pytest.mark.parametrize(
    ("usual", "rare"),
    [
        ("Doug Hellmann", "Doug Hellman"),
        ("Raymond Hettinger", "R. Hettinger"),
        ("Raymond Hettinger", "Raymond D. Hettinger"),
        ("Guido van Rossum", "G. van Rossum"),
        ("Łukasz Langa", "Lukasz Lange"),
        ("Иван Петров", "Иван Петровв"),
    ],
)
def test_similar_speakers(usual: str, rare: str) -> None:
    records = [talk("a", usual), talk("b", usual), talk("c", rare)]
    assert places(checks.similar_speakers, site(*records)) == [("spring/talks/c", 6)]
    silenced = site(*records, different=[["Someone"], [usual.upper(), rare]])
    assert places(checks.similar_speakers, silenced) == []
    together = site(*records, talk("d", usual, rare))
    assert places(checks.similar_speakers, together) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dan Jones", "Jan Jones"),
        ("Ann Lee", "Bob Lee"),
        ("Wei Li", "Wei Lu"),
        ("王小明", "王小紅"),
        ("Speaker 1001", "Speaker 1002"),
        ("John A. Smith", "John B. Smith"),
        ("Plato", "P. Lato"),
    ],
)
def test_speakers_that_are_not_similar(one: str, other: str) -> None:
    assert places(checks.similar_speakers, site(talk("a", one), talk("b", other))) == []


def test_one_warning_for_a_name_like_many() -> None:
    names = ["John Smith", "James Smith", "Jane Smith", "J. Smith"]
    records = [talk(name[:4].strip(), name) for name in names]
    assert places(checks.similar_speakers, site(*records)) == [("spring/talks/J. S", 6)]


def many(*more: Talk) -> list[Talk]:
    """Return so many talks on testing that odd topics are odd."""
    number = checks.MANY_TALKS - len(more)
    return [*more, *(talk(f"t{one}", topics=["testing", "web"]) for one in range(number))]


def test_similar_topics() -> None:
    records = many(talk("a", topics=["tests", "webs", "testin"]))
    assert places(checks.similar_topics, site(*records)) == [("spring/talks/a", 7)]
    # The one that is a slip is not told again as single.
    assert [finding.message.split("'")[1] for finding in checks.single_topic(site(*records))] == [
        "tests",
        "webs",
    ]
    known = vocabulary("testing", "testin", "web", "tests", "webs")
    assert places(checks.similar_topics, site(*records, topics=known)) == []


def test_single_and_unused_topics() -> None:
    records = many(talk("a", topics=["alchemy"]))
    known = vocabulary("testing", "alchemy", "necromancy")
    assert places(checks.single_topic, site(*records, topics=known)) == [("spring/talks/a", 7)]
    assert places(checks.unused_topic, site(*records, topics=known)) == [("topics", 7)]
    few = site(*records[:-1], topics=known)
    assert places(checks.single_topic, few) == []
    assert places(checks.unused_topic, few) == []


def test_unknown_topic() -> None:
    records = [talk("a", topics=["Testing", "weeb"]), talk("b", topics=["alchemy"])]
    of = site(*records, topics=vocabulary("testing", "web"))
    assert [finding.message for finding in checks.unknown_topic(of)] == [
        "the topic 'weeb' is not in the vocabulary: did you mean 'web'? If not, define it on "
        "'topics'",
        "the topic 'alchemy' is not in the vocabulary: use a topic from it, or define this one "
        "on 'topics'",
    ]
    assert places(checks.unknown_topic, of) == [("spring/talks/a", 7), ("spring/talks/b", 7)]
    assert places(checks.unknown_topic, site(*records)) == []


def test_undated() -> None:
    problem = Problem(docname="spring/talks/a", line=2, code="missing-field", message="add it")
    dateless = talk("a", date="", undated=problem)
    assert places(checks.missing_field, site(dateless, event())) == [("spring/talks/a", 2)]
    assert places(checks.missing_field, site(dateless, event(dates="2013-03-15"))) == []


def pages_site(toctrees: dict[str, list[str]], free: str = "") -> Site:
    return site(pages=frozenset("ixyzab"), root="i", toctrees=toctrees, free=frozenset(free))


@pytest.mark.parametrize(
    ("toctrees", "free", "expected"),
    [
        ({"i": ["x", "y", "z"], "x": ["a"], "a": ["b"]}, "", ""),
        ({"i": ["x", "y", "z"]}, "", "ab"),
        ({"i": ["x", "y", "z"], "a": ["b"]}, "", "a"),
        ({"i": ["x", "y", "z"], "b": ["a"]}, "", "b"),
        ({"i": ["x", "y", "z"], "a": ["b"], "b": ["a"]}, "", "a"),
        ({"i": ["x", "y", "z"], "a": ["a"]}, "", "ab"),
        ({"i": ["x", "y", "z", "i", "gone"]}, "b", "a"),
        ({"i": ["x", "y", "z"], "b": ["a"]}, "b", ""),
        ({"i": ["x"], "y": ["z"], "z": ["y", "a"], "b": ["y"]}, "", "b"),
    ],
)
def test_unreachable(toctrees: dict[str, list[str]], free: str, expected: str) -> None:
    of = pages_site(toctrees, free)
    assert "".join(page for page, _ in places(checks.unreachable, of)) == expected


def test_unreachable_without_a_first_page() -> None:
    assert places(checks.unreachable, site(talk("a"))) == []


def test_unreachable_is_told_at_the_title() -> None:
    records = [event(), talk("a")]
    of = site(*records, pages=frozenset({"index", "spring/index", "spring/talks/a"}),
              toctrees={"index": ["spring/index"]})  # fmt: skip
    assert [(one.docname, one.line, one.message) for one in checks.unreachable(of)] == [
        (
            "spring/talks/a",
            2,
            "no toctree leads to this page: add it to one, such as that of 'spring/index', or "
            "write ':orphan:' above its title",
        )
    ]


def test_sessions_of_every_day_are_no_duplicates() -> None:
    twice = [
        talk("a", "Ann Lee", title="Lightning Talks"),
        talk("b", "Ann Lee", title="Lightning talks 2"),
    ]
    again = [
        talk("a", "Ann Lee", title="Lightning Talks"),
        talk("b", "Ann Lee", title="Lightning Talks"),
    ]
    same = [talk("a", "Ann Lee", title="Looms"), talk("b", "Ann Lee", title="Looms")]
    assert [places(checks.duplicate_talk, site(*some)) for some in (twice, again)] == [[], []]
    assert len(places(checks.duplicate_talk, site(*same))) == 1


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("cython", "python", False),
        ("opencl", "opencv", False),
        ("djang", "django", True),
        ("pyhton", "python", True),
        ("databases", "datebases", True),
    ],
)
def test_topics_that_look_alike(one: str, other: str, alike: bool) -> None:
    of = site(talk("a", topics=[one]), talk("b", topics=[other]), talk("c", topics=[other]))
    assert bool(list(checks.similar_topics(of))) is alike


def test_many_of_a_kind_are_summed_up() -> None:
    talks = [talk(f"t{n:02}", topics=["web", f"topic{n}"]) for n in range(25)]
    found = list(checks.single_topic(site(*talks)))
    assert len(found) == 11
    assert found[-1].message.startswith("15 more of this kind, first: the topic ")
