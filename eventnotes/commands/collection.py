"""A collection that a command writes into: its events, names, markup and places."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eventnotes.commands import CommandError
from eventnotes.commands.markup import Markdown, Rst
from eventnotes.commands.naming import file_name
from eventnotes.commands.site import read_site, shown
from eventnotes.records.model import Event
from eventnotes.text.collation import fold, identity
from eventnotes.text.files import write_whole
from eventnotes.text.typos import is_typo

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from eventnotes.commands.markup import Markup
    from eventnotes.records.archive import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A collection. *talks* and *event_page* are the names that its settings give."""

    source: Path
    archive: Archive
    suffixes: tuple[str, ...]
    talks: str
    event_page: str

    @classmethod
    def of(cls, app: Sphinx) -> Collection:
        """Return the collection that *app* has read."""
        from eventnotes.domain import NotesDomain
        from eventnotes.settings.table import layout_of

        layout = layout_of(app.config)
        return cls(
            source=Path(app.srcdir),
            archive=NotesDomain.of(app.env).archive,
            suffixes=tuple(app.config.source_suffix),
            talks=layout.talks,
            event_page=layout.event_page,
        )

    @property
    def reads_markdown(self) -> bool:
        """Whether Markdown pages are read, by MyST."""
        return Markdown.suffix in self.suffixes

    def markup(self) -> Markup:
        """Return the markup of most pages."""
        if not self.reads_markdown:
            return Rst()
        records = self.archive.records or ["index"]
        markdown = sum(self.page(docname).suffix == Markdown.suffix for docname in records)
        return Markdown() if 2 * markdown > len(records) else Rst()

    def page(self, docname: str) -> Path:
        """Return the file of a page."""
        named = (self.source / f"{docname}{suffix}" for suffix in self.suffixes)
        return next(filter(Path.is_file, named), self.source / f"{docname}{self.suffixes[0]}")

    def event_folder(self, name: str) -> Path:
        """Return the folder of a new event, beside those of the others."""
        events = self.archive.events
        beside = Path(self.source, events[-1].folder).parent if events else self.source
        beside = beside if beside.is_relative_to(self.source) else self.source
        taken = {path.name for path in beside.iterdir()}
        return beside / file_name(name, "event", taken)

    def talks_folder(self, event: Event) -> Path:
        """Return the folder of an event's talks: that of those that it has.

        :raises CommandError: if they are headings of its page
        """
        talks = self.archive.talks_at(event)
        if talks and talks[-1].docname == event.docname:
            page = shown(self.page(event.docname))
            msg = f"the talks of {event.title!r} are headings of its page: add yours to {page}"
            raise CommandError(msg)
        if talks:
            return self.page(talks[-1].docname).parent
        return Path(self.source, event.folder, self.talks)

    def find_event(self, name: str) -> Event:
        """Return the event called *name*: its title or folder, the beginning or nearly so.

        :raises CommandError: if there is none, or several
        """
        events = [one for one in self.archive.find(name) if isinstance(one, Event)]
        if not events:
            by_name: dict[str, Event] = {}
            for one in self.archive.events:
                by_name |= {one.title: one, Path(one.folder).name: one}
            events = list({by_name[way].key: by_name[way] for way in completed(name, by_name)}
                          .values())  # fmt: skip
        if len(events) == 1:
            return events[0]
        known = ", ".join(repr(one.title) for one in (events or self.archive.events)[-8:])
        if events:
            msg = f"--event {name!r} can be {known}: write more of the name"
        else:
            msg = (
                f"no event is called {name!r}; the events are {known or 'none'}. "
                f"Add it with: eventnotes new event {name!r}"
            )
        raise CommandError(msg)


def completed(typed: str, names: Iterable[str]) -> list[str]:
    """Return the *names* that *typed* stands for.

    These are the same name in another spelling; else the names of which it begins a word; else
    those that differ by one typo.
    """
    names = list(names)
    wanted, key = fold(typed), identity(typed)
    if same := [name for name in names if identity(name) == key]:
        return same
    begun = [name for name in names if f" {fold(name)}".find(f" {wanted}") >= 0]
    return begun or [name for name in names if len(wanted) > 3 and is_typo(wanted, fold(name))]


def write_new(path: Path, text: str, source: Path) -> None:
    """Write a new page, whole or not at all.

    :raises CommandError: if it exists, lies outside the collection, or cannot be written
    """
    try:
        if not path.parent.resolve().is_relative_to(source.resolve()):
            msg = f"{shown(path)} is outside the collection, by a symbolic link: remove the link"
            raise CommandError(msg)
        if path.exists():
            msg = f"{shown(path)} exists already and is unchanged: choose another title"
            raise CommandError(msg)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode())
    except OSError as error:
        msg = f"{shown(path)} cannot be written: {error.strerror}: make its folder writable"
        raise CommandError(msg) from None


def say_unlisted(collection: Collection, path: Path) -> None:
    """Say if no toctree lists the event's new page *path*, as Sphinx reads the pages now."""
    from eventnotes.checks.warning_log import kept_problems

    with read_site(collection.source, None):
        docname = path.relative_to(collection.source).with_suffix("").as_posix()
        unlisted = any(
            one.code == "unreachable" and one.docname == docname for one in kept_problems()
        )
    if unlisted:
        print(f"No toctree lists it yet: add {docname} to one, such as that of the front page")
