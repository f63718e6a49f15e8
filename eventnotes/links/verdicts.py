"""From what a link answers to what is known of it: no verdict is final by one failure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from eventnotes.links.ledger import LinkState

FRESH = timedelta(days=30)
"""How long a verdict holds before the link is asked again."""
FINAL = 3
"""From the failures of how many days on a link is gone."""

Kind = Literal["answers", "moved", "refuses", "fails", "unreachable", "ignored"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of asking a link.

    ``answers``: it is there; ``moved``: it leads to *moved_to* for good; ``refuses``: it may
    be there, but not for programs; ``fails``: its server says that it is not there;
    ``unreachable``: no server answers; ``ignored``: it was not asked, by the site's settings, and
    nothing is known. *reason* is what was seen.
    """

    kind: Kind
    reason: str = ""
    moved_to: str = ""


def is_due(link: LinkState | None, today: date) -> bool:
    """Tell whether a link is to be asked: a verdict holds a month, a lone failure a day."""
    if link is None or link.checked is None:
        return True
    doubtful = link.failures and link.state != "gone"
    return today - link.checked >= (timedelta(days=1) if doubtful else FRESH)


def judge(url: str, known: LinkState | None, answer: Answer, today: date) -> LinkState:
    """Return what is known of a link after *answer*, given what was *known* before."""
    link = replace(
        known or LinkState(url=url),
        checked=today,
        failures=0,
        moved_to=answer.moved_to,
        reason=answer.reason,
    )
    if answer.kind == "answers":
        return replace(link, state="alive")
    if answer.kind == "moved":
        return replace(link, state="moved")
    if answer.kind == "refuses":
        return replace(link, state="unknown")
    return _failed(link, known)


def _failed(link: LinkState, known: LinkState | None) -> LinkState:
    failures = known.failures if known else 0
    if known is None or known.checked != link.checked:
        failures += 1
    if failures >= FINAL:
        return replace(link, state="gone", failures=failures)
    state = known.state if known and known.state != "gone" else "unknown"
    return replace(
        link,
        state=state,
        failures=failures,
        moved_to=known.moved_to if known and state == "moved" else "",
    )
