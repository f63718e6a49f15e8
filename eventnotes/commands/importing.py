"""``import``: an event's schedule as one page a talk; again, as what has changed in it.

Beside the event's page, ``imported.json`` records what was written to which page. So importing
again changes a field only if it is still as it was written, and nothing else in a page.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from eventnotes.commands import CommandError
from eventnotes.commands.collection import Collection, say_unlisted, write_new
from eventnotes.commands.init import event_page
from eventnotes.commands.ledger import Imported, Ledger
from eventnotes.commands.markup import Markdown, Page, Quotation, Rst, address, with_field
from eventnotes.commands.naming import file_name
from eventnotes.commands.schedules.model import paragraphs, zone
from eventnotes.commands.schedules.reading import FORMATS, read_schedule
from eventnotes.commands.site import add_build_option, read_site, shown
from eventnotes.records.model import DateSpan, Event
from eventnotes.records.people import split_names
from eventnotes.text.collation import identity
from eventnotes.text.files import write_whole

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from eventnotes.commands.markup import Markup
    from eventnotes.commands.schedules.model import Schedule, Session

_DESCRIPTION = f"""\
Write a page for each talk of an event's schedule: {FORMATS}. Import it again when the schedule has
changed: new talks get a page, times and rooms are updated in their fields, talks that are no
longer in it are listed. What you have written is never changed."""


class New(NamedTuple):
    """A page to write."""

    path: Path
    text: str
    key: str
    imported: Imported


class Change(NamedTuple):
    """Fields of a page to change, with their old and new values."""

    path: Path
    key: str
    imported: Imported
    fields: tuple[tuple[str, str, str], ...]


class Plan:
    """What an import writes, and what it says of pages that it leaves alone."""

    def __init__(self) -> None:
        self.new: list[New] = []
        self.changes: list[Change] = []
        self.said: list[str] = []


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "import",
        help="write a page for each talk of an event's schedule",
        description=_DESCRIPTION,
    )
    parser.add_argument("schedule", metavar="FILE-OR-URL", help="the schedule")
    parser.add_argument("--event", help="the event's name, if not that in the file")
    parser.add_argument(
        "--abstracts", action="store_true", help="quote the abstracts, which are others' words"
    )
    parser.add_argument(
        "--timezone", metavar="ZONE", help="show times as at Europe/Berlin, for example"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would be written")
    parser.add_argument(
        "--source", type=Path, default=Path(), help="the folder of conf.py (default: .)"
    )
    add_build_option(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Import the schedule.

    :returns: the exit status: 0, or 130 after an interrupt
    :raises CommandError: if the schedule cannot be read, or a page cannot be written
    """
    at = zone(options.timezone, "--timezone") if options.timezone else None
    schedule = read_schedule(options.schedule, at)
    with read_site(options.source, options.build) as app:
        collection = Collection.of(app)
    name = " ".join((options.event or schedule.title).split())
    if not name:
        msg = f"{options.schedule}: it does not name the event: name it with --event"
        raise CommandError(msg)
    if any(one.body for one in schedule.sessions) and not collection.reads_markdown:
        msg = (
            f"{options.schedule}: its notes are Markdown: pip install 'eventnotes[markdown]', and "
            "add 'myst_parser' to the extensions in conf.py"
        )
        raise CommandError(msg)
    return _Import(collection, schedule, name, options).run()


class _Import:
    def __init__(
        self,
        collection: Collection,
        schedule: Schedule,
        name: str,
        options: argparse.Namespace,
    ) -> None:
        self.collection = collection
        self.schedule = schedule
        self.name = name
        self.options = options
        found = [one for one in collection.archive.find(name) if isinstance(one, Event)]
        self.event = found[0] if found else None
        has_notes = any(one.body for one in schedule.sessions)
        self.markup: Markup = Markdown() if has_notes else collection.markup()
        if self.event:
            self.page = collection.page(self.event.docname)
            self.folder = collection.talks_folder(self.event)
        else:
            folder = collection.event_folder(name)
            self.page = folder / f"{collection.event_page}{self.markup.suffix}"
            self.folder = folder / collection.talks
        self.dates = (self.event.dates if self.event else None) or _dates(schedule)
        self.ledger = Ledger.read(self.page.parent)

    def run(self) -> int:
        plan = self._plan()
        if self.options.dry_run:
            self._print(plan, "Would write")
            return 0
        status = self._write(plan)
        if status == 0:
            self._print(plan, "Wrote")
            if not self.event:
                say_unlisted(self.collection, self.page)
        return status

    def _plan(self) -> Plan:
        plan = Plan()
        taken = {path.stem.casefold() for path in _files(self.folder)}
        for session in self.schedule.sessions:
            self._plan_one(plan, session, taken)
        present = {one.key for one in self.schedule.sessions}
        for key, known in self.ledger.pages.items():
            if key not in present:
                plan.said.append(f"{known.page}: not in the schedule any more: {known.title}")
        return plan

    def _plan_one(self, plan: Plan, session: Session, taken: set[str]) -> None:
        imported = self._imported(session)
        known = self.ledger.pages.get(session.key) or self._adopted(imported)
        if known is None:
            name = file_name(session.title, "talk", taken)
            taken.add(name)
            path = self.folder / f"{name}{self.markup.suffix}"
            imported = imported._replace(page=self._relative(path))
            plan.new.append(New(path, self._text(session), session.key, imported))
            return
        path = self.collection.source / known.page
        if not path.resolve().is_relative_to(self.collection.source.resolve()):
            msg = f"{shown(self.ledger.path)}: {known.page} is outside the collection"
            raise CommandError(msg)
        if not path.is_file():
            plan.said.append(f"{known.page}: was removed and is not written again: {known.title}")
            return
        if identity(known.title) != identity(session.title):
            plan.said.append(f"{known.page}: is now called {session.title!r} in the schedule")
        fields = tuple(_changed(known, imported))
        if fields:
            kept = imported._replace(page=known.page, title=known.title)
            plan.changes.append(Change(path, session.key, kept, fields))
        else:
            self.ledger.pages.setdefault(session.key, known)

    def _adopted(self, imported: Imported) -> Imported | None:
        """Return the page that a person has written of the talk, with nothing known of it."""
        if not self.event:
            return None
        recorded = {one.page for one in self.ledger.pages.values()}
        for talk in self.collection.archive.talks_at(self.event):
            page = self._relative(self.collection.page(talk.docname))
            if identity(talk.title) == identity(imported.title) and page not in recorded:
                return imported._replace(page=page)
        return None

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.collection.source).as_posix()

    def _imported(self, session: Session) -> Imported:
        day = session.day
        if day is None and self.dates and self.dates.first == self.dates.last:
            day = self.dates.first
        return Imported(
            page="",
            title=session.title,
            date=day.isoformat() if day else "",
            time=session.time,
            room=session.room,
        )

    def _text(self, session: Session) -> str:
        imported = self._imported(session)
        speakers = [_one_name(name) for name in session.speakers]
        fields = [
            ("Date", imported.date),
            *_known(("Time", imported.time), ("Room", imported.room)),
            ("Speaker" if len(speakers) < 2 else "Speakers", ", ".join(speakers)),
            *_known(
                ("Topics", ", ".join(session.topics)),
                ("Details", address(session.url)),
                ("Slides", address(session.slides)),
                ("Video", address(session.video)),
            ),
        ]
        quotation = None
        if self.options.abstracts and (said := paragraphs(session.abstract)):
            url = session.url or session.video or self.schedule.url
            quotation = Quotation(paragraphs=said, source=f"Programme of {self.name}", url=url)
        return self.markup.page(
            Page(title=session.title, fields=fields, quotation=quotation, body=session.body)
        )

    def _write(self, plan: Plan) -> int:
        """Write the pages, each whole, and then what was written where.

        :returns: the exit status
        """
        done = 0
        try:
            if not self.event:
                write_new(self.page, self._event_page(), self.collection.source)
            for new in plan.new:
                write_new(new.path, new.text, self.collection.source)
                self.ledger.pages[new.key] = new.imported
                done += 1
            for change in plan.changes:
                self._change(plan, change)
                done += 1
        except KeyboardInterrupt:
            total = len(plan.new) + len(plan.changes)
            print(
                f"Interrupted: {done} of {total} pages are written, all of them whole. Import "
                "again to write the others.",
                file=sys.stderr,
            )
            return 130
        finally:
            if self.page.is_file():
                self.ledger.write()
        return 0

    def _change(self, plan: Plan, change: Change) -> None:
        """Change fields that are as they were written, and report the others."""
        markup = Markdown() if change.path.suffix == Markdown.suffix else Rst()
        try:
            text = change.path.read_bytes().decode()
            made = text
            for name, old, new in change.fields:
                found = with_field(made, markup, name, old, new)
                if found is None:
                    plan.said.append(
                        f"{change.imported.page}: {name} is now {new!r} in the schedule, but the "
                        "page has something else: change it if you like"
                    )
                made = made if found is None else found
            if made != text:
                write_whole(change.path, made.encode())
        except (OSError, UnicodeDecodeError) as error:
            msg = f"{change.imported.page} cannot be changed: {error}"
            raise CommandError(msg) from None
        self.ledger.pages[change.key] = change.imported

    def _event_page(self) -> str:
        fields = _known(
            ("Dates", self.dates.iso if self.dates else ""),
            ("Venue", self.schedule.venue),
            ("Site", address(self.schedule.url)),
        )
        return event_page(self.markup, self.name, list(fields), self.collection.talks)

    def _print(self, plan: Plan, verb: str) -> None:
        if not self.event:
            print(f"new event  {shown(self.page)}  {self.name}")
        for new in plan.new:
            print(f"new talk   {shown(new.path)}  {new.imported.title}")
        for change in plan.changes:
            for name, old, value in change.fields:
                print(f"changed    {shown(change.path)}  {name}: {old or 'none'} → {value}")
        for line in plan.said:
            print(f"note       {line}")
        pages = len(plan.new) + (self.event is None)
        print(f"{verb} {pages} new pages, {len(plan.changes)} changed; {self._left(plan)}")

    def _left(self, plan: Plan) -> str:
        unchanged = len(self.schedule.sessions) - len(plan.new) - len(plan.changes)
        said = [f"{unchanged} as they were"]
        if skipped := self.schedule.skipped:
            said.append(f"{len(skipped)} without a speaker left out ({', '.join(skipped[:3])} …)")
        without = [one for one in self.schedule.sessions if not one.speakers]
        if without and plan.new:
            said.append(f"{len(without)} talks have no speaker in the schedule: fill in the field")
        return "; ".join(said)


def _known(*fields: tuple[str, str]) -> Iterator[tuple[str, str]]:
    return (one for one in fields if one[1])


def _changed(known: Imported, now: Imported) -> Iterator[tuple[str, str, str]]:
    for name in ("date", "time", "room"):
        old, new = getattr(known, name), getattr(now, name)
        if new and old != new:
            yield name.capitalize(), old, new


def _one_name(name: str) -> str:
    """Return a person's *name* as a field has it: "Lee, Ann" would be two people."""
    parts, _ = split_names([name])
    return f"{parts[1]} {parts[0]}" if len(parts) == 2 and name.count(",") == 1 else name


def _dates(schedule: Schedule) -> DateSpan | None:
    days: Sequence[date] = sorted(one.day for one in schedule.sessions if one.day)
    first = schedule.first or (days[0] if days else None)
    last = schedule.last or (days[-1] if days else first)
    return DateSpan(first=first, last=max(first, last)) if first and last else None


def _files(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []
