"""Reading pages: reStructuredText and Markdown give the same record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eventnotes.commands.quick_markup import PageParser
from eventnotes.reading.page import raw_page, restore_initials, vocabulary
from eventnotes.records.fields import FieldNames, RawField, read_page
from eventnotes.records.layout import Layout
from eventnotes.records.model import Link, Talk

if TYPE_CHECKING:
    from pathlib import Path

REST = PageParser(markdown=False, settings={})
MYST = PageParser(markdown=True, settings={"myst_enable_extensions": ["fieldlist", "deflist"]})
NAMES = FieldNames()
AS_REST = """\
.. index:: one

The :far:`title <t>`
====================

:Date: 2013-03-15
:Speakers: - Ann Lee
           - Łukasz Langa
:Slides: `Slides <https://example.org>`__
:Topics: web,
   testing
"""
AS_MARKDOWN = """\
# The {far}`title <t>`

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
# The {far}`title <t>`

:Slides: [Slides](https://example.org)
:Topics: web,
   testing
"""


def read(text: str, parser: PageParser, path: Path) -> Talk:
    path.write_text(text, "utf-8")
    document = parser.parse(text, str(path))
    restore_initials(document)
    raw = raw_page(document, "spring/talks/a", Layout(), NAMES)
    assert raw is not None
    record = read_page(raw, NAMES).record
    assert isinstance(record, Talk)
    return record


@pytest.mark.parametrize(
    ("text", "parser", "lines"),
    [
        (AS_REST, REST, [6, 7, 9, 10]),
        (AS_MARKDOWN, MYST, [3, 4, 6, 7]),
        (AS_FRONT_MATTER, MYST, [2, 3, 8, 9]),
    ],
)
def test_same_record(text: str, parser: PageParser, lines: list[int], tmp_path: Path) -> None:
    talk = read(text, parser, tmp_path / "page")
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
def test_speakers(written: str, speakers: tuple[str, ...], tmp_path: Path) -> None:
    text = f"Title\n=====\n\n:Date: 2013-03-15\n:Speaker: {written}\n"
    talk = read(text, REST, tmp_path / "page")
    assert talk.speakers == speakers


def test_fields_are_those_under_the_title() -> None:
    for text in (
        "Title\n=====\n\nText.\n\n:Date: 2013-03-15\n",
        "Title\n=====\n\nMore\n----\n\n:Date: 2013-03-15\n",
        "Title\n=====\n\n.. code-block:: rst\n\n   :Date: 2013-03-15\n",
    ):
        raw = raw_page(REST.parse(text, "a"), "spring/talks/a", Layout(), NAMES)
        assert raw is not None
        assert raw.fields == ()
    text = "Title\n=====\n\n.. _here:\n.. comment\n.. highlight:: c\n\n:Date: soon\n"
    raw = raw_page(REST.parse(text, "a"), "spring/talks/a", Layout(), NAMES)
    assert raw is not None
    assert raw.fields == (RawField(name="Date", text="soon", line=8),)


def test_event_page_says_when_or_where() -> None:
    for text, is_event in (("", False), (":Site: x\n", False), (":Venue: x\n", True)):
        document = REST.parse(f"Title\n=====\n\n{text}", "a")
        raw = raw_page(document, "spring/index", Layout(), NAMES)
        assert (raw is not None) is is_event
    assert raw_page(REST.parse("Title\n=====\n", "a"), "other", Layout(), NAMES) is None


@pytest.mark.parametrize(
    ("text", "parser"),
    [
        ("Topics\n======\n\nweb\n   What *browsers* show.\nC++\n   Fast.\n", REST),
        (
            "T\n===\n\n.. glossary::\n\n   web\n     What browsers show.\n   C++\n     Fast.\n",
            REST,
        ),
        ("# Topics\n\nweb\n: What *browsers* show.\n\nC++\n: Fast.\n", MYST),
    ],
)
def test_vocabulary(text: str, parser: PageParser) -> None:
    topics = vocabulary(parser.parse(text, "topics"), "topics")
    assert [(topic.id, topic.name, topic.meaning) for topic in topics] == [
        ("web", "web", "What browsers show."),
        ("c-plus-plus", "C++", "Fast."),
    ]
    lines = text.splitlines()
    assert [lines[topic.line - 1].strip() for topic in topics] == ["web", "C++"]
