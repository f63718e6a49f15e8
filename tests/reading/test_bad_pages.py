"""Invalid pages: the build warns with the line, continues, and fails under -W."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
import sphinx

from tests.conftest import ROOT, run

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

TALKS = "conferences/event/talks"
GOOD = "####\nGood\n####\n\n:Date: 2013-03-15\n:Speaker: Ann Ash\n\nA good point.\n"
TOCTREE = ".. toctree::\n   :glob:\n\n   {}\n"
FRONT = "Front\n=====\n\n" + TOCTREE.format("conferences/*/index")
EVENT = "Event\n=====\n\n:Dates: March 15, 2013 - March 17, 2013\n\n" + TOCTREE.format("talks/*")

# The mistake, the files with it, and the place and text of the message.
MISTAKES: dict[str, tuple[dict[str, bytes], str, str]] = {
    "a page with no title": (
        {f"{TALKS}/untitled.rst": b":Date: 2013-03-15\n\nNothing above.\n"},
        f"{TALKS}/untitled",
        "title",
    ),
    "a broken field list": (
        {f"{TALKS}/broken.rst": b"####\nFour\n####\n\n:Date: 2013-03-15\nSpeaker: Ann\n"},
        f"{TALKS}/broken.rst:6: WARNING",
        "Field list ends without a blank line",
    ),
    "the same page as reST and as Markdown": (
        {f"{TALKS}/twice.rst": GOOD.encode(), f"{TALKS}/twice.md": b"# Twice\n\nA point.\n"},
        f"{TALKS}/twice",
        "multiple files found for the document",
    ),
    "an event with no talks": (
        {"conferences/empty/index.rst": EVENT.replace("Event\n=====", "Empty\n=====").encode()},
        "conferences/empty/index.rst:6: WARNING",
        "didn't match any documents",
    ),
    "a file that is not UTF-8": (
        {f"{TALKS}/latin.rst": "Café\n====\n\nUn café.\n".encode("latin-1")},
        f"{TALKS}/latin.rst:1: WARNING",
        # Before version 9, Sphinx itself reads such a page with replacements.
        "not UTF-8" if sphinx.version_info >= (9,) else "undecodable source characters",
    ),
    "a page in no toctree": (
        {"lost.rst": b"Lost\n====\n\nNobody leads here.\n"},
        "lost.rst:1: WARNING",
        "no toctree leads to this page",
    ),
}


def write(project: Path, files: dict[str, bytes]) -> None:
    sound = {"index.rst": FRONT, "conferences/event/index.rst": EVENT, f"{TALKS}/good.rst": GOOD}
    conf = 'project = "Bad"\nextensions = ["eventnotes", "myst_parser"]\n'
    for name, text in {**sound, "conf.py": conf}.items():
        files.setdefault(name, text.encode())
    for name, data in files.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_bytes(data)


def build(project: Path, *options: str) -> CompletedProcess[str]:
    sphinx = [sys.executable, "-m", "sphinx", "-b", "html", "-q", *options]
    return run(*sphinx, project, project / "_out", cwd=project, PYTHONPATH=str(ROOT))


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_reported_and_the_build_continues(tmp_path: Path, mistake: str) -> None:
    files, place, message = MISTAKES[mistake]
    write(tmp_path, dict(files))
    lenient = build(tmp_path)
    assert lenient.returncode == 0, lenient.stdout
    told = [line for line in lenient.stdout.splitlines() if place in line and message in line]
    assert told, lenient.stdout
    assert "Traceback" not in lenient.stdout
    assert "A good point." in (tmp_path / f"_out/{TALKS}/good.html").read_text("utf-8")
    strict = build(tmp_path, "-E", "-W", "--keep-going")
    assert strict.returncode == 1
    assert told[0] in strict.stdout


def test_valid_pages_build_silently(tmp_path: Path) -> None:
    write(tmp_path, {})
    built = build(tmp_path, "-W", "--keep-going")
    assert (built.returncode, built.stdout) == (0, "")


def test_pages_include_no_file_and_no_raw_html(tmp_path: Path) -> None:
    page = GOOD + "\n.. include:: /etc/hostname\n\n.. raw:: html\n\n   <script>x()</script>\n"
    write(tmp_path, {f"{TALKS}/sly.rst": page.encode()})
    built = build(tmp_path)
    assert f"{TALKS}/sly.rst:10: WARNING" in built.stdout
    assert f"{TALKS}/sly.rst:12: WARNING" in built.stdout
    assert "<script>x()" not in (tmp_path / f"_out/{TALKS}/sly.html").read_text("utf-8")
