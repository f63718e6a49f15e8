"""From what a link answers to what is known of it: no verdict is final by one failure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from eventnotes.links.ledger import Entry

FRESH = timedelta(days=30)
"""How long a verdict holds before the link is asked again."""
FINAL = 3
"""From the failures of how many days on a link is gone."""

Kind = Literal["answers", "moved", "refuses", "fails", "unreachable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of asking a link.

    ``answers``: it is there; ``moved``: it leads to *moved_to* for good; ``refuses``: it may
    be there, but not for programs; ``fails``: its server says that it is not there;
    ``unreachable``: no server answers. *reason* is what was seen.
    """

    kind: Kind
    reason: str = ""
    moved_to: str = ""


def is_due(entry: Entry | None, today: date) -> bool:
    """Tell whether a link is to be asked: a verdict holds a month, a lone failure a day."""
    if entry is None or entry.checked is None:
        return True
    doubtful = entry.failures and entry.state != "gone"
    return today - entry.checked >= (timedelta(days=1) if doubtful else FRESH)


def judge(url: str, known: Entry | None, answer: Answer, today: date) -> Entry:
    """Return what is known of a link after *answer*, given what was *known* before."""
    entry = replace(
        known or Entry(url=url),
        checked=today,
        failures=0,
        moved_to=answer.moved_to,
        reason=answer.reason,
    )
    if answer.kind == "answers":
        return replace(entry, state="alive")
    if answer.kind == "moved":
        return replace(entry, state="moved")
    if answer.kind == "refuses":
        return replace(entry, state="unknown")
    return _failed(entry, known)


def _failed(entry: Entry, known: Entry | None) -> Entry:
    failures = known.failures if known else 0
    if known is None or known.checked != entry.checked:
        failures += 1
    if failures >= FINAL:
        return replace(entry, state="gone", failures=failures)
    state = known.state if known and known.state != "gone" else "unknown"
    return replace(
        entry,
        state=state,
        failures=failures,
        moved_to=known.moved_to if known and state == "moved" else "",
    )
