"""Atom feeds (RFC 4287): one for the site and one for each event."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from sphinx.locale import _

from eventnotes.html.published import OutputFile
from eventnotes.records.events import file_of
from eventnotes.records.model import Event, Talk
from eventnotes.records.order import by_day
from eventnotes.text.plain import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eventnotes.html.published import Published

ATOM = "http://www.w3.org/2005/Atom"
MOST = 500
"""The maximum number of talks in a feed. Older ones are in the feeds of their events."""
# The date of a feed without dated entries, fixed for reproducible builds.
_NO_DATE = "1970-01-01"
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'
_END = "</feed>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: *name* is its path, *about* the URL of its page."""

    name: str
    title: str
    about: str
    talks: Sequence[Talk]

    @property
    def latest(self) -> Sequence[Talk]:
        """The talks in the feed, latest first, undated ones last."""
        dated = sorted((talk for talk in self.talks if talk.dates), key=by_day)
        others = [talk for talk in self.talks if not talk.dates]
        return [*reversed(dated), *others][:MOST]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """A talk in a feed; *id* and *address* are absolute URLs, *day* is in ISO 8601."""

    id: str
    address: str
    title: str
    day: str
    speakers: tuple[str, ...]
    topics: tuple[str, ...]
    summary: str


# A feed with its entries.
Filled = tuple[Feed, "Sequence[FeedEntry]"]


def outputs(site: Published) -> Iterator[OutputFile[Filled]]:
    """Yield every feed."""
    make = partial(map, partial(atom, site))
    for feed in (_whole(site), *(_of_event(site, event) for event in site.archive.events)):
        entries = [entry(site, talk) for talk in feed.latest]
        of = (feed.title, feed.about, site.author or site.name, site.language, entries)
        yield OutputFile(name=feed.name, of=of, value=(feed, entries), make=make)


def _whole(site: Published) -> Feed:
    return Feed(
        name="feeds/all.xml",
        title=site.name,
        about=site.address(site.root),
        talks=site.archive.talks,
    )


def _of_event(site: Published, event: Event) -> Feed:
    return Feed(
        name=f"feeds/events/{file_of(event)}.xml",
        title=f"{site.name}: {site.title(event)}",
        about=site.record_address(event),
        talks=site.archive.talks_at(event),
    )


def feeds_of(site: Published, docname: str) -> Iterator[Feed]:
    """Yield the feeds that a page links to: that of the site and that of its event."""
    yield _whole(site)
    record = site.archive.records.get(docname)
    event = site.archive.event_of(record) if isinstance(record, Talk) else record
    if isinstance(event, Event):
        yield _of_event(site, event)


def entry(site: Published, talk: Talk) -> FeedEntry:
    """Return the feed entry of a talk."""
    event = site.archive.event_of(talk)
    dates = site.archive.dates_of(talk)
    where = _("at %s") % site.title(event) if event else ""
    return FeedEntry(
        # The permanent id: a renamed page is not a new entry.
        id=site.file_address(talk.id),
        address=site.record_address(talk),
        title=site.title(talk),
        day=dates.first.isoformat() if dates else _NO_DATE,
        speakers=tuple(person.name for person in site.archive.speakers(talk)),
        topics=tuple(topic.name for topic in site.archive.topics_of(talk)),
        summary=". ".join(filter(None, (where, site.beginning(talk)))),
    )


def entry_xml(one: FeedEntry) -> str:
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


def atom(site: Published, filled: Filled) -> bytes:
    """Return a feed as XML."""
    feed, entries = filled
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": site.language.replace("_", "-")})
    _add(root, "id", site.file_address(feed.name))
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(max((one.day for one in entries), default=_NO_DATE)))
    _add(root, "link", rel="self", type="application/atom+xml", href=site.file_address(feed.name))
    _add(root, "link", rel="alternate", type="text/html", href=feed.about)
    _author(root, site.author or site.name)
    _add(root, "generator", "Event Notes")
    head = ET.tostring(root, encoding="unicode").removesuffix(_END)
    return "\n".join((_DECLARATION, head, *map(entry_xml, entries), _END, "")).encode()


def _author(parent: ET.Element, name: str) -> None:
    author = ET.SubElement(parent, "author")
    _add(author, "name", name)


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> None:
    clean = {name: printable(value) for name, value in attributes.items()}
    ET.SubElement(parent, tag, clean).text = printable(text) or None


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
