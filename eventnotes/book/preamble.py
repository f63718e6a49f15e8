"""The preamble of a book's Typst source: imports, metadata, fonts, layout."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError
from sphinx.locale import _
from sphinx.util.i18n import format_date

from eventnotes.book.escaping import string, unprintable
from eventnotes.text import fonts

if TYPE_CHECKING:
    from sphinx.config import Config

    from eventnotes.book.settings import Book

TEMPLATES = ("elements.typ", "indices.typ", "manual.typ", "cover.typ")
_PREAMBLE = """\
// Made from the documentation's sources by the Sphinx builder typstpdf; changes here are lost.
// To compile it by hand: typst compile --font-path fonts --ignore-system-fonts {name}.typ
#import "elements.typ": *
#import "indices.typ": *
#import "{template}": book

#set smartquote(enabled: false)
{missing}#show: book.with(
{options}
)
#metadata(none) <book-begins>

"""


def template_files(config: Config, confdir: Path) -> dict[str, bytes]:
    """Return the layout files of the book by name, the project's own among them.

    Raises `ConfigError` if ``typst_template`` or ``typst_logo`` is not there.
    """
    folder = resources.files("eventnotes.book") / "templates"
    files = {name: (folder / name).read_bytes() for name in TEMPLATES}
    files["fonts.typ"] = _fonts(config).encode()
    for setting in ("typst_template", "typst_logo"):
        name = getattr(config, setting)
        if name:
            files[Path(name).name] = _own(confdir, setting, name)
    return files


def _fonts(config: Config) -> str:
    lines = ["// The fonts of the book, as typst_fonts in conf.py gives them."]
    for kind in fonts.FAMILIES:
        families = _array([_text(name) for name in fonts.families(config, kind)])
        lines.append(f"#let {kind} = {families}")
    return "\n".join(lines) + "\n"


def _own(confdir: Path, setting: str, name: str) -> bytes:
    path = confdir / name
    if not path.is_file():
        msg = f"{setting}: there is no file {name!r} beside conf.py"
        raise ConfigError(msg)
    return path.read_bytes()


def preamble(
    config: Config, book: Book, headings: list[tuple[int, str]], missing: frozenset[str]
) -> str:
    """Return the beginning of the Typst source of *book*, up to its text.

    *headings* are the level of each and its number as Typst; no font has the characters in
    *missing*.
    """
    values = _options(config, book) | {
        "headings": _array([_array([str(level), number]) for level, number in headings])
    }
    options = "\n".join(f"  {name}: {value}," for name, value in values.items())
    template = Path(config.typst_template).name if config.typst_template else "manual.typ"
    words = (book.title, book.author, config.release, _("Release"), _("Contents"), _date(config))
    rules = _missing("".join(words), missing)
    return _PREAMBLE.format(name=book.target, template=template, options=options, missing=rules)


def _missing(words: str, missing: frozenset[str]) -> str:
    """Return the rules that set the numbers of *missing* characters in the book's own *words*.

    The layout gets these as strings, for the metadata holds them as they are.
    """
    return "".join(
        f'#show {string(char)}: missing("{ord(char):04X}")\n'
        for char in unprintable(words, missing)
        if char in missing
    )


def _options(config: Config, book: Book) -> dict[str, str]:
    language, _underscore, region = config.language.partition("_")
    sectioning = config.typst_toplevel_sectioning or (
        "section" if book.theme == "howto" else "chapter"
    )
    options = {
        "title": _text(book.title),
        "authors": _array([_text(name) for name in book.author.split(r"\and") if name.strip()]),
        "release": _text(config.release),
        "release-word": _text(_("Release")),
        "date": _text(_date(config)),
        "made": _made(),
        "language": _text(language),
        "paper": _text(config.typst_paper.removesuffix("paper") or "a4"),
        "size": config.typst_font_size,
        "sectioning": _text(sectioning),
        "contents-word": _text(_("Contents")),
        "contents-depth": str(config.typst_contents_depth),
    }
    if language != "en":  # no catalogue has the word
        options["chapter-word"] = _text("")
    if len(region) == 2:
        options["region"] = _text(region)
    if config.typst_logo:
        options["logo"] = _text(Path(config.typst_logo).name)
    return options


def _text(value: object) -> str:
    return string("".join(char for char in str(value).strip() if not unprintable(char)))


def _array(values: list[str]) -> str:
    return "(" + "".join(f"{value}, " for value in values) + ")"


def _date(config: Config) -> str:
    """Return the date of the title page: ``today``, else that of SOURCE_DATE_EPOCH, else now."""
    return config.today or format_date(
        config.today_fmt or _("%b %d, %Y"), language=config.language
    )


def _made() -> str:
    """Return the date in the PDF's metadata, which archives ask for: as on the title page."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    day = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return f"datetime(year: {day.year}, month: {day.month}, day: {day.day})"
