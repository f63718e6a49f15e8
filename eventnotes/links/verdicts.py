"""Derive a link's state from its answers: one failure does not make it gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from eventnotes.links.ledger import LinkState

FRESH = timedelta(days=30)
"""How long a result is valid before the link is checked again."""
FINAL = 3
"""Number of days with failures after which a link is gone."""

Kind = Literal["answers", "moved", "refuses", "fails", "unreachable", "ignored"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The result of checking a link.

    ``answers``: the page exists; ``moved``: a permanent redirect to *moved_to*; ``refuses``: the
    server refuses programs, the page may exist; ``fails``: the server reports that the page does
    not exist; ``unreachable``: no server answers; ``ignored``: not checked because of the site's
    settings. *reason* gives the details.
    """

    kind: Kind
    reason: str = ""
    moved_to: str = ""


def is_due(link: LinkState | None, today: date) -> bool:
    """Return whether to check a link: results are valid for ``FRESH``, recent failures a day."""
    if link is None or link.checked is None:
        return True
    doubtful = link.failures and link.state != "gone"
    return today - link.checked >= (timedelta(days=1) if doubtful else FRESH)


def judge(url: str, known: LinkState | None, answer: Answer, today: date) -> LinkState:
    """Return the new state of a link, given its *known* state and *answer*."""
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
