"""Builders that share doctrees: each gives the same files as a build from nothing."""

from __future__ import annotations

import shutil
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from tests.incremental.archive import Archive, build, differences, site, small

if TYPE_CHECKING:
    from pathlib import Path

# In the order in which `make html` builds them.
BUILDERS = ("bookpdf", "epub", "html")
CONF = """
import os
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

os.environ["SOURCE_DATE_EPOCH"] = "1363305600"
project = "Archive"
project_copyright = "2013, Ann"
version = "1"
extensions = ["eventnotes", "myst_parser"]
html_theme = "eventnotes"
book_documents = [("index", "book.pdf", "Book", "Ann", "manual")]
epub_basename = "book"


class Lines(SphinxDirective):
    def run(self):
        _, path = self.env.relfn2path("/pictures/lines.txt")
        self.env.note_dependency(path)
        return [nodes.paragraph(text=open(path).read())]


def setup(app):
    app.add_directive("lines", Lines)
"""


def picture(colour: str) -> bytes:
    data = BytesIO()
    Image.new("RGB", (2, 2), colour).save(data, "png")
    return data.getvalue()


def change_picture(sources: Path, archive: Archive) -> None:
    (sources / "pictures/a.png").write_bytes(picture("blue"))


def change_lines(sources: Path, archive: Archive) -> None:
    (sources / "pictures/lines.txt").write_text("after", "utf-8")


def change_download(sources: Path, archive: Archive) -> None:
    (sources / "pictures/b.txt").write_text("after", "utf-8")


def change_words(sources: Path, archive: Archive) -> None:
    archive.events["spring"].talks["dogs"].body = "Other words."


def remove_modules(sources: Path, archive: Archive) -> None:
    """Empty an index."""
    archive.events["spring"].talks["ants"].body = "No modules."


def remove_page(sources: Path, archive: Archive) -> None:
    archive.events["autumn"].talks.pop("yews")
    archive.pages["about_us.rst"] = "About us\n========\n\nNothing.\n"


def start(sources: Path) -> Archive:
    archive = small()
    archive.pages["conf.py"] = CONF
    talks = archive.events["spring"].talks
    talks["bees"].body = ".. image:: /pictures/a.png\n\n:download:`/pictures/b.txt`"
    talks["cats"].body = ".. lines::"
    (sources / "pictures").mkdir(parents=True)
    (sources / "pictures/a.png").write_bytes(picture("red"))
    (sources / "pictures/lines.txt").write_text("before", "utf-8")
    (sources / "pictures/b.txt").write_text("before", "utf-8")
    archive.write(sources)
    return archive


def make(sources: Path, to: Path, order: tuple[str, ...] = BUILDERS) -> None:
    for builder in order:
        build(sources, to, 2, builder)


def same(tmp_path: Path, sources: Path, built: Path, order: tuple[str, ...] = BUILDERS) -> None:
    """Build again, and from nothing, and compare."""
    clean = tmp_path / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    make(sources, built, order)
    make(sources, clean, order)
    for builder in order:
        assert differences(site(built, builder), site(clean, builder)) == [], builder


def test_every_builder_sees_an_edit(tmp_path: Path) -> None:
    sources, built = tmp_path / "sources", tmp_path / "built"
    archive = start(sources)
    make(sources, built)
    same(tmp_path, sources, built)
    assert "_static/notes.css" in site(built, "epub")  # written before Sphinx writes its own
    for edit in (change_picture, change_lines, change_download, change_words):
        edit(sources, archive)
    archive.write(sources)
    same(tmp_path, sources, built)
    for edit in (remove_modules, remove_page):
        edit(sources, archive)
    archive.write(sources)
    same(tmp_path, sources, built)


def test_the_order_of_builders_does_not_matter(tmp_path: Path) -> None:
    sources, built = tmp_path / "sources", tmp_path / "built"
    archive = start(sources)
    make(sources, built, ("html", "epub"))
    for edit in (change_picture, change_lines):
        edit(sources, archive)
    same(tmp_path, sources, built, ("html", "epub"))
