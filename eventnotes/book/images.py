"""The images of a book: which of them it may hold, and their copies beside its Typst source."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sphinx.util.images import guess_mimetype

from eventnotes.text.files import write_if_changed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from docutils import nodes
    from sphinx.builders import Builder

    from eventnotes.book.warnings import Warnings


class Images:
    """Checks images for a book of *builder*; *types* are the MIME types that it may hold."""

    def __init__(self, builder: Builder, types: Collection[str], warnings: Warnings) -> None:
        self._source = Path(builder.srcdir)
        self._folders = [
            Path(folder).resolve()
            for folder in (builder.srcdir, builder.doctreedir, builder.outdir)
        ]
        self._known = builder.env.images
        self._types = types
        self._warnings = warnings

    def name(self, node: nodes.Element) -> str | None:
        """Return the name in the book's folder of the image *node*, if it can be read.

        Images outside the project, missing ones and those of other kinds are a warning.
        """
        address = node.get("uri", "")
        if fault := self._fault(address, node):
            self._warnings.warn(fault, address, location=node, subtype="image")
        if fault is not None:
            return None
        name = self._known.get(address, (None, PurePosixPath(address).name))[1]
        return f"images/{name}"

    def _fault(self, address: str, node: nodes.Element) -> str | None:
        """Return what is wrong with an image, ``""`` if a warning has said so."""
        if "://" in address or address.startswith("data:"):
            return (
                "the image %s is not in the project: the book is built without the network and "
                "shows its alternative text"
            )
        path = (self._source / address).resolve()
        if not any(map(path.is_relative_to, self._folders)):
            return "the image %s is outside the project; copy it into it"
        if not path.is_file():
            by_sphinx = "candidates" in node and address not in self._known
            return "" if by_sphinx else "there is no image file %s"
        if guess_mimetype(path) not in self._types:
            return (
                "the image %s is of a kind that the book cannot hold (a PDF it can, where "
                "typst_pdf_standards is empty): its words are shown; convert it to SVG or PNG"
            )
        return None


def copy_images(images: Mapping[str, str], source: Path, to: Path) -> None:
    """Copy *images*, addresses below *source* by their names, into the folder *to*."""
    for name, address in images.items():
        write_if_changed(to / name, (source / address).read_bytes())
