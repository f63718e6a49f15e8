"""Ask one link whether it still leads somewhere: HEAD, GET where that is refused."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import httpx

from eventnotes.links.archived import is_web
from eventnotes.links.verdicts import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_REDIRECTS = 10
# Where a server means "not for programs", "not now" or "not like this", not "not there".
_REFUSALS = frozenset({401, 402, 403, 405, 406, 407, 408, 421, 425, 429, 451, 503, 999})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_ASKED_TO_WAIT = frozenset({429, 503})


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How links are asked: times in seconds.

    *pause* lies between two requests to a host; *deadline* is the longest that one link may
    take, *longest_wait* the longest that a server's ``Retry-After`` is waited for.
    """

    pause: float = 1.0
    deadline: float = 40.0
    timeout: float = 15.0
    longest_wait: float = 120.0
    hosts: int = 16


class AskedToWait(Exception):  # noqa: N818 - not an error, but what the server asks for
    """A server asks for a wait of *seconds* before anything else is asked of it."""

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(reason)
        self.seconds = seconds


def client(manners: Manners, agent: str) -> httpx.AsyncClient:
    """Return a client that follows no redirects of its own."""
    return httpx.AsyncClient(
        headers={"User-Agent": agent, "Accept": "*/*"},
        timeout=manners.timeout,
        follow_redirects=False,
    )


async def ask(url: str, client: httpx.AsyncClient, manners: Manners) -> Answer:
    """Return what *url* answers.

    :raises AskedToWait: where its server asks for that
    """
    try:
        async with asyncio.timeout(manners.deadline):
            return await _follow(url, client)
    except TimeoutError:
        return Answer(kind="unreachable", reason=f"no answer within {manners.deadline:g} s")
    except httpx.TimeoutException:
        return Answer(kind="unreachable", reason=f"no answer within {manners.timeout:g} s")
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        return Answer(kind="fails", reason=f"no address that can be asked ({error})")
    except httpx.HTTPError as error:
        return _broken(error)


def _broken(error: httpx.HTTPError) -> Answer:
    """Tell a certificate's fault, which says nothing of the page, from other broken links."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Answer(kind="refuses", reason=f"TLS: {cause.verify_message}")
        if isinstance(cause, ssl.SSLError):
            return Answer(kind="refuses", reason=f"TLS: {cause.reason or cause}")
    kind = type(error).__name__
    if isinstance(error, httpx.ConnectError):
        return Answer(kind="unreachable", reason=f"no connection ({str(error) or kind})")
    return Answer(kind="fails", reason=f"the connection broke ({str(error) or kind})")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


async def _follow(url: str, client: httpx.AsyncClient) -> Answer:
    """Follow redirects, each once, to the answer at their end."""
    here, seen, for_good = url, set[str](), True
    while len(seen) <= MOST_REDIRECTS:
        seen.add(here)
        status, headers = await _request(here, client)
        if status in _ASKED_TO_WAIT and "retry-after" in headers:
            raise AskedToWait(_seconds(headers["retry-after"]), _words(status))
        if status not in _REDIRECTS or "location" not in headers:
            return _answer(url, here, status, for_good=for_good)
        for_good = for_good and status in _FOR_GOOD
        here = urljoin(here, headers["location"])
        if not is_web(here):
            return Answer(kind="fails", reason=f"redirects to no web address ({here[:60]!r})")
        if here in seen:
            return Answer(kind="fails", reason="redirects in a circle")
    return Answer(kind="fails", reason=f"redirects more than {MOST_REDIRECTS} times")


async def _request(url: str, client: httpx.AsyncClient) -> tuple[int, httpx.Headers]:
    """Return status and headers; a body is never read, however large."""
    try:
        head = await client.head(url)
        if head.status_code < 400 or head.status_code == 429:
            return head.status_code, head.headers
    except (httpx.RemoteProtocolError, httpx.ReadError, httpx.ReadTimeout):
        pass  # Some servers know no HEAD at all.
    async with client.stream("GET", url) as response:
        return response.status_code, response.headers


def _answer(url: str, here: str, status: int, *, for_good: bool) -> Answer:
    if status in _REFUSALS:
        return Answer(kind="refuses", reason=_words(status))
    if status >= 400:
        return Answer(kind="fails", reason=_words(status))
    if here != url and for_good and not _same_place(url, here):
        return Answer(kind="moved", moved_to=here)
    return Answer(kind="answers")


def _same_place(one: str, other: str) -> bool:
    """Tell a redirect that only ends an empty path with its slash."""
    a, b = urlsplit(one), urlsplit(other)
    return (a.scheme, a.netloc, a.path or "/", a.query) == (
        b.scheme,
        b.netloc,
        b.path or "/",
        b.query,
    )


def _words(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _seconds(retry_after: str) -> float:
    """Read ``Retry-After``: seconds, or a date (RFC 9110, section 10.2.3)."""
    text = retry_after.strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(tz=UTC)).total_seconds())
