"""``python -m eventnotes linkcheck``: check the links of the notes, and update the ledger."""

from __future__ import annotations

import signal
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from eventnotes.commands import CommandError
from eventnotes.commands.site import add_build_option, read_site
from eventnotes.links.archived import no_copy
from eventnotes.links.ledger import LedgerError, locked, read_ledger, update_ledger
from eventnotes.links.verdicts import is_due, judge

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping
    from datetime import date

    from sphinx.application import Sphinx

    from eventnotes.links.ledger import Ledger
    from eventnotes.links.verdicts import Answer

# How often the ledger is saved while links are checked, in seconds.
_SAVE_EVERY = 5.0
_IN_WORDS = {
    "answers": "alive",
    "moved": "moved",
    "refuses": "refused",
    "fails": "failed",
    "unreachable": "unreachable",
    "ignored": "ignored by the settings",
}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "linkcheck",
        help="check the links of the notes, and update the ledger of links",
        description="Check whether the links of the notes still work, and update the ledger of "
        "links. Links that were checked within a month are skipped; an interrupted run continues "
        "where it stopped.",
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "source", nargs="?", type=Path, default=Path(), help="the folder of conf.py (default: .)"
    )
    add_build_option(parser)
    parser.add_argument(
        "--all", action="store_true", help="also check links that were checked within a month"
    )
    parser.add_argument(
        "--prune", action="store_true", help="remove links from the ledger that are on no page"
    )
    parser.add_argument(
        "--pause",
        type=float,
        default=1.0,
        help="seconds between two requests to a host (default: %(default)s)",
    )
    parser.add_argument(
        "--timeout",
        type=float,
        help="seconds to wait for an answer (default: linkcheck_timeout in conf.py, else 15)",
    )
    parser.add_argument(
        "--limit",
        type=float,
        default=20.0,
        metavar="MINUTES",
        help="stop then, and leave the other links for the next run (default: %(default)s)",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command.

    :returns: the exit status: 0, or 130 after an interrupt
    :raises CommandError: if the pages or the ledger cannot be read, or no host answers
    """
    from eventnotes.links.checking import CheckingError
    from eventnotes.links.pages import all_links

    try:
        with read_site(options.source, options.build) as app:
            path = Path(app.srcdir, app.config.eventnotes_links_ledger)
            links = all_links(app.env)
            with locked(path):
                ledger = _readable(path)
                if options.prune:
                    _prune(path, ledger, links)
                due = _due(ledger, links, everything=options.all)
                return _check(app, path, due, options)
    except (LedgerError, CheckingError) as error:
        raise CommandError(str(error)) from None


def _readable(path: Path) -> Ledger:
    ledger = read_ledger(path)
    for problem in ledger.problems:
        print(f"{path}:{problem.line}: {problem.message}", file=sys.stderr)
    if ledger.broken:
        msg = f"{path.name} cannot be read and is unchanged: correct it first"
        raise CommandError(msg)
    return ledger


def _prune(path: Path, ledger: Ledger, links: Mapping[str, object]) -> None:
    unused = frozenset(ledger.links) - frozenset(links)
    update_ledger(path, {}, remove=unused)
    print(f"removed from {path.name}: {_count(len(unused))} on no page")


def _due(
    ledger: Ledger, links: Mapping[str, tuple[str, int]], *, everything: bool
) -> dict[str, tuple[str, int]]:
    """Return the links to check, and print how many are skipped and why."""
    today = datetime.now(tz=UTC).date()
    public = [url for url in links if not no_copy(url)]
    due = [url for url in public if everything or is_due(ledger.links.get(url), today)]
    print(f"{_count(len(links))}: {', '.join(_shares(len(links), len(public), len(due)))}")
    return {url: links[url] for url in due}


def _shares(links: int, public: int, due: int) -> Iterator[str]:
    yield f"{due} to check"
    if public > due:
        yield f"{public - due} checked within a month"
    if links > public:
        yield f"{links - public} skipped (archived copies, or not on the public web)"


def _count(links: int) -> str:
    return f"{links} link{'s' if links != 1 else ''}"


def _check(
    app: Sphinx, path: Path, due: Mapping[str, tuple[str, int]], options: argparse.Namespace
) -> int:
    """Check the links *due*, and record the results in the ledger."""
    from eventnotes.links.checking import ask_all, configure

    configure(app, timeout=options.timeout)
    found = Findings(path, datetime.now(tz=UTC).date())
    # Treat SIGTERM, which service managers send, like Ctrl+C.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        until = time.monotonic() + options.limit * 60
        ask_all(app, due, found.note, pause=options.pause, until=until)
    except KeyboardInterrupt:
        print(
            f"Interrupted. {path.name} has the results so far: run the command again to continue.",
            file=sys.stderr,
        )
        return 130
    finally:
        signal.signal(signal.SIGTERM, before)
        found.save()
        print(found.summary(len(due)))
    if found.held:
        msg = (
            "no host answered: check your network connection. Nothing was recorded for "
            f"{_count(len(found.held))}"
        )
        raise CommandError(msg)
    if found.answered:
        print(f"{path.name} is updated: commit it")
    return 0


class Findings:
    """Collects results and saves them in the ledger.

    If no host answers at all, our own network is probably down: unreachable links are *held*
    back until any host has answered.
    """

    def __init__(self, path: Path, today: date) -> None:
        self._path = path
        self._today = today
        self._new: dict[str, Answer] = {}
        self._saved = time.monotonic()
        self._counts: Counter[str] = Counter()
        self.answered = False
        self.held: dict[str, Answer] = {}

    def note(self, answers: Mapping[str, Answer]) -> None:
        """Add *answers*, and save all results if the last save was some seconds ago."""
        self._counts.update(answer.kind for answer in answers.values())
        asked = {url: answer for url, answer in answers.items() if answer.kind != "ignored"}
        self.held |= asked
        self.answered |= any(answer.kind != "unreachable" for answer in asked.values())
        if self.answered:
            self._new |= self.held
            self.held = {}
        if time.monotonic() - self._saved >= _SAVE_EVERY:
            self.save()

    def save(self) -> None:
        """Save the results since the last save."""
        if self._new:
            known = read_ledger(self._path).links
            new = {
                url: judge(url, known.get(url), one, self._today) for url, one in self._new.items()
            }
            update_ledger(self._path, new)
            self._new = {}
        self._saved = time.monotonic()

    def summary(self, due: int) -> str:
        """Return the number of links by result, of *due* links, as text."""
        kinds = [f"{self._counts[kind]} {said}" for kind, said in _IN_WORDS.items()]
        said = [one for one in kinds if not one.startswith("0 ")]
        if left := due - self._counts.total():
            said.append(f"{left} left for the next run")
        return f"{self._counts.total()} of {due} checked: {', '.join(said) or 'nothing to do'}"
