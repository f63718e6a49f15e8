"""Builds are reproducible: the same sources give the same bytes."""

from __future__ import annotations

import filecmp
import sys
from typing import TYPE_CHECKING

from tests.conftest import copy_project, run

if TYPE_CHECKING:
    from pathlib import Path

# None of these may appear in the output.
ONE = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1", "PYTHONUTF8": "1"}
OTHER = {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}


def build(project: Path, jobs: int, env: dict[str, str]) -> Path:
    """Build a copy of the project at *project* with *jobs* processes and return its site."""
    copy_project(project)
    command = [sys.executable, "-m", "sphinx", "-M", "html", ".", "_build", "-j", str(jobs), "-q"]
    # With a base URL, so that feeds and cards are built too.
    more = {"SOURCE_DATE_EPOCH": "1363305600", "READTHEDOCS_CANONICAL_URL": "https://x.test/"}
    made = run(*command, cwd=project, **more, **env)
    assert made.returncode == 0, made.stdout
    return project / "_build/html"


def files(top: Path) -> set[str]:
    return {file.relative_to(top).as_posix() for file in top.rglob("*") if file.is_file()}


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    one = build(tmp_path / "one", 1, ONE)
    other = build(tmp_path / "some" / "other place", 2, OTHER)
    assert files(one) == files(other)
    assert {"sitemap.xml", "feeds/all.xml", "404.html"} < files(one)
    different = [
        name
        for name in sorted(files(one))
        if not filecmp.cmp(one / name, other / name, shallow=False)
    ]
    assert different == []
