"""Citations: BibTeX read by an implementation of BibTeX, tags read as reference managers do."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from eventnotes.html.outputs.citations import Citation, bibtex, tags
from eventnotes.records.model import DateSpan
from eventnotes.records.people import People
from tests.html.building import BASE, build, write_site
from tests.html.test_round_trips import ANY_EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from pybtex.database import Entry

HTML = "{http://www.w3.org/1999/xhtml}"
DAY = date(2013, 3, 5)
# The names of characters in LaTeX's text encodings.
CHARACTERS = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
}
ESCAPED = re.compile(r"\{\\(text[a-z]+)\}|\\([%&#_$])")
SPECIAL = re.compile(r"[\\{}%&#_$~^]")
# Spaces apart, all that a title can contain.
texts = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30)


def cited(*speakers: str, **more: Any) -> Citation:
    people = People(speakers, {})
    given = {
        "key": "spring-one",
        "title": "One",
        "speakers": tuple(filter(None, map(people.find, speakers))),
        "more_speakers": False,
        "event": "Spring",
        "venue": "Hall",
        "dates": DateSpan(first=DAY, last=DAY),
        "day": DAY.isoformat(),
        "author": "Ned Note",
        "url": "https://notes.example/one.html",
    }
    return Citation(**{**given, **more})


def parsed(text: str) -> tuple[str, Entry]:
    ((key, entry),) = parse_string(text, "bibtex").entries.items()
    return key, entry


def shown(entry: Entry, field: str) -> str:
    """Return a field as TeX prints it."""
    text = entry.fields[field]
    if field == "title":
        assert (text[0], text[-1]) == ("{", "}")
        text = text[1:-1]
    assert not SPECIAL.search(ESCAPED.sub("", text))
    return ESCAPED.sub(lambda found: CHARACTERS.get(found[1], found[2]), text)


def test_entry() -> None:
    key, entry = parsed(bibtex(cited("Ann Lee", "Bo Ek", more_speakers=True)))
    assert (key, entry.type) == ("spring-one", "misc")
    assert [str(person) for person in entry.persons["author"]] == ["Lee, Ann", "Ek, Bo", "others"]
    assert dict(entry.fields) == {
        "title": "{One}",
        "howpublished": "Talk at Spring, Hall",
        "year": "2013",
        "month": "March",
        "note": "Notes by Ned Note",
        "url": "https://notes.example/one.html",
    }


def test_what_is_unknown_is_left_out() -> None:
    nothing = {"event": "", "venue": "", "dates": None, "author": "", "url": ""}
    _key, entry = parsed(bibtex(cited(**nothing)))
    assert dict(entry.fields) == {"title": "{One}", "howpublished": "Talk"}
    assert not entry.persons


@pytest.mark.parametrize(
    ("name", "given", "family", "suffix"),
    [
        ("Ann Lee", "Ann", "Lee", ""),
        ("Guido van Rossum", "Guido", "van Rossum", ""),
        ("Dr. Łukasz Langa", "Łukasz", "Langa", ""),
        ("Martin Luther King, Jr.", "Martin Luther", "King", "Jr."),
        ("PyDanny", "", "{PyDanny}", ""),
        ("毛泽东 先生", "", "{毛泽东 先生}", ""),
        ("Ann {Lee", "Ann", r"{\textbraceleft}Lee", ""),
        ("AT&T_Bot 5%", r"AT\&T\_Bot", r"5\%", ""),
    ],
)
def test_names(name: str, given: str, family: str, suffix: str) -> None:
    _key, entry = parsed(bibtex(cited(name, "Bo Ek")))
    first, second = entry.persons["author"]
    assert " ".join(first.first_names + first.middle_names) == given
    assert " ".join(first.prelast_names + first.last_names) == family
    assert " ".join(first.lineage_names) == suffix
    assert str(second) == "Ek, Bo"


@ANY_EXAMPLES
@given(texts, texts, texts)
def test_any_text_is_printed_as_it_is(title: str, event: str, author: str) -> None:
    _key, entry = parsed(bibtex(cited("Ann Lee", title=title, event=event, author=author)))
    assert shown(entry, "title") == title
    assert shown(entry, "howpublished") == f"Talk at {event}, Hall"
    assert shown(entry, "note") == f"Notes by {author}"


@pytest.mark.parametrize(
    "title", [r"\x{y}", "}{", "100% & #1_$5 ~^", 'a "b" @c, = d', "two\n\nlines", "Naïve – “日本”"]
)
def test_characters_of_tex(title: str) -> None:
    _key, entry = parsed(bibtex(cited("Ann Lee", title=title)))
    assert shown(entry, "title") == " ".join(title.split())


@pytest.mark.parametrize(
    ("more", "published"),
    [({}, "2013/03/05"), ({"day": ""}, "2013"), ({"dates": None, "day": ""}, None)],
)
def test_date_of_publication(more: dict[str, Any], published: str | None) -> None:
    assert dict(tags(cited("Ann Lee", **more))).get("citation_publication_date") == published


def head(folder: Path, page: str) -> list[tuple[str, str]]:
    """Return the tags of a page for reference managers."""
    found = html5lib.parse((folder / page).read_bytes()).findall(f".//{HTML}meta")
    pairs = [(one.get("name", ""), one.get("content", "")) for one in found]
    return [(name, text) for name, text in pairs if name.startswith("citation_")]


def test_tags_of_a_page(awkward: Path, no_address: Path) -> None:
    page = "conferences/meet/talks/plain.html"
    assert head(awkward, page) == [
        ("citation_title", "Plain"),
        ("citation_author", "Lee, Ann"),
        ("citation_publication_date", "2012/07/19"),
        ("citation_conference_title", "Meet & <Greet>"),
        ("citation_public_url", f"{BASE}{page}"),
    ]
    assert "citation_public_url" not in dict(head(no_address, page))
    authors = head(awkward, "conferences/meet/talks/awkward.html")[1:3]
    assert [name for _tag, name in authors] == ["O'Neil, Łukasz <b>", "Lee, Ann"]
    for other in ("index.html", "conferences/meet/index.html", "notes-speakers.html"):
        assert head(awkward, other) == []


def link(folder: Path, page: str) -> str | None:
    tree = html5lib.parse((folder / page).read_bytes())
    found = [one for one in tree.findall(f".//{HTML}a") if str(one.get("href")).endswith(".bib")]
    return found[0].get("href") if found else None


@pytest.mark.parametrize("name", ["awkward", "plain"])
def test_page_leads_to_its_citation(awkward: Path, no_address: Path, name: str) -> None:
    page = f"conferences/meet/talks/{name}.html"
    file = awkward / page / ".." / str(link(awkward, page))
    key, entry = parsed(file.resolve().read_text("utf-8"))
    assert key == f"conferences-meet-talks-{name}"
    assert entry.fields["url"] == f"{BASE}{page}"
    assert shown(entry, "note") == "Notes by Ann; Lee, & co."
    assert link(awkward, "conferences/meet/index.html") is None
    _key, entry = parsed((no_address / f"citations/{page[:-5]}.bib").read_text("utf-8"))
    assert "url" not in entry.fields


def test_no_link_in_an_epub(tmp_path: Path) -> None:
    built = build(write_site(tmp_path / "site"), builder="epub")
    assert link(built.folder, "conferences/meet/talks/plain.xhtml") is None


def test_author_that_is_not_set_is_not_named(tmp_path: Path) -> None:
    built = build(write_site(tmp_path / "site", **{"conf.py": 'extensions = ["eventnotes"]\n'}))
    file = built.folder / "citations/conferences/meet/talks/plain.bib"
    assert "note" not in parsed(file.read_text("utf-8"))[1].fields


def test_key_is_that_of_the_id(tmp_path: Path) -> None:
    text = "Renamed\n#######\n\n:Date: 2012-07-19\n:Id: 会议/talks/plain\n\nOne sentence.\n"
    built = build(write_site(tmp_path / "site", **{"conferences/meet/talks/plain.rst": text}))
    file = built.folder / "citations/conferences/meet/talks/plain.bib"
    key, entry = parsed(file.read_text("utf-8"))
    assert key.isascii()
    assert key.startswith("talk-")
    assert shown(entry, "title") == "Renamed"
