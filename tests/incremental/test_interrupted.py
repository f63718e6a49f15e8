"""The build after a killed one is complete and correct."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

from tests.conftest import ROOT, run

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

# Kills the build while it writes its second page, like a power failure.
CONF = """
import os, signal
project = "Cut"
extensions = ["eventnotes"]

def cut(app, pagename, *rest):
    if os.environ.get("CUT") and pagename == "index":
        os.kill(os.getpid(), signal.SIGKILL)

def setup(app):
    app.connect("html-page-context", cut)
"""


def build(project: Path, to: Path, cut: str = "") -> CompletedProcess[str]:
    sphinx = [sys.executable, "-m", "sphinx", "-b", "html"]
    return run(*sphinx, project, to, PYTHONPATH=str(ROOT), SOURCE_DATE_EPOCH="0", CUT=cut)


def write(project: Path) -> None:
    project.mkdir()
    (project / "conf.py").write_text(CONF, "utf-8")
    (project / "index.rst").write_text("Front\n=====\n\n.. toctree::\n\n   a\n", "utf-8")
    (project / "a.rst").write_text("A page\n======\n\nAll of its words.\n", "utf-8")


def test_the_build_after_a_killed_one_is_complete(tmp_path: Path) -> None:
    write(project := tmp_path / "notes")
    out, clean = tmp_path / "out", tmp_path / "clean"
    killed = build(project, out, cut="1")
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


def test_a_finished_build_is_not_repeated(tmp_path: Path) -> None:
    write(project := tmp_path / "notes")
    assert build(project, tmp_path / "out").returncode == 0
    again = build(project, tmp_path / "out")
    assert "was interrupted" not in again.stdout
    assert "no targets are out of date" in again.stdout
