"""Sites to check: the awful one, and small ones."""

from __future__ import annotations

import re
import shutil
import subprocess
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from sphinx.testing.util import SphinxTestApp

from eventnotes.commands.cli import main

ROOT = Path(__file__).parents[2]
AWFUL = Path(__file__).parent / "awful"
CONF = """\
extensions = ["eventnotes", "myst_parser"]
myst_enable_extensions = ["fieldlist"]
exclude_patterns = ["_build"]
"""
# What the talks that nothing is wrong with are called, and who gave them.
_PLAYERS = ("Snug Joiner", "Bottom Weaver", "Flute Mender", "Snout Tinker", "Quince Carpenter")


def make_awful(folder: Path) -> Path:
    """Put the awful site into *folder*, with so many good talks that odd topics are odd."""
    site = folder / "awful"
    shutil.copytree(AWFUL, site)
    (site / "conf.py").write_text(CONF, encoding="utf-8")
    talks = site / "conferences" / "tempest" / "talks"
    for number in range(12):
        write_talk(
            talks / f"good_{number}.rst",
            title=f"Good talk {number}",
            speaker=_PLAYERS[number % len(_PLAYERS)],
            date=f"2012-07-{number + 1:02}",
            topics="testing, web" if number else "testing, web, alchemy",
        )
    return site


def write_talk(path: Path, *, title: str, speaker: str, date: str, topics: str = "") -> None:
    """Write a talk's page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    more = f":Topics: {topics}\n" if topics else ""
    rule = "#" * len(title.encode())
    path.write_text(
        f"{rule}\n{title}\n{rule}\n\n:Date: {date}\n:Speaker: {speaker}\n{more}",
        encoding="utf-8",
    )


def build(site: Path, *, jobs: int = 0, fresh: bool = False) -> list[str]:
    """Build a site and return its warnings, with paths relative to it.

    :raises AssertionError: where something is not a warning of one line
    """
    warnings = StringIO()
    app = SphinxTestApp(
        "html",
        srcdir=site,
        parallel=jobs,
        warning=warnings,
        freshenv=fresh,
        confoverrides={"html_theme": "basic"},
    )
    try:
        app.build()
    finally:
        app.cleanup()
    text = re.sub(r"\x1b\[[0-9;]*m", "", warnings.getvalue()).replace(f"{site}/", "")
    return [line for line in text.splitlines() if line]


def check(
    site: Path, *arguments: str, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command ``check`` on a site, in this process: starting Sphinx takes most time."""
    command = ["check", *arguments]
    with (
        chdir(cwd or site),
        redirect_stdout(StringIO()) as said,
        redirect_stderr(StringIO()) as told,
    ):
        try:
            status = main(command)
        except SystemExit as error:  # of wrong arguments
            status = int(error.code or 0)
    return subprocess.CompletedProcess(command, status, said.getvalue(), told.getvalue())
