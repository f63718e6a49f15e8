"""The files beside the pages: written again where they change, removed where outdated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

import eventnotes
from eventnotes.html import redirects
from eventnotes.html.outputs import calendars, cards, feeds, sitemap
from eventnotes.html.published import BUILDERS, OutputFile, Published
from eventnotes.incremental.leftovers import remove
from eventnotes.text.digests import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

NOTICE = (
    "html_baseurl is not set, so these are left out, which need the site's own address: "
    "sitemap, robots.txt, feeds, 404.html, canonical addresses, social cards"
)


def write_outputs(app: Sphinx, exception: Exception | None) -> None:
    """Write the files beside the pages, once the pages are there."""
    if exception or app.builder.name not in BUILDERS:
        return
    site = Published.of(app)
    if not site.base:
        logger.info(NOTICE)
    folder = Path(app.outdir)
    # Beside the environment, for each folder that it is built into.
    known = Path(app.doctreedir, f"outputs-{digest(str(folder))}.json")
    write(_outputs(site, app), folder, known)


def _outputs(site: Published, app: Sphinx) -> Iterator[OutputFile[Any]]:
    yield from redirects.outputs(site, redirects.redirects_of(app.env))
    yield from calendars.outputs(site)
    if site.base:
        yield from feeds.outputs(site)
        yield from sitemap.outputs(site)
        yield from cards.outputs(site)


def write(outputs: Iterable[OutputFile[Any]], folder: Path, known: Path) -> None:
    """Write *outputs* into *folder*, and remove those of the last time that are not among them.

    The file *known* keeps what each was made of.
    """
    last = _last(known)
    made_of, stale = {}, []
    for output in outputs:
        made_of[output.name] = digest(eventnotes.__version__, output.of)
        fresh = last.get(output.name) == made_of[output.name]
        if not fresh or not (folder / output.name).exists():
            stale.append(output)
    if not stale and last.keys() == made_of.keys():
        return
    # An interrupt leaves nothing known, so that all are made again, rather than something wrong.
    known.unlink(missing_ok=True)
    remove(folder, sorted(last.keys() - made_of.keys()))
    for output, content in _contents(stale):
        file = folder / output.name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    known.write_text(json.dumps(made_of), "utf-8")


def _contents(outputs: Iterable[OutputFile[Any]]) -> Iterator[tuple[OutputFile[Any], bytes]]:
    """Make what can be made together in one go."""
    together: dict[Any, list[OutputFile[Any]]] = {}
    for output in outputs:
        together.setdefault(output.make, []).append(output)
    for make, some in together.items():
        yield from zip(some, make([output.value for output in some]), strict=True)


def _last(known: Path) -> dict[str, str]:
    try:
        found: dict[str, str] = dict(json.loads(known.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return {}
    return found
