"""The book's fonts: bundled with Typst, installed from font packages, or set by the project."""

from __future__ import annotations

import importlib.resources
from typing import TYPE_CHECKING

import pymupdf_fonts

from eventnotes.text.files import write_if_changed, write_whole

if TYPE_CHECKING:
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
_SANS_STYLES = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
_BROAD = "notos notosbo notosit notosbi figo figbo math music symbol1 symbol2".split()


def families(config: Config, kind: str) -> list[str]:
    """Return the font families for *kind* (serif, sans or mono), ``book_fonts`` first."""
    wanted = config.book_fonts.get(kind, ())
    wanted = [wanted] if isinstance(wanted, str) else list(wanted)
    return list(dict.fromkeys([*wanted, *FAMILIES[kind], *FALLBACKS]))


def copy_fonts(folder: Path) -> None:
    """Write the fonts of the font packages into *folder*.

    To compile a book by hand, pass this folder to ``typst --font-path``.
    """
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


def missing_folders(config: Config, base: Path) -> list[str]:
    """Return the folders of ``book_font_paths`` that do not exist."""
    return [str(path) for path in config.book_font_paths if not (base / path).exists()]
