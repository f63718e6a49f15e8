"""What the monthly workflow does with the ledger, against a Git server and a stand-in for `gh`."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT, clean_environment

if TYPE_CHECKING:
    from pathlib import Path

# `gh` knows of a pull request once one was opened; `make linkcheck` finds what $FOUND says.
PROGRAMS = {
    "gh": """case "$2" in
        list) [ ! -e "$TOP/opened" ]; echo $? ;;
        create) echo "$@" >> "$TOP/opened" ;;
    esac""",
    "make": '[ "$1" = linkcheck ] && printf %s "$FOUND" >> data/links.toml',
}


class Project:
    """A clone of a project with a ledger, and the programs that the workflow has."""

    def __init__(self, top: Path) -> None:
        self.top, self.clone = top, top / "clone"
        for name, text in PROGRAMS.items():
            program = top / "bin" / name
            program.parent.mkdir(exist_ok=True)
            program.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
            program.chmod(0o755)
        self.git("init", "--quiet", "--bare", "--initial-branch=main", str(top / "origin"))
        self.git("clone", "--quiet", str(top / "origin"), str(self.clone))
        self.commit("data/links.toml", "start\n")

    def run(self, *command: str, cwd: Path, found: str = "") -> str:
        path = f"{self.top / 'bin'}{os.pathsep}{os.environ['PATH']}"
        name = {f"GIT_{role}_NAME": "Ann" for role in ("AUTHOR", "COMMITTER")}
        mail = {f"GIT_{role}_EMAIL": "a@b.org" for role in ("AUTHOR", "COMMITTER")}
        more = {"PATH": path, "TOP": str(self.top), "FOUND": found, **name, **mail}
        done = subprocess.run(
            command, cwd=cwd, env=clean_environment(**more), capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def git(self, *arguments: str) -> str:
        return self.run("git", *arguments, cwd=self.clone if self.clone.exists() else self.top)

    def commit(self, name: str, text: str) -> None:
        (self.clone / name).parent.mkdir(exist_ok=True)
        (self.clone / name).write_text(text, "utf-8")
        self.git("add", name)
        self.git("commit", "--quiet", "--message", name)
        self.git("push", "--quiet", "origin", "HEAD:main")

    def renew(self, found: str) -> str:
        """Run the workflow's script on the main branch."""
        self.git("switch", "--quiet", "--detach", "origin/main")
        return self.run("sh", str(ROOT / ".ci/renew-links"), cwd=self.clone, found=found)

    def proposed(self, name: str = "data/links.toml") -> str:
        return self.git("show", f"origin/renewed-links:{name}")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_the_renewed_ledger_is_proposed(project: Project) -> None:
    project.renew("one\n")
    assert project.proposed() == "start\none\n"
    opened = (project.top / "opened").read_text("utf-8")
    assert opened.startswith("pr create --head renewed-links --title Update")
    assert project.git("show", "origin/main:data/links.toml") == "start\n"


def test_the_next_run_adds_to_an_open_proposal(project: Project) -> None:
    project.renew("one\n")
    project.git("switch", "--quiet", "--detach", "origin/main")
    project.commit("page.rst", "new\n")
    project.renew("two\n")
    assert project.proposed() == "start\none\ntwo\n"
    assert project.proposed("page.rst") == "new\n"
    assert (project.top / "opened").read_text("utf-8").count("pr create") == 1


def test_a_proposal_that_is_done_is_not_gone_on_with(project: Project) -> None:
    project.renew("one\n")
    (project.top / "opened").unlink()
    project.renew("two\n")
    assert project.proposed() == "start\ntwo\n"


def test_nothing_new_proposes_nothing(project: Project) -> None:
    assert project.renew("") == "data/links.toml has not changed.\n"
    assert not (project.top / "opened").exists()
