"""Reading pages: reStructuredText and Markdown give the same record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eventnotes.domain import NotesDomain
from eventnotes.records.model import Event, Link, Talk
from tests.building import EVENT

if TYPE_CHECKING:
    from tests.building import Build

AS_REST = """\
.. index:: one

The :strong:`title`
====================

:Date: 2013-03-15
:Speakers: - Ann Lee
           - Łukasz Langa
:Slides: `Slides <https://example.org>`__
:Topics: web,
   testing
"""
AS_MARKDOWN = """\
# The **title**

:Date: 2013-03-15
:Speakers: - Ann Lee
           - Łukasz Langa
:Slides: [Slides](https://example.org)
:Topics: web,
   testing
"""
AS_FRONT_MATTER = """\
---
date: 2013-03-15
speakers: [Ann Lee, Łukasz Langa]
theme: dark
---
# The **title**

:Slides: [Slides](https://example.org)
:Topics: web,
   testing
"""


def domain(build: Build, name: str, text: str) -> NotesDomain:
    """Return what a real build has read of the page *name*."""
    site = build(
        {"spring/index.rst": EVENT, name: text},
        builder="dummy",
        extensions=["myst_parser"],
        myst_enable_extensions=["fieldlist", "deflist"],
    )
    return NotesDomain.of(site.app.env)


def read(build: Build, text: str, suffix: str = "rst") -> Talk:
    record = domain(build, f"spring/talks/a.{suffix}", text).records["spring/talks/a"]
    assert isinstance(record, Talk)
    return record


@pytest.mark.parametrize(
    ("text", "suffix", "lines"),
    [
        (AS_REST, "rst", [6, 7, 9, 10]),
        (AS_MARKDOWN, "md", [3, 4, 6, 7]),
        (AS_FRONT_MATTER, "md", [2, 3, 8, 9]),
    ],
)
def test_same_record(build: Build, text: str, suffix: str, lines: list[int]) -> None:
    talk = read(build, text, suffix)
    assert talk.title == "The title"
    assert talk.speakers == ("Ann Lee", "Łukasz Langa")
    assert talk.topics == ("web", "testing")
    assert talk.dates is not None
    assert talk.dates.iso == "2013-03-15"
    assert [value.key for value in talk.fields] == ["date", "speakers", "slides", "topics"]
    slides = talk.field("slides")
    assert slides is not None
    assert slides.links == (Link(text="Slides", url="https://example.org"),)
    assert [value.line for value in talk.fields] == lines


@pytest.mark.parametrize(
    ("written", "speakers"),
    [
        ("R. Hettinger", ("R. Hettinger",)),
        ("V. M. Brasseur", ("V. M. Brasseur",)),
        ("R. Hettinger, B. Lee", ("R. Hettinger", "B. Lee")),
        ("I. Newton", ("I. Newton",)),
        ("`A. Lee <https://example.org>`__", ("A. Lee",)),
        ("A. `Lee <https://example.org>`__", ("A. Lee",)),
        ("- A. Lee\n  - Bob", ("A. Lee", "Bob")),
        ("*Ann* Lee", ("Ann Lee",)),
        ("`Ann Lee", ("`Ann Lee",)),
    ],
)
def test_speakers(build: Build, written: str, speakers: tuple[str, ...]) -> None:
    text = f"Title\n=====\n\n:Date: 2013-03-15\n:Speaker: {written}\n"
    assert read(build, text).speakers == speakers


@pytest.mark.parametrize(
    "text",
    [
        "Title\n=====\n\nText.\n\nMore text.\n\n:Date: 2013-03-15\n",
        "Title\n=====\n\nMore\n----\n\n:Date: 2013-03-15\n",
        "Title\n=====\n\n.. code-block:: rst\n\n   :Date: 2013-03-15\n",
    ],
)
def test_fields_are_those_under_the_title(build: Build, text: str) -> None:
    assert read(build, text).fields == ()


def test_what_is_not_seen_may_stand_before_the_fields(build: Build) -> None:
    text = "Title\n=====\n\n.. _here:\n.. comment\n.. highlight:: c\n\n:Date: soon\n"
    (value,) = read(build, text).fields
    assert (value.name, value.text, value.line) == ("Date", "soon", 8)


@pytest.mark.parametrize(
    ("fields", "is_event"), [("", False), (":Site: x\n", False), (":Venue: x\n", True)]
)
def test_event_page_says_when_or_where(build: Build, fields: str, is_event: bool) -> None:
    found = domain(build, "autumn/index.rst", f"Title\n=====\n\n{fields}").records
    assert isinstance(found.get("autumn/index"), Event) is is_event


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("Topics\n======\n\nweb\n   What *browsers* show.\nC++\n   Fast.\n", "rst"),
        (
            "T\n===\n\n.. glossary::\n\n   web\n     What browsers show.\n   C++\n     Fast.\n",
            "rst",
        ),
        ("# Topics\n\nweb\n: What *browsers* show.\n\nC++\n: Fast.\n", "md"),
    ],
)
def test_vocabulary(build: Build, text: str, suffix: str) -> None:
    topics = domain(build, f"topics.{suffix}", text).vocabulary["topics"]
    assert [(topic.id, topic.name, topic.meaning) for topic in topics] == [
        ("web", "web", "What browsers show."),
        ("c-plus-plus", "C++", "Fast."),
    ]
    if "glossary" in text:  # Sphinx counts its terms' lines in a way of its own
        return
    lines = text.splitlines()
    assert [lines[topic.line - 1].strip() for topic in topics] == ["web", "C++"]
