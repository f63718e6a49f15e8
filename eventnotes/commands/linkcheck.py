"""``python -m eventnotes linkcheck``: ask the links of the notes, and renew the ledger."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import eventnotes
from eventnotes.commands import CommandError
from eventnotes.commands.reading import read_site
from eventnotes.links.archived import no_copy
from eventnotes.links.asking import Manners
from eventnotes.links.ledger import LedgerError, locked, read_ledger, update_ledger
from eventnotes.links.round import Results, ask_all
from eventnotes.links.verdicts import is_due, judge

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from sphinx.environment import BuildEnvironment

    from eventnotes.links.verdicts import Answer

AGENT = f"eventnotes-linkcheck/{eventnotes.__version__}"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand and what it takes."""
    manners = Manners()
    parser = subparsers.add_parser(
        "linkcheck",
        help="ask the links of the notes whether they still lead somewhere",
        description="Ask the links of the notes whether they still lead somewhere, and renew the "
        "ledger of links. What was asked within a month is not asked again; an interrupted run "
        "goes on where it ended.",
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "source", nargs="?", type=Path, default=Path(), help="the folder of conf.py (default: .)"
    )
    parser.add_argument(
        "--build", type=Path, help="where builds go (default: _build in the source folder)"
    )
    parser.add_argument(
        "--all", action="store_true", help="ask again what was asked within a month, too"
    )
    parser.add_argument(
        "--prune", action="store_true", help="take links out of the ledger that no page has"
    )
    parser.add_argument(
        "--pause",
        type=float,
        default=manners.pause,
        help="seconds between two requests to a host (default: %(default)s)",
    )
    parser.add_argument(
        "--timeout",
        type=float,
        default=manners.timeout,
        help="seconds to wait for an answer (default: %(default)s)",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command.

    :returns: the exit status: 0, or 130 on an interrupt
    :raises CommandError: where the pages or the ledger cannot be used, or no host answers
    """
    from eventnotes.links.pages import all_links

    source = options.source.resolve()
    build = (options.build or source / "_build").resolve()
    manners = Manners(
        pause=options.pause, timeout=options.timeout, deadline=max(options.timeout * 3, 5.0)
    )
    try:
        app = read_site(source, build)
        path = source / app.config.eventnotes_links_ledger
        links = {url: _place(app.env, *place) for url, place in all_links(app.env).items()}
        with locked(path):
            return _check(
                path, links, manners=manners, everything=options.all, prune=options.prune
            )
    except LedgerError as error:
        raise CommandError(str(error)) from None


def _check(
    path: Path,
    links: Mapping[str, str],
    *,
    manners: Manners,
    everything: bool,
    prune: bool,
) -> int:
    today = datetime.now(tz=UTC).date()
    ledger = read_ledger(path)
    for fault in ledger.faults:
        print(f"{path}:{fault.line}: {fault.message}", file=sys.stderr)
    if ledger.broken:
        msg = f"{path.name} cannot be read: correct it first; it was left as it is"
        raise CommandError(msg)
    if prune:
        gone = frozenset(ledger.entries) - frozenset(links)
        update_ledger(path, {}, remove=gone)
        print(f"taken out of {path.name}: {_links(len(gone))} that no page has")
    asked = [url for url in sorted(links) if not no_copy(url)]
    due = [url for url in asked if everything or is_due(ledger.entries.get(url), today)]
    print(f"{_links(len(links))}: {', '.join(_counted(len(links), len(asked), len(due)))}")
    return _ask(path, due, links, manners, today)


def _place(env: BuildEnvironment, docname: str, line: int) -> str:
    """Return where a link stands as an editor opens it; the settings have no lines."""
    return f"{env.doc2path(docname, base=False)}:{line}" if docname else "conf.py"


def _counted(links: int, asked: int, due: int) -> Iterator[str]:
    yield f"{due} to ask"
    if asked > due:
        yield f"{asked - due} known from the last month"
    if links > asked:
        yield f"{links - asked} not to ask, archived copies or not of the public web"


def _links(count: int) -> str:
    return f"{count} link{'s' if count != 1 else ''}"


def _ask(
    path: Path,
    due: Sequence[str],
    links: Mapping[str, str],
    manners: Manners,
    today: date,
) -> int:
    def save(answers: Mapping[str, Answer]) -> None:
        known = read_ledger(path).entries
        new = {url: judge(url, known.get(url), answers[url], today) for url in answers}
        update_ledger(path, new)

    results = Results(save)
    progress = Progress(len(due), links)
    asking = ask_all(
        due, results, manners=manners, agent=AGENT, report=progress.note, leave=progress.leave
    )
    try:
        asyncio.run(_interruptible(asking))
    except (KeyboardInterrupt, asyncio.CancelledError):
        progress.end()
        print(
            f"Interrupted. {path.name} has what is known so far: run it again to go on.",
            file=sys.stderr,
        )
        return 130
    progress.end()
    if results.held:
        msg = (
            "no host answered at all: is there a network? Nothing was noted of "
            f"{_links(len(results.held))}"
        )
        raise CommandError(msg)
    if results.answered:
        print(f"{path.name} is renewed: commit it")
    return 0


async def _interruptible(asking: object) -> None:
    """Run *asking*; the end that a service manager asks for is an interrupt like Ctrl+C."""
    task = asyncio.ensure_future(asking)  # type: ignore[call-overload]
    with suppress(NotImplementedError):  # Windows has no such signals
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await task


class Progress:
    """Tells how far a round has come: one line on a terminal, a line for each trouble."""

    def __init__(self, total: int, places: Mapping[str, str]) -> None:
        self._total = total
        self._places = places
        self._counts: Counter[str] = Counter()
        self._live = sys.stderr.isatty()

    def note(self, url: str, answer: Answer) -> None:
        """Tell of a link that was asked."""
        self._counts[answer.kind] += 1
        if answer.kind != "answers":
            what = f"moved to {answer.moved_to}" if answer.moved_to else answer.reason
            self._line(url, what)
        self._show()

    def leave(self, url: str, reason: str) -> None:
        """Tell of a link that was left for another time."""
        self._counts["left"] += 1
        self._line(url, reason)
        self._show()

    def end(self) -> None:
        """Finish with a line that sums up."""
        if self._live:
            print("\r\x1b[K", end="", file=sys.stderr)
        words = {
            "answers": "alive",
            "moved": "moved",
            "refuses": "refuse to say",
            "fails": "failed",
            "unreachable": "out of reach",
            "left": "left for the next run",
        }
        said = [
            f"{self._counts[kind]} {word}" for kind, word in words.items() if self._counts[kind]
        ]
        print(f"{self._done} of {self._total} asked: {', '.join(said) or 'nothing to do'}")

    @property
    def _done(self) -> int:
        return self._counts.total()

    def _line(self, url: str, what: str) -> None:
        start = "\r\x1b[K" if self._live else ""
        print(f"{start}{self._places[url]}: {url}: {what}", file=sys.stderr)

    def _show(self) -> None:
        if self._live:
            print(f"\r\x1b[K{self._done}/{self._total}", end="", file=sys.stderr, flush=True)
