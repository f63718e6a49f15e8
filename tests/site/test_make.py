"""`make` on a clean machine: in a folder with spaces, with any Python, in any locale."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import MOST_PAGES, ROOT, copy_project, run

# An unused address, so that pip fails like on a machine without network.
NO_NETWORK = {
    "HTTPS_PROXY": "http://127.0.0.1:9",
    "https_proxy": "http://127.0.0.1:9",
    "http_proxy": "http://127.0.0.1:9",
    "PIP_FIND_LINKS": "",
    "PIP_NO_CACHE_DIR": "1",
    "PIP_CONFIG_FILE": os.devnull,
}


def pythons() -> list[str]:
    """Return the installed Pythons that Event Notes supports, the default one first."""
    newer = [f"python3.{minor}" for minor in (11, 12, 13)]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/3.1[123]*")
    by_version: dict[str, str] = {}
    for name in ["python3", *newer, *(str(version / "bin/python3") for version in sorted(pyenv))]:
        if shutil.which(name) and run(name, "-c", "import ensurepip").returncode == 0:
            by_version.setdefault(run(name, "-c", "import sys; print(sys.version)").stdout, name)
    return list(by_version.values())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a fresh clone of the project, in a folder whose path has spaces."""
    return copy_project(tmp_path / "my event notes")


def test_html_from_nothing_then_again(project: Path) -> None:
    default, *others = pythons()
    first = run("make", "html", f"PYTHON={default}", cwd=project)
    assert first.returncode == 0, first.stdout
    page = project / "_build/html/index.html"
    assert f"Open it: {page}" in first.stdout
    assert "WARNING" not in first.stdout
    written = {
        file: file.stat().st_mtime_ns for file in page.parent.rglob("conferences/**/*.html")
    }
    assert len(written) > 40

    again = run("make", "html", cwd=project, **NO_NETWORK)  # everything is installed
    assert again.returncode == 0, again.stdout
    assert "Installing" not in again.stdout
    assert {file: file.stat().st_mtime_ns for file in written} == written

    # Another Python remakes the environment, and builds the site from nothing too.
    for python in others[-1:]:
        made = run("make", "html", f"PYTHON={python}", "BUILDDIR=_build/other", cwd=project)
        assert made.returncode == 0, made.stdout
        version = run(project / ".venv/bin/python", "--version").stdout
        assert version == run(python, "--version").stdout
        assert "WARNING" not in made.stdout
        assert "Installing" not in run("make", "environment", cwd=project).stdout


@pytest.mark.parametrize("locale", ["de_DE.ISO-8859-1", "nowhere"])
def test_any_locale_place_and_options(tmp_path: Path, locale: str) -> None:
    """`make` builds into a relative folder, and passes options to Sphinx."""
    project = copy_project(tmp_path / "my event notes", without=MOST_PAGES)
    (project / ".venv").symlink_to(Path(sys.prefix))
    options = ("BUILDDIR=über all", "SPHINXOPTS=-q -D project=Other")
    made = run("make", "html", *options, cwd=project, LC_ALL=locale)
    assert made.returncode == 0, made.stdout
    html = project / "über all/html"
    assert "Other 1.1 documentation" in (html / "search.html").read_text("utf-8")
    assert "Łukasz" in "".join(
        page.read_text("utf-8") for page in html.glob("conferences/*/talks/*.html")
    )


def test_a_merge_has_the_same_date_in_a_clone_without_history(tmp_path: Path) -> None:
    whole, shallow = tmp_path / "whole", tmp_path / "shallow"
    whole.mkdir()
    shutil.copy2(ROOT / "Makefile", whole)

    def git(*command: str, day: int) -> None:
        names = {
            f"GIT_{who}_{what}": "x"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        made = run(
            "git", *command, cwd=whole, GIT_COMMITTER_DATE=f"2013-03-{day} 00:00 +0000", **names
        )
        assert made.returncode == 0, made.stdout

    git("init", "-q", "-b", "main", day=10)
    git("add", "Makefile", day=10)
    git("commit", "-qm", "first", day=10)
    git("checkout", "-qb", "other", day=11)
    (whole / "page.rst").write_text("Page\n====\n", "utf-8")
    git("add", "page.rst", day=11)
    git("commit", "-qm", "second", day=11)
    git("checkout", "-q", "main", day=12)
    git("merge", "-q", "--no-ff", "-m", "merge", "other", day=12)
    git("clone", "-q", "--depth", "1", f"file://{whole}", str(shallow), day=13)
    for clone in (whole, shallow):
        show = "show: ; @echo $(SOURCE_DATE_EPOCH)"
        assert run("make", "--eval", show, "show", cwd=clone).stdout == "1363046400\n"


def fake_python(folder: Path, script: str) -> str:
    """Return a minimal PATH with a ``python3`` that runs *script*."""
    folder.mkdir()
    for tool in ("sh", "git", "date", "cat", "cmp", "rm", "make", "sed", "awk", "grep"):
        if path := shutil.which(tool):
            (folder / tool).symlink_to(path)
    if script:
        (folder / "python3").write_text(script, "utf-8")
        (folder / "python3").chmod(0o755)
    return str(folder)


MACHINES = {
    "no Python": ("", "there is no python3 here. Install Python 3.11 or newer"),
    "Python 3.9": (
        '#!/bin/sh\ncase "$2" in *platform*) echo 3.9.2;; *) exit 1;; esac\n',
        "python3 is Python 3.9.2, and 3.11 or newer is needed",
    ),
    "a Python that does not start": ("#!/bin/sh\nexit 127\n", "python3 does not run"),
    "Debian without python3-venv": (
        '#!/bin/sh\ncase "$2" in *platform*) echo 3.11.2;; *ensurepip*) exit 1;; esac\n',
        "python3 has no venv module. Install it (Debian: apt install python3.11-venv)",
    ),
}


@pytest.mark.parametrize("machine", MACHINES)
def test_an_unsupported_machine_gets_a_message(project: Path, machine: str) -> None:
    script, message = MACHINES[machine]
    path = fake_python(project.parent / "bin", script)
    made = run("make", "html", cwd=project, PATH=path)
    assert made.returncode != 0
    told = [line for line in made.stdout.splitlines() if not line.startswith("make")]
    assert len(told) == 1, made.stdout
    assert message in told[0]


def test_no_network_gets_a_message(project: Path) -> None:
    made = run("make", "html", cwd=project, **NO_NETWORK)
    assert made.returncode != 0
    _, told = [line for line in made.stdout.splitlines() if not line.startswith("make")]
    assert "the package index could not be reached" in told
    assert not (project / ".venv/requirements.txt").exists()


def test_help_lists_every_target() -> None:
    told = run("make").stdout
    assert told == run("make", "help").stdout
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = makefile.split(".PHONY:")[1].split("\n")[0].split()
    for target in targets:
        assert f"make {target} " in told or target.startswith("environment"), target


def test_latexpdf_without_tex_says_what_to_install(project: Path) -> None:
    (project / ".venv").symlink_to(Path(sys.prefix))
    path = fake_python(project.parent / "bin", "")
    for tool in ("cp", "cut", "mkdir"):
        (Path(path) / tool).symlink_to(shutil.which(tool) or "")
    made = subprocess.run(
        ["make", "latexpdf"],
        cwd=project,
        env={"PATH": path, "HOME": os.environ["HOME"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode != 0
    assert made.stderr.startswith("Event Notes: latexpdf needs TeX. Install it")
