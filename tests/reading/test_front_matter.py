"""Fields before the title: Markdown's front matter and reStructuredText's docinfo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import lxml.html
import pytest

from eventnotes.domain import NotesDomain
from eventnotes.reading.front_matter import yaml_fields
from eventnotes.records.model import Talk
from tests.building import EVENT

if TYPE_CHECKING:
    from tests.building import Build, Site

RST = """\
:Date: 2013-03-15
:Authors: Łucja Żak and Bo Ek
:Topics: typing, testing
:Slides: https://slides.example/
:template: another program's

Types
=====

A point.
"""
YAML = """\
---
date: 2013-03-15
authors:
  - Łucja Żak
  - Bo Ek
topics: [typing, testing]
slides: https://slides.example/
template: another program's
myst: {title_to_header: false}
---

# Types

A point.
"""
LIST = """\
# Types

:Date: 2013-03-15
:Authors: Łucja Żak and Bo Ek
:Topics: typing, testing
:Slides: <https://slides.example/>

A point.
"""
UNDER = """\
Types
=====

:Date: 2013-03-15
:Authors:
   - Łucja Żak
   - Bo Ek
:Topics: typing, testing
:Slides: https://slides.example/

A point.
"""
PAGES = {"docinfo.rst": RST, "yaml.md": YAML, "fieldlist.md": LIST, "under.rst": UNDER}


def build_page(build: Build, name: str, text: str) -> Site:
    return build(
        {"pycon/index.rst": EVENT, f"pycon/talks/{name}": text},
        extensions=["myst_parser"],
        myst_enable_extensions=["fieldlist"],
        eventnotes_field_names={"Authors": "Speakers"},
    )


@pytest.mark.parametrize("name", PAGES)
def test_all_give_the_same_talk(build: Build, name: str) -> None:
    site = build_page(build, name, PAGES[name])
    assert site.warnings == []
    record = NotesDomain.of(site.app.env).records[f"pycon/talks/{name.split('.')[0]}"]
    assert isinstance(record, Talk)
    assert record.dates is not None
    assert record.dates.iso == "2013-03-15"
    assert record.speakers == ("Łucja Żak", "Bo Ek")
    assert record.topics == ("typing", "testing")
    assert record.title == "Types"


@pytest.mark.parametrize("name", PAGES)
def test_all_show_the_same_fields(build: Build, name: str) -> None:
    page = build_page(build, name, PAGES[name]).text(f"pycon/talks/{name.split('.')[0]}.html")
    tree: Any = lxml.html.document_fromstring(page)
    (fields,) = tree.xpath("//h1/following-sibling::dl")
    terms = [term.text_content() for term in fields.xpath("./dt")]
    assert terms == ["Event:", "Date:", "Authors:", "Topics:", "Slides:"]
    links = {one.text_content(): one.get("href") for one in fields.xpath(".//a")}
    assert links == {
        "PyCon": "../index.html#pycon",
        "Łucja Żak": "../../notes-speakers.html#lucja-zak",
        "Bo Ek": "../../notes-speakers.html#bo-ek",
        "typing": "../../notes-topics.html#typing",
        "testing": "../../notes-topics.html#testing",
        "https://slides.example/": "https://slides.example/",
    }
    (time,) = fields.xpath(".//time")
    assert (time.get("datetime"), time.text_content()) == ("2013-03-15", "2013-03-15")


@pytest.mark.parametrize(
    ("name", "line"), [("docinfo.rst", 1), ("yaml.md", 2), ("fieldlist.md", 3), ("under.rst", 4)]
)
def test_problems_are_on_their_lines(build: Build, name: str, line: int) -> None:
    text = PAGES[name].replace("2013-03-15", "2013-03-99").replace("Bo Ek", "Łucja Żak")
    site = build_page(build, name, text.replace("https://slides", "javascript://slides"))
    docname = f"pycon/talks/{name.split('.')[0]}"
    lines = text.splitlines()
    found = {one.code: one.line for one in NotesDomain.of(site.app.env).problems[docname]}
    assert lines[line - 1].lower().lstrip(":").startswith("date")
    assert found["bad-date"] == line
    assert lines[found["repeated-value"] - 1].lower().lstrip(":").startswith("authors")
    assert lines[found["bad-url"] - 1].lower().lstrip(":").startswith("slides")


def test_yaml_values_are_as_written() -> None:
    page = "---\ndate: 2013-03-15\nid: 007\nvideo:\nspeaker: >\n  Ann\n  Lee\nx: {a: b}\n---\n"
    fields = [(one.name, one.text, one.line) for one in yaml_fields(page.splitlines())]
    assert fields == [
        ("date", "2013-03-15", 2),
        ("id", "007", 3),
        ("video", "", 4),
        ("speaker", "Ann Lee", 5),
    ]


@pytest.mark.parametrize(
    "page", ["---\n- a\n---\n", "---\na: [\n---\n", "---\n---\n", "---\n\t: &\n"]
)
def test_other_yaml_has_no_fields(page: str) -> None:
    assert list(yaml_fields(page.splitlines())) == []
