"""The ``book_…`` settings: names, types, defaults, checks and help."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from eventnotes.internals import make_filename_from_project
from eventnotes.settings.setting import (
    Setting,
    check_settings,
    is_file_name,
    is_names,
    one_of,
)
from eventnotes.text.fonts import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

#: The default PDF standards.
STANDARDS = ("a-2a", "ua-1")
_ROW = ("start", "target", "title", "author", "theme", "toctree_only")
_THEMES = ("manual", "howto")


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """A book: a row of ``book_documents``."""

    start: str
    target: str
    title: str
    author: str
    theme: str = "manual"
    toctree_only: bool = False


def books(env: BuildEnvironment) -> list[Book]:
    """Return the books in ``book_documents``, which must be valid, with those of its patterns."""
    return [book for row in env.config.book_documents for book in _books(row, env)]


def _books(row: Any, env: BuildEnvironment) -> Iterator[Book]:
    values = dict(zip(_ROW, row, strict=False))
    before, star, after = values["start"].partition("*")
    pattern = re.compile(re.escape(before) + f"(.+){re.escape(after)}" * bool(star))
    starts = sorted(filter(pattern.fullmatch, env.found_docs)) if star else [values["start"]]
    for start in starts:
        part = start[len(before) : len(start) - len(after)].replace("/", "-")
        target = _target(row).replace("*", part)
        title = values["title"] or (env.titles[start].astext() if start in env.titles else start)
        yield Book(**{**values, "start": start, "target": target, "title": title})


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
            f"[, toctree_only]]), not {row!r}"
        )
    if not _target(row) or "/" in row[1] or "\\" in row[1]:
        return f"a list of books: expected a file name such as 'book.pdf', not {row[1]!r}"
    if row[0].count("*") > 1 or (row[0].count("*") != row[1].count("*")):
        return f"a list of books: expected one * in start document and file name, not {row[:2]!r}"
    if len(row) > 4 and row[4] not in _THEMES:
        themes = " or ".join(map(repr, _THEMES))
        return f"a list of books: expected the theme {themes}, not {row[4]!r}"
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
    return "" if fine else "a paper size of Typst, such as 'a4' or 'us-letter'"


def _is_size(value: Any) -> str:
    fine = isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?(pt|mm|cm|in)", value)
    return "" if fine else "a size with a unit, such as '10.5pt'"


def _are_fonts(value: Any) -> str:
    fine = isinstance(value, dict) and all(
        kind in FAMILIES and (isinstance(names, str) or not is_names(names))
        for kind, names in value.items()
    )
    kinds = ", ".join(map(repr, FAMILIES))
    return "" if fine else f"a dictionary of font families by kind ({kinds})"


SETTINGS: tuple[Setting, ...] = (
    Setting(
        name="book_documents",
        default=_default_documents,
        shown="one book with all pages",
        type=list,
        check=_are_documents,
        help="A list of (start document, file name, title, author, theme, toctree_only), as in "
        "latex_documents; the last two are optional. A * in the start document stands for any "
        "text, which replaces the * in the file name: one book for each page that matches. An "
        "empty title is that of the start document. The theme is 'manual', or 'howto' for "
        r"sections instead of chapters. Separate several authors by \and.",
    ),
    Setting(
        name="book_show_urls",
        default="footnote",
        check=one_of("footnote", "inline", "no"),
        help="Where to print the address of an external link: 'footnote', 'inline' or 'no'. "
        "Cross-references to other projects' documentation are printed without an address.",
    ),
    Setting(
        name="book_domain_indices",
        default=True,
        check=_are_indices,
        help="Which domain indices to print: all (True), none (False) or a list of names such as "
        "['py-modindex'].",
    ),
    Setting(
        name="book_toplevel_sectioning",
        default=None,
        shown="set by the theme",
        type=str,
        check=one_of(None, "part", "chapter", "section"),
        help="The first level of headings: 'part', 'chapter' or 'section'.",
    ),
    Setting(
        name="book_contents_depth",
        default=3,
        help="How many levels of headings the table of contents lists.",
    ),
    Setting(
        name="book_new_page_depth",
        default=1,
        help="How many levels of headings start a new page: 1 for chapters, which always do, 2 "
        "for sections too, except the first of a chapter and below a few lines. Parts that start "
        "a page are laid out in parallel, so a higher number speeds up long chapters.",
    ),
    Setting(
        name="book_paper",
        default="a4",
        check=_is_paper,
        help="A paper size of Typst: 'us-letter', 'a5'.",
    ),
    Setting(
        name="book_font_size",
        default="10.5pt",
        check=_is_size,
        help="The font size of the text.",
    ),
    Setting(
        name="book_fonts",
        default={},
        check=_are_fonts,
        help="Preferred fonts by kind: {'serif': 'EB Garamond', 'sans': […], 'mono': […]}.",
    ),
    Setting(
        name="book_font_paths",
        default=[],
        check=is_names,
        help="Folders with additional fonts, relative to conf.py.",
    ),
    Setting(
        name="book_system_fonts",
        default=False,
        help="Whether to use the system's fonts too. The PDF then depends on the machine.",
    ),
    Setting(
        name="book_template",
        default=None,
        shown="manual.typ",
        type=str,
        check=is_file_name,
        help="A Typst template with a function 'book'. Start from a copy of manual.typ.",
    ),
    Setting(
        name="book_logo",
        default=None,
        shown="none",
        type=str,
        check=is_file_name,
        help="An image for the title page.",
    ),
    Setting(
        name="book_pdf_standards",
        default=STANDARDS,
        check=is_names,
        help="The PDF standards that Typst enforces.",
    ),
    Setting(
        name="book_downloads",
        default=[],
        rebuild="html",
        check=is_names,
        help="Finished books to copy into the site; a name may have a * for any text. The front "
        "page links to them in any theme; the theme eventnotes also links to them in each footer, "
        "with their sizes. A book of book_documents that starts at another page is linked there "
        "instead. Missing files get no link.",
    ),
)


#: The settings by the names that they had in 1.1, which clashed with other extensions'.
OLD_NAMES = {
    one.name.replace("book_", "typst_"): one.name
    for one in SETTINGS
    if one.name != "book_downloads"
}


def take_old_names(app: Sphinx, config: Config) -> None:
    """Take the values of settings with their old names, unless another extension has the name."""
    for old, name in OLD_NAMES.items():
        if old in config:
            continue
        config.add(old, None, "", types=())
        if config[old] is not None:
            logger.warning("conf.py: %s is now %s; this release takes both", old, name)
            config[name] = config[old]


def check(app: Sphinx, config: Config) -> None:
    check_settings(config, SETTINGS)
