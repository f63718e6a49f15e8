"""A cover for Sphinx's EPUB, the contents of the PDF, metadata, and reproducible files."""

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

from eventnotes.book import addresses, metadata
from eventnotes.book.assembly import assemble
from eventnotes.book.preamble import template_files
from eventnotes.book.settings import Book
from eventnotes.text import fonts
from eventnotes.text.files import write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config

COVER = "cover.png"
DRAWN = (f"_static/{COVER}", "epub-cover.html")
#: The earliest time that ZIP can represent.
_FIRST = (1980, 1, 1, 0, 0, 0)


def archive_time() -> tuple[int, int, int, int, int, int]:
    """Return the time for archive members: SOURCE_DATE_EPOCH, or ZIP's earliest time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return max(time.gmtime(int(epoch))[:6], _FIRST) if epoch.isdigit() else _FIRST


def rewrite(path: Path, language: str) -> None:
    """Rewrite the archive at *path* in the same order, with fixed times and modes.

    Its metadata is completed, and its pages get the *language*.
    """
    data = io.BytesIO()
    with ZipFile(path) as old, ZipFile(data, "w") as new:
        for entry in old.infolist():
            info = ZipInfo(entry.filename, archive_time())
            info.compress_type = ZIP_STORED if entry.filename == "mimetype" else ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            content = old.read(entry)
            if entry.filename == "content.opf":
                pages = (old.read(name) for name in old.namelist() if name.endswith(".xhtml"))
                content = metadata.complete(content.decode(), pages).encode()
            elif entry.filename.endswith(".xhtml"):
                content = metadata.accessible(content.decode(), language).encode()
            new.writestr(info, content)
    write_whole(path, data.getvalue())


def complete_settings(app: Sphinx, config: Config) -> None:
    """Set the cover, and exclude Sphinx's records of earlier builds from the EPUB.

    Done for every builder, and before Sphinx compares the settings with those of the last build:
    otherwise every build would read all pages again.
    """
    config.epub_exclude_files = [*config.epub_exclude_files, ".buildinfo.bak"]
    if not config.epub_cover and fonts.can_typeset():
        config.epub_cover = DRAWN
    if config.epub_identifier == config.epub_uid == metadata.UNKNOWN:
        # Sphinx writes one of them into each of two files, where they have to agree.
        config.epub_identifier = metadata.identifier(config.project, config.author)
        config.epub_uid = config.epub_identifier


def _pages(builder: Builder) -> set[str]:
    """Return the pages below the front page, which a PDF of all pages has."""
    front = builder.config.root_doc
    _tree, pages = assemble(builder, Book(start=front, target="", title="", author=""))
    return pages


def leave_out_pages(app: Sphinx, builder: Builder) -> None:
    """Leave out the pages that are not below the front page."""
    if isinstance(builder, Epub3Builder):
        left = set(app.env.found_docs) - _pages(builder)
        names = sorted(builder.get_target_uri(docname) for docname in left)
        app.config.epub_exclude_files = [*app.config.epub_exclude_files, *names]


def link_outside(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace links to pages that the EPUB lacks by links to the site or, without it, by text."""
    builder = app.builder
    if not isinstance(builder, Epub3Builder):
        return
    excluded = set(app.config.epub_exclude_files)
    left = [name for name in app.env.found_docs if builder.get_target_uri(name) in excluded]
    outside = {
        builder.get_relative_uri(docname, name): addresses.on_site(app.config, name)
        for name in (*left, "search")
    }
    for link in list(doctree.findall(nodes.reference)):
        address, mark, anchor = link.get("refuri", "").partition("#")
        if outside.get(address):
            link["refuri"] = outside[address] + mark + anchor
        elif address in outside:
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
        path = Path(app.outdir, f"{app.config.epub_basename}.epub")
        rewrite(path, app.config.epub_language)
