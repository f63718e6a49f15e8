"""The settings ``typst_…``: one table of names, types, defaults, checks and help."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import make_filename_from_project

from eventnotes.settings.setting import (
    Setting,
    check_settings,
    is_count,
    is_file_name,
    is_names,
    is_switch,
    one_of,
)
from eventnotes.text.fonts import FAMILIES

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: The standards that a book keeps unless told otherwise.
STANDARDS = ("a-2a", "ua-1")
_ROW = ("start", "target", "title", "author", "theme", "toctree_only")
_THEMES = ("manual", "howto")


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
    """Return the books that ``typst_documents``, which has been checked, asks for."""
    return [_book(row) for row in config.typst_documents]


def _book(row: Any) -> Book:
    values = dict(zip(_ROW, row, strict=False))
    return Book(**{**values, "target": _target(row)})


def _target(row: Any) -> str:
    return str(row[1]).removesuffix(".pdf").removesuffix(".typ")


def _are_documents(value: Any) -> str:
    if not isinstance(value, (list, tuple)):
        return "a list of books, as in latex_documents"
    return next((expected for row in value if (expected := _is_document(row))), "")


def _is_document(row: Any) -> str:
    is_row = isinstance(row, (list, tuple)) and 4 <= len(row) <= len(_ROW)
    if not is_row or not all(isinstance(one, str) for one in row[:5]):
        return (
            f"a list of books, each (start document, file name, title, author[, theme"
            f"[, toctree_only]]): {row!r} is none"
        )
    if not _target(row) or "/" in row[1] or "\\" in row[1]:
        return f"a list of books: {row[1]!r} is no file name, such as 'book.pdf'"
    if len(row) > 4 and row[4] not in _THEMES:
        return f"a list of books: their themes are {' or '.join(map(repr, _THEMES))}"
    return ""


def _default_documents(config: Config) -> list[tuple[str, str, str, str, str]]:
    name = make_filename_from_project(config.project)
    title = f"{config.project} Documentation"
    return [(config.root_doc, f"{name}.pdf", title, config.author, "manual")]


def _are_indices(value: Any) -> str:
    fine = isinstance(value, bool) or not is_names(value)
    return "" if fine else "True, False or a list of names such as ['py-modindex']"


def _is_paper(value: Any) -> str:
    fine = isinstance(value, str) and re.fullmatch(r"[a-z0-9-]+", value)
    return "" if fine else "a paper that Typst knows, such as 'a4' or 'us-letter'"


def _is_size(value: Any) -> str:
    fine = isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?(pt|mm|cm|in)", value)
    return "" if fine else "a size with its unit, such as '10.5pt'"


def _are_fonts(value: Any) -> str:
    fine = isinstance(value, dict) and all(
        kind in FAMILIES and (isinstance(names, str) or not is_names(names))
        for kind, names in value.items()
    )
    kinds = ", ".join(map(repr, FAMILIES))
    return "" if fine else f"a dictionary of families by kind, which are {kinds}"


SETTINGS: tuple[Setting, ...] = (
    Setting(
        name="typst_documents",
        default=_default_documents,
        shown="one book of everything",
        type=list,
        check=_are_documents,
        help="A list of (start document, file name, title, author, theme, toctree_only), as "
        "latex_documents; the last two may be left out. The theme is 'manual', or 'howto' for "
        r"sections in the place of chapters. Several authors are parted by \and.",
    ),
    Setting(
        name="typst_show_urls",
        default="footnote",
        type=str,
        check=one_of("footnote", "inline", "no"),
        help="Where the address of an outside link stands: 'footnote', 'inline' or 'no'. What a "
        "role finds in another project's documentation is a link without an address on paper: "
        "its name is what one looks up.",
    ),
    Setting(
        name="typst_domain_indices",
        default=True,
        type=bool,
        check=_are_indices,
        help="Which domain indices are printed: all, none (False) or a list of names such as "
        "['py-modindex'].",
    ),
    Setting(
        name="typst_toplevel_sectioning",
        default=None,
        shown="by the theme",
        type=str,
        check=one_of(None, "part", "chapter", "section"),
        help="What the first level of headings is: 'part', 'chapter' or 'section'.",
    ),
    Setting(
        name="typst_contents_depth",
        default=3,
        type=int,
        check=is_count,
        help="How many levels of headings the contents list.",
    ),
    Setting(
        name="typst_new_page_depth",
        default=1,
        type=int,
        check=is_count,
        help="How many levels of headings begin on a new page: 1 is the chapters, which always "
        "do, 2 their sections too, but for one that its chapter begins with. What begins on a "
        "page is laid out beside the rest: a long chapter is made faster.",
    ),
    Setting(
        name="typst_paper",
        default="a4",
        type=str,
        check=_is_paper,
        help="Any paper that Typst knows: 'us-letter', 'a5'.",
    ),
    Setting(
        name="typst_font_size",
        default="10.5pt",
        type=str,
        check=_is_size,
        help="The size of the text.",
    ),
    Setting(
        name="typst_fonts",
        default={},
        type=dict,
        check=_are_fonts,
        help="Families to put first, by kind: {'serif': 'EB Garamond', 'sans': […], 'mono': […]}.",
    ),
    Setting(
        name="typst_font_paths",
        default=[],
        type=list,
        check=is_names,
        help="Folders with fonts of your own, beside conf.py.",
    ),
    Setting(
        name="typst_system_fonts",
        default=False,
        type=bool,
        check=is_switch,
        help="Whether the machine's fonts are used too; then the bytes depend on the machine.",
    ),
    Setting(
        name="typst_template",
        default=None,
        shown="ours",
        type=str,
        check=is_file_name,
        help="A .typ file with a function 'book' in the place of ours. Begin with a copy of "
        "manual.typ.",
    ),
    Setting(
        name="typst_logo",
        default=None,
        shown="none",
        type=str,
        check=is_file_name,
        help="An image for the title page.",
    ),
    Setting(
        name="typst_pdf_standards",
        default=STANDARDS,
        type=tuple,
        check=is_names,
        help="The standards that Typst holds the PDF to. Without one it does not tell of missing "
        "characters.",
    ),
    Setting(
        name="book_downloads",
        default=[],
        rebuild="html",
        type=list,
        check=is_names,
        help="Finished books that the site copies, and links in each page's footer with their "
        "sizes. One that is not there gets no link. The footer's links are in the theme "
        "eventnotes; the front page has them in any theme.",
    ),
)


def check(app: Sphinx, config: Config) -> None:
    """Raise `ConfigError` where a setting of the book is not what it must be."""
    check_settings(config, SETTINGS)
