"""The settings of the book, as ``conf.py`` gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx.config import ENUM
from sphinx.errors import ConfigError
from sphinx.util.osutil import make_filename_from_project

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: The standards that a book keeps unless told otherwise.
STANDARDS = ("a-2a", "ua-1")


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """One book to make: a row of ``typst_documents``."""

    start: str
    target: str
    title: str
    author: str
    theme: str = "manual"
    toctree_only: bool = False


def books(config: Config) -> list[Book]:
    """Return the books that ``typst_documents`` asks for.

    Raises `ConfigError` for a row that is not (start, target, title, author[, theme[,
    toctree_only]]), or for a target that is not a plain file name.
    """
    return [_book(row) for row in config.typst_documents]


def _book(row: object) -> Book:
    names = ("start", "target", "title", "author", "theme", "toctree_only")
    if not isinstance(row, (list, tuple)) or not 4 <= len(row) <= len(names):
        msg = (
            f"typst_documents: {row!r} is no book; expected (start document, file name, title, "
            "author[, theme[, toctree_only]]), as in latex_documents"
        )
        raise ConfigError(msg)
    values = dict(zip(names, row, strict=False))
    target = str(values["target"]).removesuffix(".pdf").removesuffix(".typ")
    if not target or "/" in target or "\\" in target:
        msg = f"typst_documents: {row[1]!r} is no file name; expected one such as 'book.pdf'"
        raise ConfigError(msg)
    if values.get("theme", "manual") not in ("manual", "howto"):
        msg = f"typst_documents: theme {row[4]!r} is unknown; expected 'manual' or 'howto'"
        raise ConfigError(msg)
    return Book(**{**values, "target": target})


def _default_documents(config: Config) -> list[tuple[str, str, str, str, str]]:
    name = make_filename_from_project(config.project)
    title = f"{config.project} Documentation"
    return [(config.root_doc, f"{name}.pdf", title, config.author, "manual")]


def register(app: Sphinx) -> None:
    """Add every setting of the book to *app*; docs/book.rst says what each means."""
    add = app.add_config_value
    add("typst_documents", _default_documents, "", types=frozenset({list, tuple}))
    add("typst_show_urls", "footnote", "", types=ENUM("footnote", "inline", "no"))
    add("typst_domain_indices", True, "", types=frozenset({bool, list, tuple, set, frozenset}))
    add("typst_toplevel_sectioning", None, "", types=ENUM(None, "part", "chapter", "section"))
    add("typst_contents_depth", 3, "", types=frozenset({int}))
    add("typst_paper", "a4", "", types=frozenset({str}))
    add("typst_font_size", "10.5pt", "", types=frozenset({str}))
    add("typst_fonts", {}, "", types=frozenset({dict}))
    add("typst_font_paths", [], "", types=frozenset({list, tuple}))
    add("typst_system_fonts", False, "", types=frozenset({bool}))
    add("typst_template", None, "", types=frozenset({str}))
    add("typst_logo", None, "", types=frozenset({str}))
    add("typst_pdf_standards", STANDARDS, "", types=frozenset({list, tuple}))
