"""Read the results of Sphinx's linkcheck builder, its ``output.json``, as answers."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from eventnotes.links.archived import is_public, is_web
from eventnotes.links.verdicts import Answer

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_TARGET = 2000
"""Longer redirect targets are not recorded in ``moved_to``."""
#: Statuses by which a server refuses the request; they do not mean that the page is gone.
_REFUSALS = frozenset({401, 402, 403, 405, 406, 407, 408, 421, 425, 429, 451, 503})
_FOR_GOOD = frozenset({301, 308})
_STATUSES = frozenset(HTTPStatus)
_IGNORED_REDIRECT = "ignored redirect: "
# The builder describes a broken link in words: an HTTP status or an exception.
_STATUS = re.compile(r"(\d{3}) (?:Client|Server) Error\b")
_TLS = re.compile(r"SSLError|\[SSL")
_TLS_REASON = re.compile(r"certificate verify failed(?:: [^('\"]+)?")
_UNREACHABLE = re.compile(r"NewConnectionError|NameResolutionError|Connect(?:ion)?Timeout")
_CUT_SHORT = re.compile(r"Connection aborted|Connection broken|IncompleteRead|BadStatusLine")
_SYSTEM_REASON = re.compile(r"\[Errno -?\d+\] ([^'\")\]\\]+)")


def read_answers(path: Path) -> dict[str, Answer]:
    """Return the answers in the builder's output file *path*, by URL; ``{}`` if it is missing.

    An incomplete last line, from a builder that was killed, is ignored.
    """
    if not path.exists():
        return {}
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]
    return {row["uri"]: answer_of(row["status"], row["code"], row["info"]) for row in rows}


def answer_of(status: str, code: int, info: str) -> Answer:
    """Convert a result of the builder; *code* is a redirect's HTTP status, *info* the details."""
    match status:
        case "working":
            return Answer(kind="answers")
        case "redirected":
            return _redirected(info, code)
        case "timeout":
            return Answer(kind="unreachable", reason="no answer in time")
        case "broken":
            return _broken(info)
        case "ignored" if info == "service unavailable":
            return _refused_or_failed(HTTPStatus.SERVICE_UNAVAILABLE)
        case "ignored" if info.startswith(_IGNORED_REDIRECT):
            # Ignored by the site's settings, or because the target is not public.
            return _redirected(info.removeprefix(_IGNORED_REDIRECT), 0)
        case _:
            return Answer(kind="ignored")


def _redirected(target: str, code: int) -> Answer:
    if not is_web(target) or not is_public(target):
        return Answer(kind="fails", reason="redirects to an address that is not public")
    if code in _FOR_GOOD and len(target) <= LONGEST_TARGET:
        return Answer(kind="moved", moved_to=target)
    return Answer(kind="answers")


def _broken(info: str) -> Answer:
    """Distinguish missing pages, refused requests and unreachable servers."""
    if match := _STATUS.match(info):
        return _refused_or_failed(int(match[1]))
    if info == "unauthorized":
        return _refused_or_failed(HTTPStatus.UNAUTHORIZED)
    if _TLS.search(info):
        # An invalid certificate does not mean that the page is gone.
        seen = _TLS_REASON.search(info)
        reason = seen[0].strip() if seen else "no connection"
        return Answer(kind="refuses", reason=f"TLS: {reason}")
    if _UNREACHABLE.search(info):
        seen = _SYSTEM_REASON.search(info)
        reason = f"no connection ({seen[1].strip()})" if seen else "no connection"
        return Answer(kind="unreachable", reason=reason)
    if _CUT_SHORT.search(info):
        return Answer(kind="fails", reason="the connection broke")
    return Answer(kind="fails", reason=" ".join(info.split())[:100] or "no answer")


def _refused_or_failed(status: int) -> Answer:
    reason = f"{status} {HTTPStatus(status).phrase}" if status in _STATUSES else str(status)
    return Answer(kind="refuses" if status in _REFUSALS else "fails", reason=reason)
