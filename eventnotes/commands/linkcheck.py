"""``python -m eventnotes linkcheck``: ask the links of the notes, and renew the ledger."""

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

# The ledger is written so often, in seconds, while links are asked.
_SAVE_EVERY = 5.0
_IN_WORDS = {
    "answers": "alive",
    "moved": "moved",
    "refuses": "refuse to say",
    "fails": "failed",
    "unreachable": "out of reach",
    "ignored": "ignored by the settings",
}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand and what it takes."""
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
    add_build_option(parser)
    parser.add_argument(
        "--all", action="store_true", help="ask again what was asked within a month, too"
    )
    parser.add_argument(
        "--prune", action="store_true", help="take links out of the ledger that no page has"
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
        help="seconds to wait for an answer (default: linkcheck_timeout of conf.py, else 15)",
    )
    parser.add_argument(
        "--limit",
        type=float,
        default=20.0,
        metavar="MINUTES",
        help="leave for the next run what is not asked by then (default: %(default)s)",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command.

    :returns: the exit status: 0, or 130 on an interrupt
    :raises CommandError: where the pages or the ledger cannot be used, or no host answers
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
        msg = f"{path.name} cannot be read: correct it first; it was left as it is"
        raise CommandError(msg)
    return ledger


def _prune(path: Path, ledger: Ledger, links: Mapping[str, object]) -> None:
    unused = frozenset(ledger.links) - frozenset(links)
    update_ledger(path, {}, remove=unused)
    print(f"taken out of {path.name}: {_count(len(unused))} that no page has")


def _due(
    ledger: Ledger, links: Mapping[str, tuple[str, int]], *, everything: bool
) -> dict[str, tuple[str, int]]:
    """Return the links that are to be asked, and say how many are not, and why."""
    today = datetime.now(tz=UTC).date()
    public = [url for url in links if not no_copy(url)]
    due = [url for url in public if everything or is_due(ledger.links.get(url), today)]
    print(f"{_count(len(links))}: {', '.join(_shares(len(links), len(public), len(due)))}")
    return {url: links[url] for url in due}


def _shares(links: int, public: int, due: int) -> Iterator[str]:
    yield f"{due} to ask"
    if public > due:
        yield f"{public - due} known from the last month"
    if links > public:
        yield f"{links - public} not to ask, archived copies or not of the public web"


def _count(links: int) -> str:
    return f"{links} link{'s' if links != 1 else ''}"


def _check(
    app: Sphinx, path: Path, due: Mapping[str, tuple[str, int]], options: argparse.Namespace
) -> int:
    """Have the links *due* asked, and note in the ledger what is known of them then."""
    from eventnotes.links.checking import ask_all, configure

    configure(app, timeout=options.timeout)
    found = Findings(path, datetime.now(tz=UTC).date())
    # The end that a service manager asks for is an interrupt, as Ctrl+C is.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        until = time.monotonic() + options.limit * 60
        ask_all(app, due, found.note, pause=options.pause, until=until)
    except KeyboardInterrupt:
        print(
            f"Interrupted. {path.name} has what is known so far: run it again to go on.",
            file=sys.stderr,
        )
        return 130
    finally:
        signal.signal(signal.SIGTERM, before)
        found.save()
        print(found.summary(len(due)))
    if found.held:
        msg = (
            "no host answered at all: is there a network? Nothing was noted of "
            f"{_count(len(found.held))}"
        )
        raise CommandError(msg)
    if found.answered:
        print(f"{path.name} is renewed: commit it")
    return 0


class Findings:
    """What has been found so far, and the saving of it in the ledger.

    Where nothing at all answers it is our own network that is missing: what could not be reached
    is *held* back until anything has answered.
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
        """Keep the answers, and save them where the last saving is some seconds ago."""
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
        """Save what has come since the last saving."""
        if self._new:
            known = read_ledger(self._path).links
            new = {
                url: judge(url, known.get(url), one, self._today) for url, one in self._new.items()
            }
            update_ledger(self._path, new)
            self._new = {}
        self._saved = time.monotonic()

    def summary(self, due: int) -> str:
        """Return what came of the links that were due, counted."""
        kinds = [f"{self._counts[kind]} {said}" for kind, said in _IN_WORDS.items()]
        said = [one for one in kinds if not one.startswith("0 ")]
        if left := due - self._counts.total():
            said.append(f"{left} left for the next run")
        return f"{self._counts.total()} of {due} asked: {', '.join(said) or 'nothing to do'}"
