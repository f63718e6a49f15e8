"""The fonts of books: which families, and where they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.config import Config

from eventnotes.book.settings import SETTINGS
from eventnotes.settings.setting import add_settings
from eventnotes.text.fonts import FALLBACKS, copy_fonts, families, missing_folders

if TYPE_CHECKING:
    from pathlib import Path


def config(**values: object) -> Config:
    found = Config(values)
    add_settings(found, SETTINGS)
    return found


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ({}, ["Libertinus Serif"]),
        ({"sans": "Lato"}, ["Libertinus Serif"]),
        ({"serif": "EB Garamond"}, ["EB Garamond", "Libertinus Serif"]),
        ({"serif": ["A", "FiraGO"]}, ["A", "FiraGO", "Libertinus Serif"]),
    ],
)
def test_wanted_families_come_first_and_none_twice(wanted: object, first: list[str]) -> None:
    found = families(config(book_fonts=wanted), "serif")
    assert found == [*first, *(name for name in FALLBACKS if name not in first)]


def test_missing_folders_are_found_beside_conf_py(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    assert missing_folders(config(book_font_paths=["here", "gone"]), tmp_path) == ["gone"]


def test_fonts_are_copied_once(tmp_path: Path) -> None:
    folder = tmp_path / "out/fonts"
    copy_fonts(folder)
    (changed, *others) = sorted(folder.iterdir())
    assert len(others) == 15
    before = {file: file.stat().st_mtime_ns for file in others}
    whole = changed.read_bytes()
    assert whole.startswith(b"OTTO")
    changed.write_bytes(b"broken")
    copy_fonts(folder)
    assert changed.read_bytes() == whole
    assert {file: file.stat().st_mtime_ns for file in others} == before
