"""The files that stand beside the pages: written where they changed, removed where outlived."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

import eventnotes
from eventnotes.html import calendars, cards, feeds, redirects, sitemap
from eventnotes.html.published import Published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

BUILDERS = ("html", "dirhtml")
"""The builders whose folder is a site; others put the same pages into a book."""
NOTICE = (
    "html_baseurl is not set, so these are left out, which need the site's own address: "
    "sitemap, robots.txt, feeds, 404.html, canonical addresses, social cards"
)


def write_outputs(app: Sphinx, exception: Exception | None) -> None:
    """Write every file beside the pages, and remove those of the last build that are no more."""
    if exception or app.builder.name not in BUILDERS:
        return
    site = Published.of(app)
    if not site.base:
        logger.info(NOTICE)
    folder = Path(app.outdir)
    manifest = Path(app.doctreedir, f"{app.builder.name}.outputs.json")
    digest = _digest(site, app)
    known, written = _known(manifest)
    if known == digest and all((folder / name).exists() for name in written):
        return
    files = dict(_files(site, app))
    _remove(folder, set(written) - set(files))
    for name, content in files.items():
        _write(folder / name, content)
    _write(manifest, json.dumps({"of": digest, "files": sorted(files)}).encode())


def _digest(site: Published, app: Sphinx) -> str:
    """Return a digest of all that the files are made of."""
    made_of = (
        eventnotes.__version__,
        site.name,
        site.author,
        site.language,
        site.base,
        cards.has_card(site),
        site.archive.records,
        [*site.archive.people],
        site.archive.topics,
        site.titles,
        sorted(site.beginnings.items()),
        site.indices,
        redirects.leads(app.env),
    )
    return hashlib.sha256(repr(made_of).encode("utf-8", "backslashreplace")).hexdigest()


def _files(site: Published, app: Sphinx) -> Iterator[tuple[str, bytes]]:
    yield from redirects.files(site, app)
    yield from calendars.files(site)
    if site.base:
        yield from feeds.files(site)
        yield from sitemap.files(site)
        if site.cards:
            yield from cards.files(site, Path(app.doctreedir, "cards"))


def _known(manifest: Path) -> tuple[str, list[str]]:
    """Return what the last build's files were made of, and their names."""
    try:
        known = json.loads(manifest.read_text("utf-8"))
        return known["of"], known["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return "", []


def _remove(folder: Path, names: set[str]) -> None:
    for name in names:
        file = folder / name
        file.unlink(missing_ok=True)
        parent = file.parent
        while parent != folder and parent.exists() and not any(parent.iterdir()):
            parent.rmdir()
            parent = parent.parent


def _write(file: Path, content: bytes) -> None:
    if file.exists() and file.read_bytes() == content:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def setup(app: Sphinx) -> None:
    """Write the files once the pages are there."""
    app.connect("build-finished", write_outputs, priority=700)
