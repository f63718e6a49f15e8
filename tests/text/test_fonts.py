"""The fonts of books: which families, and where they come from."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from sphinx.config import Config

from eventnotes.book.settings import SETTINGS
from eventnotes.settings.setting import add_settings
from eventnotes.text.fonts import (
    EXTRAS,
    FALLBACKS,
    copy_fonts,
    families,
    lacking_extra,
    missing_folders,
)

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
    more = [family for extra in EXTRAS for family in extra.families]
    assert found == [*first, *(name for name in FALLBACKS if name not in first), *more]


def test_the_families_of_an_extra_need_its_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "manimgx_fonts", None)  # as if it were not installed
    found = families(config(), "serif")
    assert found[len(FALLBACKS) + 1 :] == ["Noto Sans CJK JP"]


@pytest.mark.parametrize(
    ("chars", "extra"),
    [("漢あア한ㄅ、１㈱", "cjk"), ("😀🎉❤🇩👍☂", "emoji"), ("தమ", "scripts")],
)
def test_the_extra_of_a_character(chars: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(map(lacking_extra, chars)) == [None] * len(chars)  # all are installed
    for package in {name for one in EXTRAS for name in one.files.values()}:
        monkeypatch.setitem(sys.modules, package, None)
    assert {found.name for char in chars if (found := lacking_extra(char))} == {extra}
    assert lacking_extra("𓀀") is None


def test_missing_folders_are_found_beside_conf_py(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    assert missing_folders(config(book_font_paths=["here", "gone"]), tmp_path) == ["gone"]


def test_fonts_are_copied_once(tmp_path: Path) -> None:
    folder = tmp_path / "out/fonts"
    copy_fonts(folder)
    changed = folder / "SourceSansPro-Regular.otf"
    others = {file for file in folder.iterdir() if file != changed}
    assert len(others) == 15 + sum(len(extra.files) for extra in EXTRAS)
    before = {file: file.stat().st_mtime_ns for file in others}
    whole = changed.read_bytes()
    assert whole.startswith(b"OTTO")
    changed.write_bytes(b"broken")
    copy_fonts(folder)
    assert changed.read_bytes() == whole
    assert {file: file.stat().st_mtime_ns for file in others} == before
