"""The fonts of the book: Typst's own, a sans and many scripts from packages, the project's."""

from __future__ import annotations

import importlib.resources
from typing import TYPE_CHECKING

import pymupdf_fonts

from eventnotes.text.files import write_if_changed, write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.config import Config

#: The first fonts of each kind. Libertinus and DejaVu are inside the typst package.
FAMILIES = {
    "serif": ("Libertinus Serif",),
    "sans": ("Source Sans Pro",),
    "mono": ("DejaVu Sans Mono",),
}
#: What is asked next for a character that the first do not have.
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
_BROAD = (
    "notos",
    "notosbo",
    "notosit",
    "notosbi",
    "figo",
    "figbo",
    "math",
    "music",
    "symbol1",
    "symbol2",
)


def families(config: Config, kind: str) -> list[str]:
    """Return the families for *kind* (serif, sans or mono), the wanted ones first."""
    wanted = config.typst_fonts.get(kind, ())
    wanted = [wanted] if isinstance(wanted, str) else list(wanted)
    return list(dict.fromkeys([*wanted, *FAMILIES[kind], *FALLBACKS]))


def copy_fonts(folder: Path) -> None:
    """Write the fonts of the font packages into *folder*, where Typst finds them.

    A PDF's source can be compiled by hand with ``--font-path`` of this folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sans = importlib.resources.files("font_source_sans_pro") / "files"
    for style in _SANS_STYLES:
        name = f"SourceSansPro-{style}.otf"
        write_if_changed(folder / name, (sans / name).read_bytes())
    for name in _BROAD:
        path = folder / f"{name}.ttf"
        size = pymupdf_fonts.fontdescriptors[name]["size"]
        if not path.is_file() or path.stat().st_size != size:  # unpacking takes a while
            write_whole(path, pymupdf_fonts.myfont(name))


def missing_folders(config: Config, base: Path) -> list[str]:
    """Return the folders of ``typst_font_paths`` that are not there."""
    return [str(path) for path in config.typst_font_paths if not (base / path).exists()]
