"""What a site has that is not understood is said, with the lines that help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eventnotes.records.layout import faults, fitting
from tests.checks.sites import check

if TYPE_CHECKING:
    from pathlib import Path

CONF = 'extensions = ["eventnotes"]\n'
FRONT = "Notes\n=====\n\n.. toctree::\n   :glob:\n\n   **\n"
PAGE = "Title\n=====\n\nBy Ann Lee\n\nOne\n---\n\nTwo\n---\n"


@pytest.mark.parametrize(
    ("pages", "layout"),
    [
        (["a/x", "a/y", "b/z", "index", "a/index"], ["{event}/{talk}"]),
        (["2016/a/x", "2017/b/y"], ["{year}/{event}/{talk}"]),
        (["a/2016/x", "b/2017/y"], ["{event}/{year}/{talk}"]),
        (["notes/a/x", "notes/b/y"], ["notes/{event}/{talk}"]),
        (["notes/a/friday/x", "notes/b/friday/y"], ["notes/{event}/*/{talk}"]),
        (["a/x", "b/y", "2016/c/z", "2016/c/w"], ["{event}/{talk}", "{year}/{event}/{talk}"]),
        (["a", "b", "README"], ["{event}#{talk}"]),
        (["a/x"], []),
        (["a/README", "b/README", "LICENSE"], []),
    ],
)
def test_fitting(pages: list[str], layout: list[str]) -> None:
    headings = {"a": 3, "b": 0} if "a" in pages else {}
    assert fitting(pages, headings) == layout
    assert faults(layout) == ""


def site(folder: Path, conf: str = "", **pages: str) -> Path:
    (folder / "conf.py").write_text(CONF + conf, "utf-8")
    for name, text in {"index": FRONT, **pages}.items():
        path = folder / f"{name.replace('__', '/')}.rst"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_no_talks(tmp_path: Path) -> None:
    made = site(tmp_path, a__x=PAGE, a__y=PAGE)
    (line,) = check(made).stdout.splitlines()
    assert line.startswith("conf.py:1: no-talks: no talk was found: none of 3 pages is at '**/{ev")
    assert line.endswith('write eventnotes_layout = ["{event}/{talk}"]')
    (made / "conf.py").write_text(CONF + line.partition("write ")[2] + "\n", "utf-8")
    assert "no-talks" not in check(made).stdout


def test_sections(tmp_path: Path) -> None:
    assert 'eventnotes_layout = ["{event}#{talk}"]' in check(site(tmp_path, a=PAGE)).stdout


def test_pages_that_are_no_collection(tmp_path: Path) -> None:
    assert check(site(tmp_path, a="Title\n=====\n\nText.\n")).returncode == 0


def test_unknown_setting(tmp_path: Path) -> None:
    conf = 'eventnotes_layuot = ["{event}/{talk}"]\neventnotes_talks_folder = "x"\nother = 1\n'
    lines = check(site(tmp_path, conf, a="Title\n=====\n")).stdout.splitlines()
    assert lines == [
        "conf.py:2: unknown-setting: there is no setting 'eventnotes_layuot': did you mean "
        "'eventnotes_layout'?",
        "conf.py:3: unknown-setting: there is no setting 'eventnotes_talks_folder': write "
        "eventnotes_layout = ['**/{event}/FOLDER/{talk}'] instead",
    ]


def test_markdown_without_a_parser(tmp_path: Path) -> None:
    for name in ("README.md", "a/talk.md", ".venv/b.md", "CHANGELOG.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("# Title\n", "utf-8")
    page = {"x": "Title\n=====\n"}
    # Its default keeps what an extension has once added to it in the same process.
    suffix = 'source_suffix = {".rst": "restructuredtext"}\n'
    hidden = site(tmp_path, f'{suffix}exclude_patterns = [".venv"]\n', **page)
    (line,) = check(hidden).stdout.splitlines()
    assert line.startswith("conf.py:1: unread-markdown: 1 Markdown pages are not read, such as ")
    assert "'a/talk.md'" in line
    assert (
        check(site(tmp_path, f'{suffix}exclude_patterns = [".venv", "a"]\n', **page)).returncode
        == 0
    )


def test_talk_in_another_folder(tmp_path: Path) -> None:
    (tmp_path / "spring/talk").mkdir(parents=True)
    talk = "Title\n=====\n\n:Date: 2013-03-15\n:Speaker: Ann Lee\n"
    (tmp_path / "spring/talk/x.rst").write_text(talk, "utf-8")
    (line,) = check(site(tmp_path)).stdout.splitlines()
    assert line.startswith("spring/talk/x.rst:5: misplaced-talk: ")
    pattern = line.rpartition("such as ")[2]
    assert pattern == "'**/{event}/talk/{talk}'"
    assert check(site(tmp_path, f"eventnotes_layout = [{pattern}]\n")).returncode == 0


def test_below_the_folder_or_nowhere(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    site(tmp_path / "notes", a="Title\n=====\n\n:Speaker: Ann Lee\n")
    assert "notes/a.rst:4: misplaced-talk" in check(tmp_path).stdout
    (tmp_path / "other").mkdir()
    site(tmp_path / "other")
    result = check(tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert "several folders below it have a conf.py: name one of notes, other" in result.stderr
    (tmp_path / "other/empty").mkdir()
    result = check(tmp_path / "other", "empty")
    assert (result.returncode, result.stdout) == (2, "")
    assert (
        result.stderr
        == "eventnotes: empty: no page of a site is there: name a folder with pages\n"
    )


def test_explain(tmp_path: Path) -> None:
    made = site(tmp_path, 'eventnotes_layout = ["{event}/{talk}"]\n', a__x=PAGE)
    result = check(made, "--explain", "a/x.rst")
    assert (result.returncode, result.stdout.splitlines()) == (
        0,
        [
            "a/x.rst: a talk, by '{event}/{talk}'",
            "  title     Title (line 2, its heading)",
            "  event     a (no page)",
            "  date      not found",
            "  speaker   Ann Lee (line 4, by 'By {speaker}')",
        ],
    )
    assert "index.rst: no event: " in check(made, "--explain", "index.rst").stdout
    assert check(made, "--explain", "conf.py").returncode == 2
