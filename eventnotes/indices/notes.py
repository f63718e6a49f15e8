"""The domain's indices: speakers, timeline, topics and modules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any, cast, overload

from sphinx.domains import IndexEntry
from sphinx.locale import _

from eventnotes.domain import NotesDomain
from eventnotes.indices import drawings
from eventnotes.indices.drawings import Counted
from eventnotes.internals import format_date
from eventnotes.reading.inventories import module_addresses
from eventnotes.records.events import event_id, says_when_or_where
from eventnotes.records.model import Event, Record, Talk
from eventnotes.records.modules import is_standard
from eventnotes.records.order import by_day
from eventnotes.text.collation import index_key, initial
from eventnotes.text.drawing import DrawnIndex
from eventnotes.text.index_entry import AnchoredEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Set

    from sphinx.domains import Index

    from eventnotes.records.archive import Archive
    from eventnotes.text.drawing import Drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line under a headword: a link to a page, with a *date* (ISO 8601) and a *note*."""

    text: str
    docname: str
    anchor: str
    date: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headword:
    """An item of an index: a person, an event, a topic or a module.

    *id* is its anchor on the index page; *docname* and *anchor* locate its page in the site,
    *url* an external page, if any.
    """

    id: str
    text: str
    rows: tuple[Row, ...]
    note: str = ""
    docname: str = ""
    anchor: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The headwords under one letter or year."""

    label: str
    headwords: tuple[Headword, ...]


class NotesIndex(DrawnIndex):
    """An index of the archive: groups of headwords with rows, below a drawing of them.

    HTML pages show the groups; books print the entries of :meth:`generate`.
    """

    def groups(self) -> list[Group]:
        """Return all groups of the index."""
        domain = cast("NotesDomain", self.domain)
        return domain.derived(
            f"groups of {self.name}", lambda: grouped(self.labelled_headwords(domain.archive))
        )

    def labelled_headwords(self, archive: Archive) -> Iterable[tuple[str, Headword]]:
        """Return the headwords in order, each with the label of its group."""
        raise NotImplementedError

    def drawing(self, docnames: Iterable[str] | None = None) -> Drawing | None:
        """Return the drawing, or None if there is none; *docnames* are the pages to count."""
        wanted = None if docnames is None else frozenset(docnames)
        return self.draw(Counted(self.archive, wanted, self.title))

    def draw(self, counted: Counted) -> Drawing | None:
        """Return the drawing of what is *counted*, or None if there is none."""
        return None

    @property
    def archive(self) -> Archive:
        """The archive of all records."""
        return cast("NotesDomain", self.domain).archive

    @property
    def read(self) -> Iterator[Record]:
        """The records as pages were read, before talks were joined with their events."""
        return chain.from_iterable(cast("NotesDomain", self.domain).read.values())

    def title(self, record: Record) -> str:
        """Return a record's title as shown on its page."""
        return cast("NotesDomain", self.domain).title(record)

    def rows(self, talks: Iterable[Talk], note: Callable[[Talk], str]) -> tuple[Row, ...]:
        """Return the rows of *talks*, each with its *note*."""
        return tuple(
            Row(
                text=self.title(talk),
                docname=talk.docname,
                anchor=talk.anchor,
                date=talk.dates.iso if talk.dates else "",
                note=note(talk),
            )
            for talk in talks
        )

    def event_title(self, talk: Talk) -> str:
        """Return the title of a talk's event."""
        event = self.archive.event_of(talk)
        return self.title(event) if event else ""

    def generate(
        self, docnames: Iterable[str] | None = None
    ) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """Return the index in Sphinx's format, limited to the pages *docnames* if given."""
        content = Content(self, None if docnames is None else set(docnames))
        return cast("list[tuple[str, list[IndexEntry]]]", content), False

    def has_entries(self) -> bool:
        """Return whether the index has an entry, without making any."""
        raise NotImplementedError


class Content(Sequence[tuple[str, "list[IndexEntry]"]]):
    """The content of an index, made when it is shown: each build asks whether there is any.

    :param wanted: the pages it is limited to, or None
    """

    def __init__(self, index: NotesIndex, wanted: Set[str] | None) -> None:
        self._index, self._wanted = index, wanted

    @cached_property
    def _content(self) -> list[tuple[str, list[IndexEntry]]]:
        found = (
            (
                group.label,
                [one for head in group.headwords for one in _entries(head, self._wanted)],
            )
            for group in self._index.groups()
        )
        return [(label, entries) for label, entries in found if entries]

    @overload
    def __getitem__(self, place: int) -> tuple[str, list[IndexEntry]]: ...
    @overload
    def __getitem__(self, place: slice) -> list[tuple[str, list[IndexEntry]]]: ...
    def __getitem__(self, place: Any) -> Any:
        return self._content[place]

    def __len__(self) -> int:
        return len(self._content)

    def __bool__(self) -> bool:
        return self._index.has_entries() if self._wanted is None else bool(self._content)


class SpeakersIndex(NotesIndex):
    """Speakers with their talks and co-speakers."""

    name = "speakers"
    localname = _("Speakers")
    shortname = "speakers"

    def has_entries(self) -> bool:
        return any(isinstance(one, Talk) and one.speakers for one in self.read)

    def labelled_headwords(self, archive: Archive) -> Iterator[tuple[str, Headword]]:
        """Return people by family name."""
        for person in archive.people:
            others = archive.shared_with(person)
            headword = Headword(
                id=person.id,
                text=person.sort_name,
                note=_("with %s") % ", ".join(one.name for one in others) if others else "",
                rows=self.rows(archive.talks_by(person), self.event_title),
            )
            yield initial(person.sort_name), headword

    def draw(self, counted: Counted) -> Drawing | None:
        """Return the drawing of speakers who came again."""
        return drawings.speakers(counted)


class TimelineIndex(NotesIndex):
    """Talks by year, event and day."""

    name = "timeline"
    localname = _("Timeline")
    shortname = "timeline"

    def has_entries(self) -> bool:
        return any(
            not isinstance(one, Event) or (one.folder and says_when_or_where(one))
            for one in self.read
        )

    def labelled_headwords(self, archive: Archive) -> Iterator[tuple[str, Headword]]:
        """Return events by date; undated ones come last."""
        for event in archive.events:
            dates = event.field("date")
            venue = event.field("venue")
            headword = Headword(
                id=event_id(event),
                text=self.title(event),
                note=", ".join(value.text for value in (dates, venue) if value and value.text),
                docname=event.docname,
                anchor=event.anchor,
                rows=self.rows(sorted(archive.talks_at(event), key=by_day), self._speakers),
            )
            yield str(event.dates.first.year) if event.dates else _("No date"), headword

    def draw(self, counted: Counted) -> Drawing | None:
        """Return the drawing of events over time."""
        language = self.domain.env.config.language
        months = [
            format_date("%b", date=datetime(2000, month, 1, tzinfo=UTC), language=language)
            for month in range(1, 13)
        ]
        return drawings.timeline(counted, event_id, months)

    def _speakers(self, talk: Talk) -> str:
        return ", ".join(person.name for person in self.archive.speakers(talk))


class TopicsIndex(NotesIndex):
    """Topics with their talks."""

    name = "topics"
    localname = _("Topics")
    shortname = "topics"

    def has_entries(self) -> bool:
        topics = any(isinstance(one, Talk) and one.topics for one in self.read)
        return topics or any(cast("NotesDomain", self.domain).vocabulary.values())

    def labelled_headwords(self, archive: Archive) -> Iterator[tuple[str, Headword]]:
        """Return topics by name."""
        for topic in sorted(archive.topics.values(), key=lambda one: index_key(one.name)):
            headword = Headword(
                id=topic.id,
                text=topic.name,
                note=topic.meaning,
                rows=self.rows(archive.talks_on(topic), self.event_title),
            )
            yield initial(topic.name), headword

    def draw(self, counted: Counted) -> Drawing | None:
        """Return the drawing of the most frequent topics."""
        return drawings.topics(counted)


class ModulesIndex(NotesIndex):
    """Python modules with the sections that mention them."""

    name = "modules"
    localname = _("Module Index")
    shortname = "modules"

    def has_entries(self) -> bool:
        return any(cast("NotesDomain", self.domain).modules.values())

    def labelled_headwords(self, archive: Archive) -> Iterator[tuple[str, Headword]]:
        """Return modules by name."""
        addresses = module_addresses(self.domain.env)
        uses = sorted(archive.modules, key=lambda use: index_key(use.module))
        for module, places in groupby(uses, lambda use: use.module):
            url = addresses.get(module, "")
            headword = Headword(
                id=module_id(module),
                text=module,
                note=_("standard library") if is_standard(module, url) else _("third party"),
                url=url,
                rows=tuple(
                    Row(
                        text=use.heading,
                        docname=use.docname,
                        anchor=use.anchor,
                        note=self._page(use.docname, use.heading),
                    )
                    for use in places
                ),
            )
            yield initial(module), headword

    def _page(self, docname: str, heading: str) -> str:
        title = self.domain.env.titles[docname].astext()
        return title if title != heading else ""


INDICES: list[type[Index]] = [SpeakersIndex, TimelineIndex, TopicsIndex, ModulesIndex]


def index_page(index: type[Index]) -> str:
    """Return the name of an index's page."""
    return f"{NotesDomain.name}-{index.name}"


def module_id(module: str) -> str:
    """Return a module's anchor in the Module Index."""
    return f"module-{module}"


def grouped(labelled: Iterable[tuple[str, Headword]]) -> list[Group]:
    """Group headwords by label, in order of first occurrence."""
    groups: dict[str, list[Headword]] = {}
    for label, headword in labelled:
        groups.setdefault(label, []).append(headword)
    return [Group(label=label, headwords=tuple(headwords)) for label, headwords in groups.items()]


def _entries(headword: Headword, wanted: Set[str] | None) -> Sequence[IndexEntry]:
    """Return a headword and its rows as entries. Without a page it links to its first row."""
    rows = [row for row in headword.rows if wanted is None or row.docname in wanted]
    own = Row(text=headword.text, docname=headword.docname, anchor=headword.anchor)
    places = (one for one in (own, *rows) if one.docname)
    place = next((one for one in places if wanted is None or one.docname in wanted), None)
    if place is None:
        return ()
    entry = IndexEntry(
        headword.text, 1 if rows else 0, place.docname, place.anchor, headword.note, "", ""
    )
    return [
        AnchoredEntry(entry, own_id=headword.id),
        *(
            IndexEntry(
                row.text,
                2,
                row.docname,
                row.anchor,
                ", ".join(part for part in (row.note, row.date) if part),
                "",
                "",
            )
            for row in rows
        ),
    ]
