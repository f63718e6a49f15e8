"""A round of asking: many hosts at once, each politely, with what is known saved as it goes."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from eventnotes.links.asking import AskedToWait, Manners, ask, client
from eventnotes.links.verdicts import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import httpx

# A host that asks for a wait is asked again so many times at most.
_TRIES = 3


class Results:
    """What has come back so far, and the saving of it.

    Where nothing at all answers it is our own network that is missing: what could not be
    reached is held back until anything has answered.
    """

    def __init__(self, save: Callable[[dict[str, Answer]], None], every: float = 5.0) -> None:
        self._save = save
        self._every = every
        self._new: dict[str, Answer] = {}
        self._saved = time.monotonic()
        self.answered = False
        self.held: dict[str, Answer] = {}

    def note(self, url: str, answer: Answer) -> None:
        """Keep an answer, and save where the last saving is some seconds ago."""
        if answer.kind == "unreachable" and not self.answered:
            self.held[url] = answer
            return
        self.answered = True
        self._new |= self.held | {url: answer}
        self.held = {}
        if time.monotonic() - self._saved >= self._every:
            self.save()

    def save(self) -> None:
        """Save what has come since the last saving."""
        if self._new:
            self._save(self._new)
            self._new = {}
        self._saved = time.monotonic()


async def ask_all(
    urls: Iterable[str],
    results: Results,
    *,
    manners: Manners,
    agent: str,
    report: Callable[[str, Answer], None],
    leave: Callable[[str, str], None],
) -> None:
    """Ask every one of *urls* and note its answer; what is known is saved, come what may.

    :param report: called with each link that has been asked, and its answer
    :param leave: called with each link that is left for another time, and why
    """
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[urlsplit(url).netloc.lower()].append(url)
    free = asyncio.Semaphore(manners.hosts)

    def note(url: str, answer: Answer) -> None:
        results.note(url, answer)
        report(url, answer)

    try:
        async with client(manners, agent) as session, asyncio.TaskGroup() as group:
            for host in by_host.values():
                group.create_task(_ask_host(host, session, manners, note, leave, free))
    finally:
        results.save()


async def _ask_host(
    urls: list[str],
    session: httpx.AsyncClient,
    manners: Manners,
    note: Callable[[str, Answer], None],
    leave: Callable[[str, str], None],
    free: asyncio.Semaphore,
) -> None:
    """Ask one host's links one at a time, a pause between."""
    async with free:
        for number, url in enumerate(urls):
            if number:
                await asyncio.sleep(manners.pause)
            try:
                note(url, await _ask_patiently(url, session, manners))
            except AskedToWait as wait:
                reason = f"{wait}, and asks to wait {wait.seconds:.0f} s: left for the next run"
                for left in urls[number:]:
                    leave(left, reason)
                return


async def _ask_patiently(url: str, session: httpx.AsyncClient, manners: Manners) -> Answer:
    """Ask a link, waiting as long as its server asks for.

    :raises AskedToWait: where that is too long
    """
    for _ in range(_TRIES):
        try:
            return await ask(url, session, manners)
        except AskedToWait as wait:
            if wait.seconds > manners.longest_wait:
                raise
            reason = str(wait)
            await asyncio.sleep(wait.seconds)
    return Answer(kind="refuses", reason=f"{reason}, still so after {_TRIES} tries")
