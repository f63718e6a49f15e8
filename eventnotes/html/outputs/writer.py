"""Write the files beside the pages if they changed, and remove outdated ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

import eventnotes
from eventnotes.html import redirects
from eventnotes.html.outputs import calendars, cards, citations, feeds, sitemap
from eventnotes.html.published import OutputFile, Published
from eventnotes.incremental.leftovers import record, remove
from eventnotes.settings.theme import SITES
from eventnotes.text.digests import digest
from eventnotes.text.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

NOTICE = (
    "html_baseurl is not set, so the sitemap, robots.txt, feeds, 404.html, canonical URLs and "
    "social cards are left out: set it to the site's address in conf.py"
)


def write_outputs(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.name not in SITES:
        return
    site = Published.of(app)
    if not site.base:
        logger.info(NOTICE)
    folder = Path(app.outdir)
    write(_outputs(site, app), folder, record(app, "outputs"))


def _outputs(site: Published, app: Sphinx) -> Iterator[OutputFile[Any]]:
    yield from redirects.outputs(site, redirects.redirects_of(app.env))
    yield from calendars.outputs(site)
    yield from citations.outputs(site)
    if site.base:
        yield from feeds.outputs(site)
        yield from sitemap.outputs(site)
        yield from cards.outputs(site)


def write(outputs: Iterable[OutputFile[Any]], folder: Path, known: Path) -> None:
    """Write *outputs* into *folder*, and remove files of the last build that are not in them.

    The file *known* stores digests of what each output depends on.
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
    # Emptied first, so that the build after an interrupted one rebuilds or removes all files.
    write_whole(known, json.dumps(dict.fromkeys(last | made_of, "")).encode())
    remove(folder, sorted(last.keys() - made_of.keys()))
    for output, content in _contents(stale):
        file = folder / output.name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    write_whole(known, json.dumps(made_of).encode())


def _contents(outputs: Iterable[OutputFile[Any]]) -> Iterator[tuple[OutputFile[Any], bytes]]:
    """Yield outputs with their contents, rendering outputs with the same *make* in one call."""
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
