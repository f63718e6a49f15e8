"""The archive: all records, with look-ups by name, event, speaker and topic."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import takewhile
from typing import TYPE_CHECKING, TypeVar

from eventnotes.records.events import settled
from eventnotes.records.model import (
    DateSpan,
    Event,
    Exhibitor,
    ModuleUse,
    Person,
    Record,
    Talk,
    Topic,
)
from eventnotes.records.order import by_day
from eventnotes.records.people import People
from eventnotes.text.collation import identity, slug, sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_Member = TypeVar("_Member")
_Record = TypeVar("_Record", bound=Record)


class Archive:
    """All records of a site. Rebuilt when a record changes.

    :param records: the records as read, with all candidates for events
    :param vocabulary: the topics that the site defines
    :param aliases: see :class:`eventnotes.records.people.People`
    :param modules: the mentions of Python modules
    :param listed: the pages in the site's order, with the page that lists each
    """

    def __init__(
        self,
        records: Iterable[Record],
        *,
        vocabulary: Iterable[Topic] = (),
        aliases: Mapping[str, Sequence[str]] | None = None,
        modules: Iterable[ModuleUse] = (),
        listed: Mapping[str, str | None] | None = None,
    ) -> None:
        self._parents = listed or {}
        self._order = list(self._parents)
        self._listed = {docname: place for place, docname in enumerate(self._order)}
        self.records = settled(records)
        self.events = sorted(
            (one for one in self.records.values() if isinstance(one, Event)), key=by_date
        )
        self.talks = sorted(
            self.in_site_order(one for one in self.records.values() if isinstance(one, Talk)),
            key=by_day,
        )
        self._places = {talk.key: place for place, talk in enumerate(self.talks)}
        self.exhibitors = [one for one in self.records.values() if isinstance(one, Exhibitor)]
        self.people = People(
            (name for talk in self.talks for name in talk.speakers), aliases or {}
        )
        self.vocabulary = {identity(topic.name): topic for topic in vocabulary}
        self.topics = self._topics()
        self._speakers = {
            talk.key: _found(map(self.people.find, talk.speakers)) for talk in self.talks
        }
        self._topics_of = {
            talk.key: _found(map(self.find_topic, talk.topics)) for talk in self.talks
        }
        self.modules = sorted(modules)
        self._by_name: dict[str, list[Record]] = {}
        self._by_title: dict[tuple[int, ...], list[Record]] = {}
        for one in self.records.values():
            for name in {one.key, file_name(one), one.id}:
                self._by_name.setdefault(name, []).append(one)
            self._by_title.setdefault(identity(one.title), []).append(one)
        self._by_event = _group((talk.event, talk) for talk in self.in_site_order(self.talks))
        self._by_person = _group(
            (person.id, talk) for talk in self.talks for person in self.speakers(talk)
        )
        self._by_topic = _group(
            (topic.id, talk) for talk in self.talks for topic in self.topics_of(talk)
        )

    def find(self, name: str) -> Sequence[Record]:
        """Return the records called *name*, by docname or id, else file name, else title."""
        named = self._by_name.get(name, ())
        own = [one for one in named if name in {one.key, one.id}]
        return own or named or self._by_title.get(identity(name), ())

    def in_site_order(self, records: Iterable[_Record]) -> list[_Record]:
        """Return *records* as the site's toctrees list them; unlisted ones come last."""
        last = len(self._listed)
        return sorted(records, key=lambda one: self._listed.get(one.docname, last))

    def above(self, docname: str) -> Iterator[str]:
        """Yield the page that lists *docname*, then the one that lists that, up to the root."""
        while (parent := self._parents.get(docname)) is not None:
            yield parent
            docname = parent

    def neighbours(self, docname: str) -> tuple[str | None, str | None]:
        """Return the pages before and after a page in the site's order."""
        place = self._listed.get(docname)
        if place is None:
            return None, None
        last = len(self._order) - 1
        return (
            self._order[place - 1] if place > 0 else None,
            self._order[place + 1] if place < last else None,
        )

    def event_of(self, record: Talk | Exhibitor) -> Event | None:
        """Return the event of *record*, or None if it is not of this archive."""
        event = self.records.get(record.event)
        return event if isinstance(event, Event) else None

    def dates_of(self, record: Record) -> DateSpan | None:
        """Return the dates of *record*, or else of its event."""
        event = self.event_of(record) if isinstance(record, (Talk, Exhibitor)) else None
        return record.dates or (event.dates if event else None)

    def talks_at(self, event: Event) -> Sequence[Talk]:
        """Return the talks of *event* in the site's order, then unlisted ones by date."""
        return self._by_event.get(event.key, ())

    def talks_on_page(self, record: Record) -> Sequence[Talk]:
        """Return the talks that are sections of the page of *record*, if it is an event."""
        talks = self.talks_at(record) if isinstance(record, Event) else ()
        return [talk for talk in talks if talk.docname == record.docname]

    def speakers(self, talk: Talk) -> Sequence[Person]:
        """Return the speakers of *talk* in the page's order, without duplicates."""
        return self._speakers[talk.key]

    def place(self, talk: Talk) -> int:
        """Return the position of *talk* among all talks by date, from 0."""
        return self._places[talk.key]

    def talks_by(self, person: Person) -> Sequence[Talk]:
        """Return the talks by *person*, by date."""
        return self._by_person.get(person.id, ())

    def shared_with(self, person: Person) -> list[Person]:
        """Return the co-speakers of *person*, by name."""
        others = {other for talk in self.talks_by(person) for other in self.speakers(talk)}
        return self.people.in_order(others - {person})

    def find_topic(self, name: str) -> Topic | None:
        """Return the topic called *name*, ignoring case and spacing."""
        return self.topics.get(identity(name))

    def topics_of(self, talk: Talk) -> Sequence[Topic]:
        """Return the topics of *talk* in the page's order."""
        return self._topics_of[talk.key]

    def talks_on(self, topic: Topic) -> Sequence[Talk]:
        """Return the talks on *topic*, by date."""
        return self._by_topic.get(topic.id, ())

    def _topics(self) -> dict[tuple[int, ...], Topic]:
        """Return the topics in use by identity, in the vocabulary's spelling where it has one."""
        written: defaultdict[tuple[int, ...], Counter[str]] = defaultdict(Counter)
        for talk in self.talks:
            for name in talk.topics:
                written[identity(name)][name] += 1
        topics = {}
        for key in sorted(written, key=lambda key: (key, sorted(written[key]))):
            ways = written[key]
            name = min(ways, key=lambda way: (-ways[way], way))
            topics[key] = self.vocabulary.get(key) or Topic(id=slug(name), name=name)
        return topics


def file_name(record: Record) -> str:
    """Return the file name of a record's page, or the folder name of an event."""
    key = record.folder if isinstance(record, Event) else record.key
    return key.rpartition("/")[2]


def nearest(records: Iterable[Record], docname: str) -> list[Record]:
    """Return the *records* whose pages are nearest to the page *docname*.

    Pages are nearer the more leading folders they share.
    """
    folders = docname.split("/")[:-1]

    def shared(one: Record) -> int:
        pairs = zip(folders, one.key.split("/")[:-1], strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))

    ranked = sorted(records, key=lambda one: one.key)
    most = max(map(shared, ranked), default=0)
    return [one for one in ranked if shared(one) == most]


def by_date(record: Record) -> tuple[bool, DateSpan | None, tuple[int, ...], str]:
    """Return a key that sorts records by date, then title; undated records come last."""
    return (*by_day(record), sort_key(record.title), record.key)


def _found(members: Iterable[_Member | None]) -> tuple[_Member, ...]:
    return tuple(dict.fromkeys(one for one in members if one is not None))


def _group(pairs: Iterable[tuple[str, _Member]]) -> dict[str, list[_Member]]:
    groups: dict[str, list[_Member]] = {}
    for key, one in pairs:
        groups.setdefault(key, []).append(one)
    return groups
