"""A cover for Sphinx's EPUB, and reproducible EPUB files."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docutils import nodes
from sphinx.builders.epub3 import Epub3Builder
from sphinx.locale import _

from eventnotes.book.preamble import template_files
from eventnotes.text import fonts
from eventnotes.text.files import write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

COVER = "cover.png"
DRAWN = (f"_static/{COVER}", "epub-cover.html")
#: The earliest time that ZIP can represent.
_FIRST = (1980, 1, 1, 0, 0, 0)


def archive_time() -> tuple[int, int, int, int, int, int]:
    """Return the time for archive members: SOURCE_DATE_EPOCH, or ZIP's earliest time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return max(time.gmtime(int(epoch))[:6], _FIRST) if epoch.isdigit() else _FIRST


def rewrite_reproducibly(path: Path) -> None:
    """Rewrite the archive at *path* with the same order and content, but fixed times and modes."""
    data = io.BytesIO()
    with ZipFile(path) as old, ZipFile(data, "w") as new:
        for entry in old.infolist():
            info = ZipInfo(entry.filename, archive_time())
            info.compress_type = ZIP_STORED if entry.filename == "mimetype" else ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            new.writestr(info, old.read(entry))
    write_whole(path, data.getvalue())


def complete_settings(app: Sphinx, config: Config) -> None:
    """Set the cover, and exclude Sphinx's records of earlier builds from the EPUB.

    Done for every builder, and before Sphinx compares the settings with those of the last build:
    otherwise every build would read all pages again.
    """
    config.epub_exclude_files = [*config.epub_exclude_files, ".buildinfo.bak"]
    if not config.epub_cover and fonts.can_typeset():
        config.epub_cover = DRAWN


def unlink_search(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace links to the search page by their text: an EPUB has no search page."""
    if app.builder.name != "epub":
        return
    address = app.builder.get_relative_uri(docname, "search")
    for link in list(doctree.findall(nodes.reference)):
        if link.get("refuri") == address:
            link.replace_self(link.children)


def remove_old_files(app: Sphinx) -> None:
    """Remove all files of the last EPUB, except the pages and images, which this one may reuse.

    Sphinx packs whatever it finds in the folder, and all else is written in every build.
    """
    builder = app.builder
    if not isinstance(builder, Epub3Builder):
        return
    kept: set[Path] = {builder.outdir / ".buildinfo"}  # the settings of the pages, not packed
    kept |= {builder.get_output_path(docname) for docname in app.env.all_docs}
    kept |= {builder.outdir / builder.imagedir / name for _pages, name in app.env.images.values()}
    for file in builder.outdir.rglob("*"):
        if file.is_file() and file not in kept:
            file.unlink()


def add_cover(app: Sphinx) -> None:
    """Draw a cover with title, release and author, unless ``epub_cover`` is set."""
    if app.builder.name != "epub" or tuple(app.config.epub_cover) != DRAWN:
        return
    folder = Path(app.outdir, "_static")
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / COVER, draw_cover(app))


def draw_cover(app: Sphinx) -> bytes:
    """Return the cover as a PNG of 1200 by 1600 pixels."""
    import typst

    config = app.config
    with TemporaryDirectory() as name:
        folder = Path(name)
        fonts.copy_fonts(folder / "fonts")
        for file, data in template_files(config, Path(app.confdir)).items():
            (folder / file).write_bytes(data)
        values = {
            "title": config.epub_title,
            "release": f"{_('Release')} {config.release}" if config.release else "",
            "author": config.epub_author,
        }
        drawn = typst.compile(
            folder / "cover.typ",
            root=folder,
            format="png",
            ppi=144,
            sys_inputs={key: str(value) for key, value in values.items()},
            font_paths=[folder / "fonts"],
            ignore_system_fonts=True,
        )
    assert isinstance(drawn, bytes)  # noqa: S101  # one page is one image
    return drawn


def make_reproducible(app: Sphinx, exception: Exception | None) -> None:
    """Rewrite the built EPUB, so that the same pages give the same bytes."""
    if exception is None and app.builder.name == "epub":
        rewrite_reproducibly(Path(app.outdir, f"{app.config.epub_basename}.epub"))
