"""Check links with Sphinx's linkcheck builder: one per host at a time, each with a time limit."""

from __future__ import annotations

import heapq
import os
import random
import signal
import sys
import threading
import time
from collections import defaultdict
from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import eventnotes
from eventnotes.internals import (
    CheckExternalLinksBuilder,
    link_checker,
    log_to_terminal,
    set_links,
    wait_after_refusals,
)
from eventnotes.links.answers import read_answers
from eventnotes.links.archived import NEVER_ASKED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx.application import Sphinx

    from eventnotes.links.verdicts import Answer

#: Defaults for Sphinx's settings that conf.py does not set. Checking anchors would download the
#: pages; a 429 response without Retry-After counts as a refusal.
DEFAULTS: Mapping[str, object] = {
    "linkcheck_anchors": False,
    "linkcheck_rate_limit_timeout": 30,
    "linkcheck_timeout": 15,
    "linkcheck_workers": 16,
    "user_agent": f"eventnotes-linkcheck/{eventnotes.__version__}",
}
#: A link's time limit, redirects and waits included, in multiples of ``linkcheck_timeout``, which
#: is for one read.
_TIMEOUTS = 4
#: Seconds to wait at least after a 429 response.
SHORTEST_WAIT = 1.0


def configure(app: Sphinx, *, timeout: float | None) -> None:
    """Set the defaults of the linkcheck settings that conf.py does not set.

    The builder's line about each link goes to the standard output.

    :param timeout: overrides ``linkcheck_timeout`` for this run
    """
    config = app.config
    for name, value in DEFAULTS.items():
        if config[name] == config.values[name].default:
            config[name] = value
    if timeout is not None:
        config.linkcheck_timeout = timeout
    config.linkcheck_ignore = [*config.linkcheck_ignore, NEVER_ASKED]
    log_to_terminal(app)


class CheckingError(Exception):
    """The linkcheck builder failed; it has printed the reason."""


def ask_all(
    app: Sphinx,
    links: Mapping[str, tuple[str, int]],
    note: Callable[[Mapping[str, Answer]], None],
    *,
    pause: float,
    until: float,
) -> None:
    """Check *links* in batches, and pass the answers of each batch to *note*.

    A batch has at most one link per host. A host that does not answer within the time limit, or
    that asks to wait longer, is skipped for the rest of the run.

    :param links: docname and line of each URL, for the builder's output
    :param pause: seconds between two batches
    :param until: when to end, by the monotonic clock
    :raises KeyboardInterrupt: on an interrupt, after the answers so far were noted
    :raises CheckingError: if the builder fails
    """
    builder = link_checker(app)
    output = builder.outdir / "output.json"
    queues = _by_host(links)
    while queues and (left := until - time.monotonic()) > 0:
        batch = _next_batch(queues, app.config.linkcheck_workers)
        set_links(builder, {url: links[url] for url in batch})
        output.unlink(missing_ok=True)
        try:
            _run(builder, min(app.config.linkcheck_timeout * _TIMEOUTS, left))
        finally:
            answers = read_answers(output)
            note(answers)
        for url in batch:
            if url not in answers:
                queues.pop(_host(url), None)
        if queues:
            time.sleep(pause)


def _by_host(urls: Iterable[str]) -> dict[str, list[str]]:
    """Return the links of each host, in random order so that each gets its turn."""
    shuffled = list(urls)
    random.shuffle(shuffled)
    queues: defaultdict[str, list[str]] = defaultdict(list)
    for url in shuffled:
        queues[_host(url)].append(url)
    return dict(queues)


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()


def _next_batch(queues: dict[str, list[str]], size: int) -> list[str]:
    """Take one link from each of the *size* hosts with the most links left."""
    hosts = heapq.nlargest(size, queues, key=lambda host: len(queues[host]))
    batch = [queues[host].pop() for host in hosts]
    for host in hosts:
        if not queues[host]:
            del queues[host]
    return batch


def _run(builder: CheckExternalLinksBuilder, seconds: float) -> None:
    """Run *builder*, and stop it after *seconds*.

    It runs in a child process, the only way to stop a response that never ends or a wait that a
    server asked for. Without fork, as on Windows, there is no time limit.
    """
    if not hasattr(os, "fork"):
        builder.finish()
        return
    process = get_context("fork").Process(target=_finish, args=(builder, seconds))
    process.start()
    try:
        process.join(seconds + 5)
    finally:
        if process.is_alive():
            process.terminate()
            process.join(5)
        process.kill()
        process.join()
    if process.exitcode == 1:
        msg = "Sphinx's linkcheck builder failed: see the error above"
        raise CheckingError(msg)


def _finish(builder: CheckExternalLinksBuilder, seconds: float) -> None:
    """Check until done, timed out or terminated; flush the results in each case.

    Also ends if the parent has been killed.
    """
    ended: list[int] = []
    parent = os.getppid()
    wait_after_refusals(SHORTEST_WAIT)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles Ctrl+C
    signal.signal(signal.SIGTERM, lambda number, _frame: ended.append(number))
    asking = threading.Thread(target=_ask, args=(builder,), daemon=True)
    asking.start()
    until = time.monotonic() + seconds
    # Short waits: a signal that another thread receives does not end a join.
    while asking.is_alive() and not ended and time.monotonic() < until and os.getppid() == parent:
        asking.join(0.1)
    with suppress(AttributeError, ValueError):  # not open yet, or already closed
        builder.json_outfile.flush()
    os._exit(0)


def _ask(builder: CheckExternalLinksBuilder) -> None:
    try:
        builder.finish()
    except Exception as error:  # of any kind: reported without a traceback
        print(f"eventnotes: the links cannot be checked: {error}", file=sys.stderr, flush=True)
        os._exit(1)
