"""The archive, related talks and the layout of pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventnotes.records.archive import Archive, file_name
from eventnotes.records.model import ModuleUse, Person
from eventnotes.records.order import site_order
from eventnotes.records.related import by_same_speakers, on_same_topics
from tests.records.made import archive, event, exhibitor, talk, vocabulary


def test_find() -> None:
    all_of = archive(event(), talk("a", id="for-good", title="The *First* talk"), exhibitor("c"))
    for name in ("a", "spring/talks/a", "for-good", "the first TALK"):
        assert [one.docname for one in all_of.find(name)] == ["spring/talks/a"], name
    assert [file_name(one) for one in all_of.find("spring")] == ["spring"]
    assert all_of.find("nothing") == ()


def test_ways() -> None:
    one = talk("one", "Ann Lee", "Bob Ray", topics=["Web", "testing"], date="2013-03-16")
    two = talk("two", "ANN LEE", topics=["web"], date="2013-03-15")
    lone = talk("three", "Cy Dee", date="")
    spring = event()
    all_of = archive(spring, one, two, lone, topics=vocabulary("web"))
    one, two, lone = (replace(talk, event=spring.key) for talk in (one, two, lone))
    ann = all_of.people.find("Ann Lee")
    assert ann is not None
    assert all_of.talks == [two, one, lone]
    assert all_of.talks_at(spring) == [two, one, lone]
    assert all_of.event_of(one) == spring
    assert all_of.talks_by(ann) == [two, one]
    assert [person.name for person in all_of.shared_with(ann)] == ["Bob Ray"]
    assert [topic.name for topic in all_of.topics_of(one)] == ["web", "testing"]
    web = all_of.find_topic("WEB")
    assert web is not None
    assert web.docname == "topics"
    assert all_of.talks_on(web) == [two, one]


def test_a_page_or_id_comes_before_a_file_name() -> None:
    all_of = archive(talk("a", id="b"), talk("b", event="autumn"))
    assert [one.docname for one in all_of.find("b")] == ["spring/talks/a"]


def test_what_has_no_talks() -> None:
    autumn, spring = event("autumn", "2013-05-01"), event()
    one = talk("one")
    all_of = archive(autumn, spring, one, topics=vocabulary("web"))
    assert all_of.events == [spring, autumn]
    assert all_of.event_of(replace(one, event=one.docname)) is None  # it is a talk's page
    assert all_of.talks_at(autumn) == ()
    assert all_of.talks_on(vocabulary("web")[0]) == ()
    assert all_of.talks_by(Person(id="x", name="X", sort_name="X")) == ()


def test_the_most_common_spelling_of_a_topic() -> None:
    talks = [talk(f"t{n}", topics=["Web" if n < 2 else "web"]) for n in range(5)]
    assert [topic.name for topic in archive(*talks).topics.values()] == ["web"]


def test_modules_are_sorted() -> None:
    uses = [
        ModuleUse(module=name, docname="a", anchor="b", heading="C") for name in ("re", "json")
    ]
    assert [use.module for use in Archive({}, modules=uses).modules] == ["json", "re"]


def test_related() -> None:
    this = talk("this", "Ann Lee", topics=["web", "testing"], date="2013-03-15")
    near = talk("near", "Ann Lee", topics=["web"], date="2013-03-16")
    far = talk("far", "Ann Lee", date="2009-01-01")
    both = talk("both", "Bob Ray", topics=["web", "testing"], date="2001-01-01")
    rare = talk("rare", "Cy Dee", topics=["testing"], date="2013-03-17")
    common = talk("common", "Dee Eff", topics=["web"], date="2013-03-15")
    other = talk("other", "Eve Fox", topics=["cooking"], date="2013-03-15")
    all_of = archive(this, near, far, both, rare, common, other)
    assert by_same_speakers(all_of, this, 5) == [near, far]
    assert by_same_speakers(all_of, this, 1) == [near]
    assert on_same_topics(all_of, this, 5) == [both, rare, common]
    assert on_same_topics(all_of, this, 1) == [both]
    assert on_same_topics(all_of, other, 5) == []
    alone, undated = talk("alone", topics=["web"]), talk("undated", topics=["web"], date="")
    assert on_same_topics(archive(alone, undated, near), alone, 5) == [near, undated]


def test_a_common_topic_costs_no_more() -> None:
    talks = [talk(f"t{n:03}", f"P{n}", topics=["web"], date=f"2{n:03}-01-01") for n in range(300)]
    all_of = archive(*talks)
    assert on_same_topics(all_of, talks[150], 2) == [talks[149], talks[151]]
    assert on_same_topics(all_of, talks[299], 2) == [talks[298], talks[297]]


@pytest.mark.parametrize(
    ("toctrees", "order"),
    [
        ({"top": ["a", "d"], "a": ["b", "c"]}, ["top", "a", "b", "c", "d"]),
        ({"top": ["a", "b"], "a": ["b"], "b": ["c"]}, ["top", "a", "b", "c"]),
        ({"top": ["a"], "a": ["a", "b", "top"], "b": ["a", "c"]}, ["top", "a", "b", "c"]),
    ],
)
def test_order_of_the_site(toctrees: dict[str, list[str]], order: list[str]) -> None:
    assert list(site_order("top", toctrees)) == order
