"""The build after a killed one is complete and correct."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT, run

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

# Kills the build while it reads a page, or while it writes its second one, like a power failure.
CONF = """
import os, signal
project = "Cut"
extensions = ["eventnotes"]

def kill(app, docname, when):
    if os.environ.get("CUT") == when and docname == "index":
        os.kill(os.getpid(), signal.SIGKILL)

def setup(app):
    app.connect("source-read", lambda app, name, *rest: kill(app, name, "reading"))
    app.connect("html-page-context", lambda app, name, *rest: kill(app, name, "writing"))
"""


def build(project: Path, to: Path, cut: str = "", builder: str = "html") -> CompletedProcess[str]:
    sphinx = [sys.executable, "-m", "sphinx", "-b", builder, "-d", f"{to}.trees"]
    return run(*sphinx, project, to, PYTHONPATH=str(ROOT), SOURCE_DATE_EPOCH="0", CUT=cut)


def write(project: Path) -> None:
    project.mkdir()
    (project / "conf.py").write_text(CONF, "utf-8")
    (project / "index.rst").write_text("Front\n=====\n\n.. toctree::\n\n   a\n", "utf-8")
    (project / "a.rst").write_text("A page\n======\n\nAll of its words.\n", "utf-8")


def test_the_build_after_a_killed_one_is_complete(tmp_path: Path) -> None:
    write(project := tmp_path / "notes")
    out, clean = tmp_path / "out", tmp_path / "clean"
    killed = build(project, out, cut="writing")
    assert killed.returncode == -signal.SIGKILL
    written = out / "a.html"
    assert "All of its words." in written.read_text("utf-8")
    written.write_text(written.read_text("utf-8")[:900], "utf-8")  # what was on the disk by then

    again = build(project, out)
    assert again.returncode == 0, again.stdout
    assert "the last build was interrupted" in again.stdout
    assert build(project, clean).returncode == 0
    for page in clean.glob("*.html"):
        assert (out / page.name).read_bytes() == page.read_bytes(), page.name


def test_another_builder_does_not_take_half_written_doctrees(tmp_path: Path) -> None:
    write(project := tmp_path / "notes")
    out = tmp_path / "out"
    assert build(project, out).returncode == 0
    for when in ("writing", "reading"):  # the second reads all pages again
        page = project / "index.rst"
        page.write_text(f"{page.read_text('utf-8')}\n{when}\n", "utf-8")
        assert build(project, out, cut=when).returncode == -signal.SIGKILL
    doctree = out.with_suffix(".trees") / "a.doctree"
    doctree.write_bytes(doctree.read_bytes()[:99])
    again = build(project, out, builder="singlehtml")
    assert again.returncode == 0, again.stdout
    assert "All of its words." in (out / "index.html").read_text("utf-8")


@pytest.mark.parametrize("builder", ["html", "epub"])
@pytest.mark.parametrize("left", [0, 40, 160])
def test_a_cut_off_record_of_settings_is_removed(tmp_path: Path, builder: str, left: int) -> None:
    write(project := tmp_path / "notes")
    out = tmp_path / "out"
    assert build(project, out, builder=builder).returncode == 0
    record = out / ".buildinfo"
    whole = record.read_bytes()
    record.write_bytes(whole[:left])
    again = build(project, out, builder=builder)
    assert again.returncode == 0, again.stdout
    assert again.stdout.count(".buildinfo was cut off in the last build") == 1
    assert record.read_bytes() == whole


def test_a_removed_page_goes_after_a_failed_build(tmp_path: Path) -> None:
    write(project := tmp_path / "notes")
    out = tmp_path / "out"
    (project / "b.rst").write_text(":orphan:\n\nB\n=\n", "utf-8")
    assert build(project, out).returncode == 0
    settings = project / "conf.py"
    settings.write_text(f"{CONF}    app.connect('env-updated', lambda *_: 1 / 0)\n", "utf-8")
    assert build(project, out).returncode == 2  # and Sphinx deletes its environment
    settings.write_text(CONF, "utf-8")
    (project / "b.rst").unlink()
    assert build(project, out).returncode == 0
    assert not (out / "b.html").exists()


def test_a_finished_build_is_not_repeated(tmp_path: Path) -> None:
    write(project := tmp_path / "notes")
    assert build(project, tmp_path / "out").returncode == 0
    again = build(project, tmp_path / "out")
    assert "was interrupted" not in again.stdout
    assert "no targets are out of date" in again.stdout
