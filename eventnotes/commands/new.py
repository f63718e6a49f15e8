"""``new``: a page for a talk or an event, with what is known filled in."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from eventnotes.commands import CommandError
from eventnotes.commands.collection import Collection, completed, say_unlisted, write_new
from eventnotes.commands.init import event_page
from eventnotes.commands.markup import Page
from eventnotes.commands.naming import file_name
from eventnotes.commands.site import add_build_option, read_site, shown
from eventnotes.records.dates import parse_dates
from eventnotes.records.people import split_names

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from eventnotes.records.model import DateSpan, Event


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "new",
        help="add the page of a talk or an event",
        description="Add a page. A talk belongs to the event whose days are now, and is held "
        "today, unless options say otherwise. Speakers and topics are completed from those of "
        "the collection.",
    )
    parser.add_argument("kind", choices=["talk", "event"], help="what the page is about")
    parser.add_argument("title", help="the title of the talk, or the name of the event")
    parser.add_argument("--event", help="the talk's event: its name, or the beginning of it")
    parser.add_argument(
        "--speaker", action="append", default=[], help="a speaker; several by commas, or repeated"
    )
    parser.add_argument(
        "--topics", action="append", default=[], help="the talk's topics, separated by commas"
    )
    parser.add_argument(
        "--date", help="the talk's day, or the event's days: 2013-03-15, 'July 17-20, 2012'"
    )
    parser.add_argument("--venue", help="the event's venue")
    parser.add_argument(
        "--exact", action="store_true", help="take speakers and topics as they are written"
    )
    parser.add_argument("--open", action="store_true", help="open the page in your editor")
    parser.add_argument(
        "--source", type=Path, default=Path(), help="the folder of conf.py (default: .)"
    )
    add_build_option(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the page, and print its path.

    :raises CommandError: if the options are wrong, or the page cannot be written
    """
    if not options.title.strip():
        msg = f"the {options.kind} needs a title"
        raise CommandError(msg)
    dates = _dates(options.date)
    with read_site(options.source, options.build) as app:
        collection = Collection.of(app)
    if options.kind == "event":
        path = _new_event(collection, options, dates)
    else:
        path = _new_talk(collection, options, dates)
    print(f"Wrote {shown(path)}")
    if options.open:
        _open(path)
    return 0


def _dates(text: str | None) -> DateSpan | None:
    if text is None:
        return None
    try:
        return parse_dates(text)
    except ValueError as error:
        msg = f"--date {text!r}: {error}"
        raise CommandError(msg) from None


def _new_event(
    collection: Collection, options: argparse.Namespace, dates: DateSpan | None
) -> Path:
    markup = collection.markup()
    folder = collection.event_folder(options.title)
    path = folder / f"{collection.event_page}{markup.suffix}"
    fields = [("Dates", dates.iso if dates else _today().isoformat())]
    fields += [("Venue", options.venue)] if options.venue else []
    write_new(path, event_page(markup, options.title, fields, collection.talks), collection.source)
    say_unlisted(collection, path)
    return path


def _new_talk(collection: Collection, options: argparse.Namespace, dates: DateSpan | None) -> Path:
    event = _event(collection, options.event, dates)
    archive = collection.archive
    speakers, others = split_names(options.speaker)
    topics = [one.strip() for text in options.topics for one in re.split("[,;]", text)]
    if not options.exact:
        people = [person.name for person in archive.people]
        known = [topic.name for topic in (archive.vocabulary | archive.topics).values()]
        speakers = tuple(_complete("speaker", speakers, people))
        topics = _complete("topic", topics, known)
    folder = collection.talks_folder(event)
    markup = collection.markup()
    taken = {path.stem for path in folder.iterdir()} if folder.is_dir() else set()
    path = folder / f"{file_name(options.title, 'talk', taken)}{markup.suffix}"
    names = ", ".join([*speakers, *["et al."] * others])
    fields = [
        ("Date", dates.iso if dates else _day(event)),
        ("Speaker" if len(speakers) < 2 else "Speakers", names),
    ]
    fields += [("Topics", ", ".join(topics))] if topics else []
    write_new(path, markup.page(Page(title=options.title, fields=fields)), collection.source)
    if not names:
        print("The speaker is not known yet: fill in the field, or give --speaker next time")
    return path


def _event(collection: Collection, name: str | None, dates: DateSpan | None) -> Event:
    """Return the event of a new talk: by its name, else the one whose days are those of the talk.

    :raises CommandError: if there is none, or several
    """
    if name:
        return collection.find_event(name)
    day = dates.first if dates else _today()
    held = [
        one
        for one in collection.archive.events
        if one.dates and one.dates.first <= day <= one.dates.last
    ]
    if len(held) == 1:
        return held[0]
    if held:
        names = ", ".join(repr(one.title) for one in held)
        msg = f"{names} are held on {day}: name one with --event"
    else:
        msg = (
            f"no event is held on {day}: name one with --event, another day with --date, or add "
            "it first with: eventnotes new event NAME"
        )
    raise CommandError(msg)


def _day(event: Event) -> str:
    """Return today, or the first day of an event that is over or to come."""
    today = _today()
    days = event.dates
    if not days or days.first <= today <= days.last:
        return today.isoformat()
    if days.first != days.last:
        print(f"The date is the first day of {event.title}: correct it if that is wrong")
    return days.first.isoformat()


def _today() -> date:
    return datetime.now().astimezone().date()


def _complete(what: str, typed: Iterable[str], known: Sequence[str]) -> list[str]:
    """Return the names that *typed* stands for, and print what is not as typed."""
    names = []
    for word in filter(None, typed):
        found = completed(word, known)
        if len(found) == 1:
            if found[0] != word:
                print(f"{what} {word!r} is {found[0]!r} (--exact keeps it as written)")
            names.append(found[0])
        else:
            if found:
                print(f"{what} {word!r} is kept: it could be {', '.join(map(repr, found[:8]))}")
            names.append(word)
    return list(dict.fromkeys(names))


def _open(path: Path) -> None:
    """Open *path* in the user's editor.

    :raises CommandError: if there is none, or it fails
    """
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    usual = ("notepad",) if sys.platform == "win32" else ("editor", "nano", "vi")
    command = shlex.split(chosen) if chosen else [one for one in usual if shutil.which(one)][:1]
    if not command:
        msg = "no editor was found: set the environment variable EDITOR"
        raise CommandError(msg)
    try:
        subprocess.run([*command, str(path)], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        msg = f"the editor {command[0]} failed ({error}): set the environment variable EDITOR"
        raise CommandError(msg) from None
