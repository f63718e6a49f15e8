"""The fonts of sphinx_rtd_theme, reduced to the characters that the site uses."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import sphinx_rtd_theme
from fontTools import subset
from fontTools.ttLib import TTFont

from eventnotes.text.files import write_if_changed

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

SOURCE = Path(sphinx_rtd_theme.__file__).parent / "static/css/fonts"
#: The faces that its style sheet names: Lato for text, Roboto Slab for headings.
FACES = (
    "lato-normal",
    "lato-bold",
    "lato-normal-italic",
    "lato-bold-italic",
    "Roboto-Slab-Regular",
    "Roboto-Slab-Bold",
)
#: Characters that are always included, so that few edits change the fonts.
ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\xa0©—‘’“”…")


def write_fonts(folder: Path, characters: AbstractSet[str]) -> None:
    """Write every face with *characters*, as WOFF2 files, into *folder*.

    Fonts that already have just these characters stay as they are.
    """
    used = "".join(sorted(ALWAYS | characters))
    for face in FACES:
        file = folder / f"{face}.woff2"
        wanted = _characters_of(_source(face)) & set(map(ord, used))
        if not (file.exists() and _characters_of(file) == wanted):
            write_if_changed(file, subset_of(face, used))


@lru_cache(maxsize=2 * len(FACES))
def subset_of(face: str, characters: str) -> bytes:
    """Return *face* with only *characters*, as a WOFF2 file, always of the same bytes.

    Keeps kerning and ligatures. Leaves out hinting, which screens of today don't need.
    """
    options = subset.Options(
        layout_features=["kern", "liga"],
        hinting=False,
        name_IDs=[],
        notdef_outline=True,
        drop_tables=[*subset.Options().drop_tables, "FFTM"],
    )
    file = io.BytesIO()
    with TTFont(_source(face), recalcTimestamp=False, lazy=True) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(file)
    return file.getvalue()


def _source(face: str) -> Path:
    """Return the WOFF file: it has the tables of the WOFF2 file and is read three times faster."""
    return SOURCE / f"{face}.woff"


def _characters_of(file: Path) -> set[int]:
    with TTFont(file, lazy=True) as font:
        return set(font.getBestCmap())
