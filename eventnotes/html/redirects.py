"""Redirect pages at old addresses, and old anchors on index pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx.locale import _

from eventnotes.domain import NotesDomain
from eventnotes.html.fragments import render
from eventnotes.html.published import OutputFile
from eventnotes.indices.notes import INDICES, SpeakersIndex, TopicsIndex, index_page
from eventnotes.internals import relative_uri
from eventnotes.links.addresses import (
    Destinations,
    Redirects,
    Target,
    read_addresses,
    resolve,
    unlisted,
)
from eventnotes.text.warning import warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from eventnotes.html.published import Published


def outputs(site: Published, redirects: Redirects) -> Iterator[OutputFile[dict[str, str]]]:
    """Yield the redirect page of each old address."""
    for docname, (target, anchor) in sorted(redirects.pages.items()):
        old = f"{quote(docname)}.html"
        new = site.uri(target) + (f"#{quote(anchor)}" if anchor else "")
        # Relative to the path, because a link from a page to its own folder would be empty.
        url = relative_uri(old, new) or new.rpartition("/")[2]
        title = site.page_title(target)
        said = {
            "language": site.language,
            "title": title,
            "url": url,
            "canonical": site.address(target, anchor) if site.base else url,
            "moved": _("This page has moved: %s") % title,
        }
        yield OutputFile(name=f"{docname}.html", of=said, value=said, make=_pages)


def _pages(said: Iterable[dict[str, str]]) -> Iterator[bytes]:
    for values in said:
        yield render("redirect.html", **values).encode()


def redirects_of(env: BuildEnvironment) -> Redirects:
    """Return the redirects in the list of addresses."""
    addresses, _problems = read_addresses(_text(env))
    return resolve(addresses, destinations(env))


def destinations(env: BuildEnvironment) -> Destinations:
    """Return the existing targets for redirects."""
    archive = NotesDomain.of(env).archive
    return Destinations(
        pages=set(env.found_docs) | {"genindex", "search"} | set(map(index_page, INDICES)),
        anchors={
            index_page(SpeakersIndex): {person.id for person in archive.people},
            index_page(TopicsIndex): {topic.id for topic in archive.topics.values()},
        },
    )


def old_anchors(env: BuildEnvironment, page: str) -> dict[str, list[str]]:
    """Return the old anchors on an index page, by the anchors that they redirect to."""
    found: dict[str, list[str]] = {}
    for (docname, old), new in sorted(redirects_of(env).anchors.items()):
        if docname == page:
            found.setdefault(new, []).append(old)
    return found


def lasting(env: BuildEnvironment) -> Iterator[Target]:
    """Yield the addresses that the list must contain: every page, speaker and topic."""
    for docname in env.found_docs:
        yield docname, ""
    for page, anchors in destinations(env).anchors.items():
        yield page, ""
        for anchor in anchors:
            yield page, anchor


def warn_of_addresses(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about addresses without a target and, if all are valid, about unlisted addresses."""
    path, text = _path(env), _text(env)
    if not text:
        return
    addresses, problems = read_addresses(text)
    for problem in [*problems, *resolve(addresses, destinations(env)).problems]:
        warn(problem.code, problem.message, f"{path}:{problem.line}")
    if app.config.nitpicky and (missing := unlisted(addresses, lasting(env))):
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        message = (
            f"not in the list of addresses that have to last: {', '.join(missing[:5])}{more}; run "
            "'python -m eventnotes addresses' and commit it"
        )
        warn("unlisted-address", message, f"{path}:1")


def _path(env: BuildEnvironment) -> Path:
    return Path(env.srcdir, env.config.eventnotes_addresses)


def _text(env: BuildEnvironment) -> str:
    path = _path(env)
    return path.read_text("utf-8", "replace") if path.is_file() else ""
