"""The book's fonts: bundled with Typst, from packages and extras, or set by the project."""

from __future__ import annotations

import importlib.resources
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from fontTools import unicodedata

from eventnotes.text.files import write_if_changed, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from sphinx.config import Config

#: The default families of each kind. Libertinus and DejaVu are bundled with Typst.
FAMILIES = {
    "serif": ("Libertinus Serif",),
    "sans": ("Source Sans Pro",),
    "mono": ("DejaVu Sans Mono",),
}
#: Fallbacks for characters that the default families lack.
FALLBACKS = (
    "Source Sans Pro",
    "Noto Sans",
    "FiraGO",
    "DejaVu Sans Mono",
    "New Computer Modern",
    "New Computer Modern Math",
    "Noto Sans Math",
    "Noto Sans Symbols",
    "Noto Sans Symbols2",
    "Noto Music",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Extra:
    """An extra of this distribution, which installs fonts.

    *what* are its characters in words, *scripts* their codes of ISO 15924, *blocks* the Unicode
    blocks of those that belong to no script; *files* are the fonts, each with its package.
    """

    name: str
    what: str
    scripts: frozenset[str] = frozenset()
    blocks: frozenset[str] = frozenset()
    families: tuple[str, ...]
    files: Mapping[str, str]

    def has(self, char: str) -> bool:
        return unicodedata.script(char) in self.scripts or unicodedata.block(char) in self.blocks

    def installed(self) -> Iterator[Traversable]:
        """Yield the files whose package is installed."""
        for name, package in self.files.items():
            try:
                file = importlib.resources.files(package) / name
            except ModuleNotFoundError:
                continue
            if file.is_file():
                yield file


_NOTO = "manimgx_fonts"  # the fonts of Noto, as published, with the axis of weights
_SCRIPTS = {
    "Ethiopic": "Ethi", "Armenian": "Armn", "Bengali": "Beng", "Gujarati": "Gujr",
    "Gurmukhi": "Guru", "Kannada": "Knda", "Khmer": "Khmr", "Lao": "Laoo", "Malayalam": "Mlym",
    "Myanmar": "Mymr", "Oriya": "Orya", "Sinhala": "Sinh", "Tamil": "Taml", "Telugu": "Telu",
}  # fmt: skip
#: The extras, which `families` puts after all other fonts.
EXTRAS = (
    Extra(
        name="cjk",
        what="Chinese, Japanese and Korean characters",
        scripts=frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo"}),
        blocks=frozenset(
            {
                "CJK Symbols and Punctuation",
                "CJK Compatibility",
                "CJK Compatibility Forms",
                "Enclosed CJK Letters and Months",
                "Halfwidth and Fullwidth Forms",
                "Katakana",
                "Vertical Forms",
            }
        ),
        families=("Noto Sans CJK JP",),  # despite its name, it has the others' characters too
        files={
            "NotoSansCJKjp-Regular.otf": "noto_cjk_sans_jp_regular",
            "NotoSansCJKjp-Bold.otf": "noto_cjk_sans_jp_bold",
        },
    ),
    Extra(
        name="emoji",
        what="emoji",
        blocks=frozenset(
            {
                "Dingbats",
                "Emoticons",
                "Enclosed Alphanumeric Supplement",
                "Miscellaneous Symbols",
                "Miscellaneous Symbols and Pictographs",
                "Supplemental Symbols and Pictographs",
                "Symbols and Pictographs Extended-A",
                "Transport and Map Symbols",
            }
        ),
        families=("Noto Emoji",),
        files={"NotoEmoji[wght].ttf": _NOTO},
    ),
    Extra(
        name="scripts",
        what="letters of this script",
        scripts=frozenset(_SCRIPTS.values()),
        families=tuple(f"Noto Sans {name}" for name in _SCRIPTS),
        files={f"NotoSans{name}[wght].ttf": _NOTO for name in _SCRIPTS},
    ),
)
_SANS_STYLES = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
_BROAD = "notos notosbo notosit notosbi figo figbo math music symbol1 symbol2".split()


def can_typeset() -> bool:
    """Return whether the packages of the extra ``pdf`` are installed: Typst and the fonts."""
    return all(map(find_spec, ("typst", "pikepdf", "font_source_sans_pro", "pymupdf_fonts")))


def families(config: Config, kind: str) -> list[str]:
    """Return the font families for *kind* (serif, sans or mono), ``book_fonts`` first."""
    wanted = config.book_fonts.get(kind, ())
    wanted = [wanted] if isinstance(wanted, str) else list(wanted)
    more = [family for extra in EXTRAS if any(extra.installed()) for family in extra.families]
    return list(dict.fromkeys([*wanted, *FAMILIES[kind], *FALLBACKS, *more]))


def lacking_extra(char: str) -> Extra | None:
    """Return the extra that has *char* and is not installed, or None."""
    found = next((extra for extra in EXTRAS if extra.has(char)), None)
    return found if found is not None and not any(found.installed()) else None


def copy_fonts(folder: Path) -> None:
    """Write the fonts of the font packages into *folder*.

    To compile a book by hand, pass this folder to ``typst --font-path``.
    """
    import pymupdf_fonts

    folder.mkdir(parents=True, exist_ok=True)
    sans = importlib.resources.files("font_source_sans_pro") / "files"
    for style in _SANS_STYLES:
        name = f"SourceSansPro-{style}.otf"
        write_if_changed(folder / name, (sans / name).read_bytes())
    for name in _BROAD:
        path = folder / f"{name}.ttf"
        size = pymupdf_fonts.fontdescriptors[name]["size"]
        if not path.is_file() or path.stat().st_size != size:  # unpacking is slow
            write_whole(path, pymupdf_fonts.myfont(name))
    for extra in EXTRAS:
        for file in extra.installed():
            write_if_changed(folder / file.name, file.read_bytes())


def missing_folders(config: Config, base: Path) -> list[str]:
    """Return the folders of ``book_font_paths`` that do not exist."""
    return [str(path) for path in config.book_font_paths if not (base / path).exists()]
