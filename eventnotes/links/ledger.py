"""The link ledger: a TOML file with the last known state of each link.

Each link is a ``[[link]]`` table::

    [[link]]
    url = "http://example.com/slides"
    state = "gone"
    checked = 2026-11-24
    failures = 3
    reason = "404 Not Found"
    archived = "https://web.archive.org/web/20120718/http://example.com/slides"
"""

from __future__ import annotations

import re
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from eventnotes.domain import NotesDomain
from eventnotes.links.archived import is_web
from eventnotes.records.model import Problem
from eventnotes.text.files import remove_drafts, write_if_changed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.environment import BuildEnvironment

State = Literal["alive", "moved", "gone", "unknown"]
STATES: tuple[str, ...] = get_args(State)
HEAD = """\
# The state of the links in the notes, updated by `make linkcheck`. Manual edits are kept, comments
# are not: write note = "…". To use another archived copy than the one nearest to the page's date:
# archived = "https://…".
"""
_TABLE = re.compile(r"^[ \t]*\[\[[ \t]*link[ \t]*\]\]", re.MULTILINE)
_ERROR_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkState:
    """The last known state of a link.

    *checked* is the day of the last check; *failures* the number of days in a row on which it
    failed; *moved_to* its new URL; *archived* the archived copy to use instead of the one nearest
    to the page's date; *reason* the result of the check, in words.
    """

    url: str
    state: State = "unknown"
    checked: date | None = None
    failures: int = 0
    moved_to: str = ""
    archived: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """A parsed ledger: *links* and their *lines* by URL, and *problems*.

    A problem's docname is the file's name. *broken* means that the file could not be read.
    """

    links: Mapping[str, LinkState] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    broken: bool = False


class LedgerError(Exception):
    """The ledger cannot be written; the message has the reason and the fix."""


def ledger_of(env: BuildEnvironment) -> Ledger:
    """Return the site's ledger, read once per build."""
    file = Path(env.srcdir, env.config.eventnotes_links_ledger)
    return NotesDomain.of(env).derived("ledger", lambda: read_ledger(file))


def read_ledger(path: Path) -> Ledger:
    """Read the ledger at *path*; invalid tables, or an unreadable file, become problems.

    A missing file is an empty ledger.
    """
    try:
        text = path.read_text("utf-8")
        tables = _tables(text)
    except FileNotFoundError:
        return Ledger()
    except (ValueError, OSError) as error:
        line = int(match[1]) if (match := _ERROR_LINE.search(str(error))) else 1
        message = f"the ledger cannot be read ({error}) and is ignored: fix it"
        problem = Problem(docname=path.name, line=line, code="bad-ledger", message=message)
        return Ledger(problems=(problem,), broken=True)
    return _ledger(path.name, tables, _lines(text, len(tables)))


def _ledger(name: str, tables: list[dict[str, Any]], lines: list[int]) -> Ledger:
    links: dict[str, LinkState] = {}
    places: dict[str, int] = {}
    problems: list[Problem] = []

    def note(line: int, code: str, message: str) -> None:
        problems.append(Problem(docname=name, line=line, code=code, message=message))

    for table, line in zip(tables, lines, strict=True):
        wrong, link = _link(table)
        if wrong:
            note(line, "bad-ledger", wrong)
        if link is None:
            continue
        if known := links.get(link.url):
            first = f"(first in line {places[link.url]})"
            note(line, "repeated-link", f"{link.url} is in the ledger twice {first}: keep one")
            if (known.checked or date.min) >= (link.checked or date.min):
                continue
        links[link.url] = link
        places.setdefault(link.url, line)
    return Ledger(links=links, lines=places, problems=tuple(problems))


#: The value expected of each key: in words, and as a test.
_KEYS: Mapping[str, tuple[str, Any]] = {
    "url": ("a web address", lambda value: isinstance(value, str) and is_web(value)),
    "state": (f"one of {', '.join(STATES)}", lambda value: value in STATES),
    "checked": ("a date such as 2026-11-24", lambda value: _is_day(value)),
    "failures": ("a whole number, 0 or more", lambda value: _is_count(value)),
    "moved_to": ("a web address", lambda value: isinstance(value, str) and is_web(value)),
    "archived": ("a web address", lambda value: isinstance(value, str) and is_web(value)),
    "reason": ("text", lambda value: isinstance(value, str)),
}


def _link(table: Mapping[str, Any]) -> tuple[str, LinkState | None]:
    """Return the fault of a table, ``""`` for none, and its link, ``None`` without a valid URL."""
    if "url" not in table:
        return 'this entry has no url: add url = "https://…"', None
    good, wrong = {}, []
    for key, value in table.items():
        if key not in _KEYS:
            continue
        expected, is_fine = _KEYS[key]
        if is_fine(value):
            good[key] = value
        else:
            wrong.append(f"{key} is {str(value)[:60]!r}, but must be {expected}")
    return "; ".join(wrong), LinkState(**good) if "url" in good else None


def _is_day(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _tables(text: str) -> list[dict[str, Any]]:
    document = tomllib.loads(text)
    tables: Any = document.pop("link", [])
    fine = isinstance(tables, list) and all(isinstance(table, dict) for table in tables)
    if document or not fine:
        msg = f"expected only [[link]] tables, found {', '.join(document) or 'link = …'}"
        raise ValueError(msg)
    return list(tables)


def _lines(text: str, count: int) -> list[int]:
    found = [text.count("\n", 0, match.start()) + 1 for match in _TABLE.finditer(text)]
    return found if len(found) == count else [1] * count


# Writing.


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Lock the ledger for one run.

    :raises LedgerError: if another run has locked it
    """
    # Imported late, like tomli_w below: builds only read the ledger.
    from filelock import FileLock, Timeout

    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout:
        msg = f"another run is using {path.name}: wait for it to end, or stop it, and try again"
        raise LedgerError(msg) from None
    try:
        yield
    finally:
        lock.release()


def update_ledger(
    path: Path, new: Mapping[str, LinkState], *, remove: frozenset[str] = frozenset()
) -> None:
    """Write the states *new* to the file and delete the links *remove*.

    The file is read again first, so that edits made during the run are kept, and so are unknown
    tables and keys. It is replaced atomically.

    :raises LedgerError: if the file cannot be read: writing it would lose its contents
    """
    import tomli_w

    try:
        tables = _tables(path.read_text("utf-8")) if path.exists() else []
    except (ValueError, OSError) as error:
        msg = f"{path.name} cannot be read ({error}): fix it first; it was not changed"
        raise LedgerError(msg) from None
    kept = [table for table in tables if _url(table) not in remove]
    first = {_url(table): table for table in reversed(kept)}
    for url, link in new.items():
        if url not in first:
            first[url] = {}
            kept.append(first[url])
        _renew(first[url], link)
    kept.sort(key=lambda table: (_url(table) == "", _url(table)))
    text = f"{HEAD}\n{tomli_w.dumps({'link': kept})}" if kept else HEAD
    remove_drafts(path)  # this run has locked the file
    write_if_changed(path, text.encode())


def _url(table: Mapping[str, Any]) -> str:
    return str(table.get("url", ""))


def _renew(table: dict[str, Any], link: LinkState) -> None:
    """Update *table* from *link*, except ``archived``, which is set by hand."""
    table.pop("moved_to", None)
    table.pop("reason", None)
    table["url"], table["state"] = link.url, link.state
    if link.checked:
        table["checked"] = link.checked
    table["failures"] = link.failures
    for key in ("moved_to", "reason"):
        if value := getattr(link, key):
            table[key] = value
