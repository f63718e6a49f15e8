"""Downloads of the finished books: copy them into the site, and link to them with their sizes.

Build the books before the site. Missing books get no link.
"""

from __future__ import annotations

import shutil
from glob import escape, glob
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup
from sphinx.locale import _
from sphinx.util import logging

from eventnotes.book import settings
from eventnotes.settings.theme import SITES

if TYPE_CHECKING:
    from typing import Any

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)

#: The setting with the existing books and their sizes. Sphinx rebuilds pages when it changes.
FOUND = "book_downloads_found"
_UNITS = ("B", "kB", "MB", "GB")


def readable_size(size: int) -> str:
    """Return *size* in bytes as readable text: ``1.6 MB``."""
    number = float(size)
    for unit in _UNITS[:-1]:
        if number < 999.5:
            return f"{number:.0f} {unit}" if unit != "MB" or number >= 10 else f"{number:.1f} MB"
        number /= 1000
    return f"{number:.1f} {_UNITS[-1]}"


def note_sizes(app: Sphinx, config: Config) -> None:
    """Store the existing books and their sizes in the setting `FOUND`."""
    paths = _paths(app)
    config[FOUND] = [(path.name, readable_size(path.stat().st_size)) for path in paths]


def _paths(app: Sphinx) -> list[Path]:
    patterns = (escape(name).replace("[*]", "*") for name in app.config.book_downloads)
    # Not `Path.glob`, which takes no absolute pattern.
    found = (sorted(glob(one, root_dir=app.confdir)) for one in patterns)  # noqa: PTH207
    paths = (Path(app.confdir, name) for names in found for name in names)
    return list(filter(Path.is_file, paths))


def _offers_downloads(app: Sphinx) -> bool:
    return app.builder.name in SITES


def log_absent_books(app: Sphinx) -> None:
    if not _offers_downloads(app):
        return
    there = {name for name, _size in app.config.book_downloads_found}
    for name in app.config.book_downloads:
        if "*" not in name and Path(name).name not in there:
            logger.info("book_downloads: %s has not been built; the site has no link to it", name)


def add_to_page(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    _tree: nodes.document | None,
) -> None:
    """Add the downloads to the footer's context, and as a paragraph to the front page."""
    if not _offers_downloads(app):
        return
    prefix = app.builder.get_relative_uri(pagename, app.config.root_doc)
    folder = prefix[: prefix.rfind("/") + 1]
    front = app.config.root_doc
    starts = {f"{book.target}.pdf": book.start for book in settings.books(app.env)}
    by_page: dict[str, list[dict[str, str]]] = {front: []}
    for name, size in app.config.book_downloads_found:
        kind = Path(name).suffix[1:].upper()
        entry = {"name": name, "kind": kind, "href": folder + name, "size": size}
        by_page.setdefault(starts.get(name, front), []).append(entry)
    context["book_downloads"] = by_page[front]
    context["book_downloads_word"] = _("Download")
    if by_page.get(pagename) and "body" in context:
        # Not `+=`, because Markup would escape the page.
        context["body"] += str(_paragraph(by_page[pagename]))


def _paragraph(downloads: list[dict[str, str]]) -> str:
    links = Markup(", ").join(
        Markup('<a href="{href}" download>{kind}</a> ({size})').format(**entry)
        for entry in downloads
    )
    return Markup('<p class="book-downloads">{}: {}</p>\n').format(_("Download"), links)


def copy_books(app: Sphinx, exception: Exception | None) -> None:
    """Copy the books into the built site, and remove missing ones."""
    if exception is not None or not _offers_downloads(app):
        return
    paths = {path.name: path for path in _paths(app)}
    there = {name for name, _size in app.config.book_downloads_found} & set(paths)
    possible = [Path(name).name for name in app.config.book_downloads if "*" not in name]
    possible += [f"{book.target}.pdf" for book in settings.books(app.env)]
    for name in set(possible) - there:
        Path(app.outdir, name).unlink(missing_ok=True)
    for name in there:
        shutil.copyfile(paths[name], Path(app.outdir, name))
