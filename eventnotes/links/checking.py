"""Have links asked by Sphinx's linkcheck builder: one of a host at once, each within its time."""

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

from sphinx.builders.linkcheck import CheckExternalLinksBuilder, Hyperlink
from sphinx.util import logging
from sphinx.util.console import color_terminal, nocolor

import eventnotes
from eventnotes.links.answers import read_answers
from eventnotes.links.archived import NEVER_ASKED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx.application import Sphinx

    from eventnotes.links.verdicts import Answer

#: Sphinx's settings where conf.py leaves them as they are. An anchor would need the page's text; a
#: server that says 429, but not until when, counts as one that refuses.
DEFAULTS: Mapping[str, object] = {
    "linkcheck_anchors": False,
    "linkcheck_rate_limit_timeout": 30,
    "linkcheck_timeout": 15,
    "linkcheck_workers": 16,
    "user_agent": f"eventnotes-linkcheck/{eventnotes.__version__}",
}
# So many of Sphinx's timeouts, each for one read, may a link take with its redirects and waits.
_TIMEOUTS = 4


def configure(app: Sphinx, *, timeout: float | None) -> None:
    """Set how links are asked, as far as conf.py does not say; *timeout* says it for one run.

    Sphinx's words on each link go to the standard output.
    """
    config = app.config
    for name, value in DEFAULTS.items():
        if config[name] == config.values[name].default:
            config[name] = value
    if timeout is not None:
        config.linkcheck_timeout = timeout
    config.linkcheck_ignore = [*config.linkcheck_ignore, NEVER_ASKED]
    if not color_terminal():
        nocolor()
    logging.setup(app, sys.stdout, sys.stderr)


class CheckingError(Exception):
    """Links cannot be asked as things stand; the builder has said why."""


def ask_all(
    app: Sphinx,
    links: Mapping[str, tuple[str, int]],
    note: Callable[[Mapping[str, Answer]], None],
    *,
    pause: float,
    until: float,
) -> None:
    """Ask each of *links* of its server, and *note* the answers as they come.

    A batch has one link of a host, so that no host is asked for two at once. A host that does not
    answer within a link's time, or that asks to wait longer, is left alone for this run.

    :param links: docname and line of each, for what the builder prints
    :param pause: seconds between two batches
    :param until: when to end, by the monotonic clock
    :raises KeyboardInterrupt: on an interrupt, once what has answered is noted
    :raises CheckingError: where the builder ends with an error
    """
    builder = CheckExternalLinksBuilder(app, app.env)
    builder.init()
    builder.outdir = builder.outdir.parent / "linkcheck"
    builder.outdir.mkdir(exist_ok=True)
    output = builder.outdir / "output.json"
    queues = _by_host(links)
    while queues and (left := until - time.monotonic()) > 0:
        batch = _next_batch(queues, app.config.linkcheck_workers)
        builder.hyperlinks = {url: _hyperlink(app, url, *links[url]) for url in batch}
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


def _hyperlink(app: Sphinx, url: str, docname: str, line: int) -> Hyperlink:
    return Hyperlink(url, docname, app.env.doc2path(docname), line)


def _by_host(urls: Iterable[str]) -> dict[str, list[str]]:
    """Return the links of each host in random order: none comes last in every run."""
    shuffled = list(urls)
    random.shuffle(shuffled)
    queues: defaultdict[str, list[str]] = defaultdict(list)
    for url in shuffled:
        queues[_host(url)].append(url)
    return dict(queues)


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()


def _next_batch(queues: dict[str, list[str]], size: int) -> list[str]:
    """Take a link of each of the hosts that have most."""
    hosts = heapq.nlargest(size, queues, key=lambda host: len(queues[host]))
    batch = [queues[host].pop() for host in hosts]
    for host in hosts:
        if not queues[host]:
            del queues[host]
    return batch


def _run(builder: CheckExternalLinksBuilder, seconds: float) -> None:
    """Let *builder* ask its links, and end it after so many *seconds*.

    In a process of its own: nothing else ends a server's drip of bytes, or a wait that a server
    asks for. Where the system cannot fork, as on Windows, nothing ends them.
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
        msg = "Sphinx's linkcheck builder has ended with an error, said above"
        raise CheckingError(msg)


def _finish(builder: CheckExternalLinksBuilder, seconds: float) -> None:
    """Ask, until the time is over or the parent ends it: what is known is written either way."""
    ended: list[int] = []
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's is for the parent
    signal.signal(signal.SIGTERM, lambda number, _frame: ended.append(number))
    asking = threading.Thread(target=_ask, args=(builder,), daemon=True)
    asking.start()
    until = time.monotonic() + seconds
    # In short waits: a signal that another thread gets does not end a wait.
    while asking.is_alive() and not ended and time.monotonic() < until:
        asking.join(0.1)
    with suppress(AttributeError, ValueError):  # it is not open yet, or not any more
        builder.json_outfile.flush()
    os._exit(0)


def _ask(builder: CheckExternalLinksBuilder) -> None:
    try:
        builder.finish()
    except Exception as error:  # whichever it is: said without a traceback
        print(f"eventnotes: the links cannot be asked: {error}", file=sys.stderr, flush=True)
        os._exit(1)
