"""The images of a book: check them, and copy them beside its Typst source."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from docutils import nodes

from eventnotes.book.compiler import CompileError
from eventnotes.book.escaping import string
from eventnotes.internals import get_image_size, guess_mimetype
from eventnotes.text.digests import digest
from eventnotes.text.files import write_if_changed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from sphinx.builders import Builder

    from eventnotes.book.warnings import Warnings

#: The maximum bytes of a file name, with room for the suffix that `write_whole` adds.
_LONGEST_NAME = 200
#: The size of an image that Typst decodes, in 200 MB. A page at 600 dots per inch has 35.
_MOST_MEGAPIXELS = 50
_IMAGE_ALONE = """\
#set document(title: "image", date: datetime(year: 2000, month: 1, day: 1))
#image({name}, alt: "image")
"""


class Images:
    """Checks images for a book of *builder*.

    *types* are the allowed MIME types; *unreadable* are Typst's errors by image name.
    """

    def __init__(
        self,
        builder: Builder,
        types: Collection[str],
        unreadable: Mapping[str, str],
        warnings: Warnings,
    ) -> None:
        self._source = Path(builder.srcdir)
        self._folders = [
            Path(folder).resolve()
            for folder in (builder.srcdir, builder.doctreedir, builder.outdir)
        ]
        self._known = builder.env.images
        self._types = types
        self._unreadable = unreadable
        self._warnings = warnings

    def icon(self, svg: str, name: str) -> nodes.image:
        """Return an image of the height of capitals, with the HTML element *svg* as its file."""
        data = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).encode()
        path = self._folders[-1] / "images" / f"icon-{digest(data)}.svg"
        write_if_changed(path, data)
        return nodes.image(uri=str(path), alt=name, height="0.75em")

    def name(self, node: nodes.Element) -> str | None:
        """Return the file name in the book's folder for the image *node*, or None.

        Warns about images outside the project, and missing, broken or unsupported ones.
        """
        address = node.get("uri", "")
        name = f"images/{_file_name(self._known.get(address, (None, address))[1])}"
        fault = self._fault(address, name, known_missing="candidates" in node)
        if fault:
            self._warnings.warn("%s", fault, location=node, subtype="image")
        return name if fault is None else None

    def _fault(self, address: str, name: str, *, known_missing: bool) -> str | None:
        """Return the problem of an image, None if it has none, ``""`` if Sphinx has warned."""
        if "://" in address or address.startswith("data:"):
            return (
                f"the image {address} is not in the project, and its alternative text is shown: "
                "images are not downloaded, copy it into the project"
            )
        path = (self._source / address).resolve()
        if not any(map(path.is_relative_to, self._folders)):
            return f"the image {address} is outside the project: copy it into the project"
        if not path.is_file():
            sphinx_warned = known_missing and address not in self._known
            return "" if sphinx_warned else f"the image file {address} does not exist"
        if guess_mimetype(path) not in self._types:
            return (
                f"the image {address} has an unsupported format, and its alternative text is "
                "shown: convert it to SVG or PNG (a PDF works if book_pdf_standards is empty)"
            )
        if (size := _megapixels(path)) > _MOST_MEGAPIXELS:
            return (
                f"the image {address} has {size} megapixels, and its alternative text is shown: "
                f"scale it down to at most {_MOST_MEGAPIXELS}, which is enough for a page"
            )
        if name in self._unreadable:
            return (
                f"the image {address} cannot be read ({self._unreadable[name]}), and its "
                "alternative text is shown: repair the file, or save it again as PNG"
            )
        return None


def _megapixels(path: Path) -> int:
    """Return the size of an image, or 0 if it is not made of pixels."""
    if guess_mimetype(path) in ("image/svg+xml", "application/pdf"):
        return 0
    width, height = get_image_size(path) or (0, 0)
    return width * height // 1_000_000


def _file_name(name: str) -> str:
    """Return the base name of *name*, or a digest if Typst or a file system refuses it."""
    name = PurePosixPath(name).name
    if "\\" in name or len(name.encode()) > _LONGEST_NAME:
        return digest(name) + PurePosixPath(name).suffix
    return name


def copy_images(images: Mapping[str, str], source: Path, to: Path) -> None:
    """Copy *images* (paths below *source* by file name) into the folder *to*."""
    for name, address in images.items():
        write_if_changed(to / name, (source / address).read_bytes())


def unreadable_images(
    names: Iterable[str], folder: Path, compile_one: Callable[[Path], bytes]
) -> dict[str, str]:
    """Return Typst's errors for the images *names* in *folder*, by name.

    *compile_one* compiles a Typst file in *folder*, or raises `CompileError`.
    """
    found = {}
    source = folder / "image.typ"
    for name in names:
        source.write_text(_IMAGE_ALONE.format(name=string(name)), "utf-8")
        try:
            compile_one(source)
        except CompileError as error:
            found[name] = str(error)
    source.unlink(missing_ok=True)
    return found
