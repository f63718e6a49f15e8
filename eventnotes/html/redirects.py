"""Pages at old addresses that lead to the new ones, and anchors that do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.osutil import relative_uri

from eventnotes.domain import NotesDomain
from eventnotes.html.fragments import render
from eventnotes.html.published import Output
from eventnotes.indices.notes import INDICES, SpeakersIndex, TopicsIndex, index_page
from eventnotes.links.addresses import Address, Leads, Places, read_addresses, resolve, unlisted
from eventnotes.text.collation import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from eventnotes.html.published import Published
    from eventnotes.records.archive import Archive

logger = logging.getLogger(__name__)


def outputs(site: Published, found: Leads) -> Iterator[Output[dict[str, str]]]:
    """Yield the page of each address that has moved."""
    for docname, (target, anchor) in sorted(found.redirects.items()):
        old = f"{quote(docname)}.html"
        new = site.uri(target) + (f"#{quote(anchor)}" if anchor else "")
        # From the path itself: a link from a page to its own folder would come out empty.
        url = relative_uri(old, new) or new.rpartition("/")[2]
        title = site.page_title(target)
        said = {
            "language": site.language,
            "title": title,
            "url": url,
            "canonical": site.address(target, anchor) if site.base else url,
            "moved": _("This page has moved: %s") % title,
        }
        yield Output(name=f"{docname}.html", of=said, value=said, make=_pages)


def _pages(said: Iterable[dict[str, str]]) -> Iterator[bytes]:
    for values in said:
        yield render("redirect.html", **values).encode()


def leads(env: BuildEnvironment) -> Leads:
    """Return where the addresses in the file lead."""
    addresses, _troubles = read_addresses(_text(env))
    return resolve(addresses, places(env))


def places(env: BuildEnvironment) -> Places:
    """Return where the site can lead to."""
    archive = NotesDomain.of(env).archive
    return Places(
        pages=set(env.found_docs) | {"genindex", "search"} | set(map(index_page, INDICES)),
        anchors={
            index_page(SpeakersIndex): _speakers(archive, env.config.eventnotes_people),
            index_page(TopicsIndex): {topic.id: topic.id for topic in archive.topics.values()},
        },
        moved={one.id: one.docname for one in archive.records.values() if one.id != one.docname},
    )


def _speakers(archive: Archive, aliases: dict[str, list[str]]) -> dict[str, str]:
    """Return the anchors of people, those of other ways to write a name too."""
    ways = {slug(way): name for name, others in aliases.items() for way in (name, *others)}
    known = {way: person.id for way in ways if (person := archive.people.find(ways[way]))}
    return known | {person.id: person.id for person in archive.people}


def other_anchors(env: BuildEnvironment, page: str) -> dict[str, list[str]]:
    """Return, by the anchors on an index's page, the older anchors that lead there too."""
    anchors = places(env).anchors.get(page)
    if anchors is None:
        return {}
    listed = {old: new for (where, old), new in leads(env).aliases.items() if where == page}
    found: dict[str, list[str]] = {}
    for old, new in sorted((dict(anchors) | listed).items()):
        if old != new:
            found.setdefault(new, []).append(old)
    return found


def recorded(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    """Yield the addresses that the file is to list: every page, speaker and topic."""
    for docname in env.found_docs:
        yield docname, ""
    for page, anchors in places(env).anchors.items():
        yield page, ""
        for anchor in anchors.values():
            yield page, anchor


def warn_of_addresses(app: Sphinx, env: BuildEnvironment) -> None:
    """Say which addresses lead nowhere; where all is to be checked, which are not listed."""
    name = app.config.eventnotes_addresses
    text = _text(env)
    if not text:
        return
    addresses, troubles = read_addresses(text)
    for trouble in [*troubles, *resolve(addresses, places(env)).troubles]:
        logger.warning(
            "%s",
            trouble.message,
            location=f"{Path(app.srcdir, name)}:{trouble.line}",
            type="eventnotes",
            subtype=trouble.code,
        )
    if app.config.nitpicky:
        _warn_of_unlisted(app, addresses)


def _warn_of_unlisted(app: Sphinx, addresses: list[Address]) -> None:
    if missing := unlisted(addresses, recorded(app.env)):
        logger.warning(
            "not in the list of addresses that have to last: %s%s; run 'python -m eventnotes "
            "addresses' and commit it",
            ", ".join(missing[:5]),
            f" and {len(missing) - 5} more" if len(missing) > 5 else "",
            location=f"{Path(app.srcdir, app.config.eventnotes_addresses)}:1",
            type="eventnotes",
            subtype="unlisted-address",
        )


def _text(env: BuildEnvironment) -> str:
    path = Path(env.srcdir, env.config.eventnotes_addresses)
    return path.read_text("utf-8", "replace") if path.is_file() else ""
