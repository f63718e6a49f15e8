"""Feeds of the notes in Atom (RFC 4287): all of them, and by event, speaker and topic."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from sphinx.locale import _

from eventnotes.html.published import Output
from eventnotes.records.model import Event, Talk
from eventnotes.text.digests import digest
from eventnotes.text.plain import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from eventnotes.html.published import Published

ATOM = "http://www.w3.org/2005/Atom"
MOST = 500
"""A feed has so many of the latest talks; the next ones are in the feeds of their events."""
# The date of a feed in which nothing has one: any will do that is the same at every build.
_NO_DATE = "1970-01-01"
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'
_END = "</feed>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: *name* is its path; *about* the address of the page that it goes with."""

    name: str
    title: str
    about: str
    talks: Sequence[Talk]

    @property
    def latest(self) -> Sequence[Talk]:
        """The talks that the feed has, the latest first, those without a day last."""
        dated = [talk for talk in self.talks if talk.dates]
        others = [talk for talk in self.talks if not talk.dates]
        return [*reversed(dated), *others][:MOST]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed says of a talk; *id* and *address* are whole addresses, *day* is ISO."""

    id: str
    address: str
    title: str
    day: str
    speakers: tuple[str, ...]
    topics: tuple[str, ...]
    summary: str


def outputs(site: Published) -> Iterator[Output[Feed]]:
    """Yield every feed."""
    entries = {talk.docname: entry(site, talk) for talk in site.archive.talks}
    # A talk is in several feeds: its entry is digested once, and written once.
    digests = {docname: digest(one) for docname, one in entries.items()}
    written = cache(lambda docname: entry_xml(entries[docname]))
    make = partial(map, partial(atom, site, entries, written))
    for feed in _all(site):
        said = [digests[talk.docname] for talk in feed.latest]
        head = (feed.title, feed.about, site.author or site.name, site.language)
        yield Output(name=feed.name, of=(head, said), value=feed, make=make)


def _all(site: Published) -> Iterator[Feed]:
    yield _whole(site)
    for event in site.archive.events:
        yield _of_event(site, event)
    for person in site.archive.people:
        yield Feed(
            name=f"feeds/speakers/{person.id}.xml",
            title=f"{site.name}: {person.name}",
            about=site.speaker_address(person.id),
            talks=site.archive.talks_by(person),
        )
    for topic in site.archive.topics.values():
        yield Feed(
            name=f"feeds/topics/{topic.id}.xml",
            title=f"{site.name}: {topic.name}",
            about=site.topic_address(topic.id),
            talks=site.archive.talks_on(topic),
        )


def _whole(site: Published) -> Feed:
    return Feed(
        name="feeds/all.xml",
        title=site.name,
        about=site.address(site.root),
        talks=site.archive.talks,
    )


def _of_event(site: Published, event: Event) -> Feed:
    return Feed(
        name=f"feeds/{_folder(event)}.xml",
        title=f"{site.name}: {site.title(event)}",
        about=site.address(event.docname),
        talks=site.archive.talks_at(event),
    )


def _folder(event: Event) -> str:
    """Return the path of an event's folder, so that no two events share a name."""
    return f"events/{event.docname.rpartition('/')[0]}"


def feeds_of(site: Published, docname: str) -> Iterator[Feed]:
    """Yield the feeds that a page leads to: the whole one, and that of its event."""
    yield _whole(site)
    record = site.archive.records.get(docname)
    event = site.archive.event_of(record) if isinstance(record, Talk) else record
    if isinstance(event, Event):
        yield _of_event(site, event)


def entry(site: Published, talk: Talk) -> Entry:
    """Return what a feed says of a talk."""
    event = site.archive.event_of(talk)
    dates = talk.dates or (event.dates if event else None)
    day: date | None = dates.first if dates else None
    where = _("at %s") % site.title(event) if event else ""
    return Entry(
        # The record's name for good: a renamed page is no new entry.
        id=site.file_address(talk.id),
        address=site.address(talk.docname),
        title=site.title(talk),
        day=day.isoformat() if day else _NO_DATE,
        speakers=tuple(person.name for person in site.archive.speakers(talk)),
        topics=tuple(topic.name for topic in site.archive.topics_of(talk)),
        summary=". ".join(filter(None, (where, site.beginnings.get(talk.docname, "")))),
    )


def entry_xml(one: Entry) -> str:
    """Return an entry as XML."""
    made = ET.Element("entry")
    _add(made, "id", one.id)
    _add(made, "title", one.title)
    _add(made, "updated", _moment(one.day))
    _add(made, "published", _moment(one.day))
    _add(made, "link", rel="alternate", type="text/html", href=one.address)
    for name in one.speakers:
        _author(made, name)
    for name in one.topics:
        _add(made, "category", term=name)
    _add(made, "summary", one.summary)
    return ET.tostring(made, encoding="unicode")


def atom(
    site: Published, entries: Mapping[str, Entry], written: Callable[[str], str], feed: Feed
) -> bytes:
    """Return a feed as XML.

    :param entries: what is said of each talk, by docname
    :param written: gives the same as XML
    """
    names = [talk.docname for talk in feed.latest]
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": site.language.replace("_", "-")})
    _add(root, "id", site.file_address(feed.name))
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(max((entries[name].day for name in names), default=_NO_DATE)))
    _add(root, "link", rel="self", type="application/atom+xml", href=site.file_address(feed.name))
    _add(root, "link", rel="alternate", type="text/html", href=feed.about)
    _author(root, site.author or site.name)
    _add(root, "generator", "Event Notes")
    head = ET.tostring(root, encoding="unicode").removesuffix(_END)
    return "\n".join((_DECLARATION, head, *map(written, names), _END, "")).encode()


def _author(parent: ET.Element, name: str) -> None:
    author = ET.SubElement(parent, "author")
    _add(author, "name", name)


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> None:
    clean = {name: printable(value) for name, value in attributes.items()}
    ET.SubElement(parent, tag, clean).text = printable(text) or None


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
