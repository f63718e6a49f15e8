"""Collections as `eventnotes init` makes them, and the command run in them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def eventnotes(
    folder: Path, *arguments: str | Path, **env: str
) -> subprocess.CompletedProcess[str]:
    """Run a command in *folder*, without a terminal."""
    return subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-m", "eventnotes", *map(str, arguments)],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "TZ": "UTC", **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def succeed(folder: Path, *arguments: str | Path, **env: str) -> str:
    """Run a command that must succeed, and return what it prints."""
    made = eventnotes(folder, *arguments, **env)
    assert (made.returncode, made.stderr) == (0, ""), made
    return made.stdout


def fail(folder: Path, *arguments: str | Path, **env: str) -> str:
    """Run a command that must fail, and return the one line that says why."""
    made = eventnotes(folder, *arguments, **env)
    assert (made.returncode, made.stdout) == (2, ""), made
    start, _, message = made.stderr.rstrip("\n").partition(": ")
    assert start == "eventnotes", made.stderr
    assert "\n" not in message
    return message


def build_strictly(folder: Path) -> None:
    """Build the collection, without a warning."""
    out = folder / "_build"
    made = subprocess.run(
        [sys.executable, "-m", "sphinx", "-n", "-W", "-q", folder, out / "html", "-d", out / "d"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (made.returncode, made.stderr) == (0, ""), made.stderr


def copied(collection: Path, to: Path) -> Path:
    return shutil.copytree(collection, to)
