"""Any text comes out of each format's own reader as it went in."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import feedparser
import html5lib
import icalendar
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from eventnotes.html.fragments import render
from eventnotes.html.linked_data import page_data, script
from eventnotes.html.outputs.calendars import CalendarEvent, calendars, outputs
from eventnotes.html.outputs.cards import card, draw
from eventnotes.html.outputs.feeds import Feed, atom, entry
from eventnotes.html.published import Published
from eventnotes.links.archived import copy_of
from eventnotes.records.archive import Archive
from eventnotes.records.model import DateSpan, Event, Talk, Value
from eventnotes.text.plain import printable, shortened

# A slow machine is no failure.
ANY_EXAMPLES = settings(deadline=None)
DAYS = DateSpan(first=date(2012, 7, 18), last=date(2012, 7, 18))
HTML = "{http://www.w3.org/1999/xhtml}"
AWFUL = [
    "</script><script>alert(1)</script>",
    "<!-- <script>",
    "]]>",
    "a, b; c: d",
    "\\n\\,\\;\\\\",
    "\u202eabc\u202c \u05d0\u05d1",
    "&amp; &#x41; \"'",
    "a\u2028b\u2029c",
    "\x00\x07\x1b[31m\x7f\ufffe",
    "𝒳 é e\u0301 \u00ad\ufeff",
    "END:VEVENT",
]
# A title is one line with single spaces: docutils and the reading of pages make it so.
texts = (st.sampled_from(AWFUL) | st.text(st.characters(codec="utf-8"), max_size=60)).map(
    lambda text: " ".join(text.split()) or "x"
)


def site(title: str, *, base: str = "https://notes.example/") -> Published:
    """Return a site of one event and one talk, whose every text is *title*."""
    event = Event(
        id="meet/index",
        docname="meet/index",
        anchor="a",
        line=1,
        title=title,
        fields=(Value(key="venue", name="Venue", text=title, line=1),),
        dates=DAYS,
        folder="meet",
    )
    talk = Talk(
        id="meet/talks/one",
        docname="meet/talks/one",
        anchor="a",
        line=1,
        title=title,
        fields=(),
        dates=DAYS,
        event="meet",
        speakers=("Ann Lee",),
        topics=("web",),
    )
    records = {one.docname: one for one in (event, talk)}
    return Published(
        name=title,
        author=title,
        language="en",
        base=base,
        root="index",
        archive=Archive(records.values()),
        pages=tuple(records),
        page_title=lambda _docname: title,
        title=lambda _record: title,
        beginning=lambda _record: title,
        beginnings=dict.fromkeys(records, title),
        indices=(),
        uri=lambda docname: f"{docname}.html",
        cards=True,
    )


@ANY_EXAMPLES
@given(texts)
def test_linked_data(title: str) -> None:
    page = f"<!doctype html><title>x</title>{script(page_data(site(title), 'meet/talks/one'))}<p>"
    tree = html5lib.parse(page)
    (element,) = tree.findall(f".//{HTML}script")
    assert len(tree.findall(f".//{HTML}p")) == 1
    notes = json.loads("".join(element.itertext()))["@graph"][0]
    assert (notes["name"], notes["about"]["superEvent"]["name"]) == (title, title)


@ANY_EXAMPLES
@given(texts)
def test_feeds(title: str) -> None:
    made = site(title)
    feed = Feed(name="f.xml", title=title, about="https://x/", talks=made.archive.talks)
    (talk,) = feed.talks
    one = entry(made, talk)
    content = atom(made, (feed, [one]))
    root = etree.fromstring(content)
    names = {"a": "http://www.w3.org/2005/Atom"}
    expected = printable(title)
    assert ["".join(map(str, one.itertext())) for one in root.findall("a:title", names)] == [
        expected
    ]
    assert [one.text or "" for one in root.findall("a:entry/a:title", names)] == [expected]
    assert [one.text or "" for one in root.findall("a:author/a:name", names)] == [expected]
    read = feedparser.parse(content)
    assert not read.bozo
    assert len(read.entries) == 1


@ANY_EXAMPLES
@given(texts)
def test_calendars(title: str) -> None:
    made = site(title)
    (content,) = calendars(one.value for one in outputs(made))
    whole, talk = icalendar.Calendar.from_ical(content).walk("VEVENT")
    expected = printable(title)
    assert str(whole["SUMMARY"]) == str(whole["LOCATION"]) == str(talk["SUMMARY"]) == expected
    assert [len(line) <= 75 for line in content.split(b"\r\n")].count(False) == 0
    other = vobject.readOne(content.decode())
    assert [one.summary.value for one in other.vevent_list] == [expected] * 2


@pytest.mark.parametrize("day", [date.min, date(999, 1, 2), date.max])
def test_calendars_hold_any_day(day: date) -> None:
    entry = CalendarEvent(uid="one", title="One", dates=DateSpan(first=day, last=day))
    (content,) = calendars([(entry,)])
    (read,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert read.decoded("DTSTART") == day
    assert copy_of("http://x.org/", day).endswith(
        f"/{day.isoformat().replace('-', '')}/http://x.org/"
    )


@ANY_EXAMPLES
@given(texts)
def test_redirects(title: str) -> None:
    page = render(
        "redirect.html", language="en", title=title, url="x.html", canonical="x", moved=title
    )
    tree = html5lib.parse(page)
    expected = html5lib.parse(f"<title>{escape(title)}</title>").find(f".//{HTML}title")
    assert tree.find(f".//{HTML}title").text == expected.text
    assert [one.get("href") for one in tree.findall(f".//{HTML}a")] == ["x.html"]


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


@ANY_EXAMPLES
@given(st.text(max_size=400))
def test_shortened_texts_are_short_beginnings(text: str) -> None:
    short = shortened(text, 50)
    assert len(short) <= 50
    assert text.startswith(short.removesuffix("…"))


def test_cards_hold_any_text() -> None:
    cards: list[Any] = [card(site(text), site(text).archive.talks[0]) for text in AWFUL]
    cards.append(card(site("long " * 99), site("x").archive.talks[0]))
    cards.append(card(site("#panic() $x$ *_`@a <b> // \\"), site("x").archive.talks[0]))
    pictures = draw(cards)
    assert len(pictures) == len(cards)
    assert len(set(pictures)) > 10
    assert draw(cards) == pictures
