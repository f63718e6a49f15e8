"""The package: what its files hold, and a new user's first steps with the wheel alone."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.commands import schedules as made
from tests.conftest import built_once, copy_project, missing, run

pytestmark = pytest.mark.skipif(
    Path(sys.prefix).name.startswith(".venv-sphinx-"), reason="make test looks at the package"
)


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of `make dist`, which also checks the package."""

    def build(folder: Path) -> None:
        project = copy_project(folder / "project")
        (project / ".venv").symlink_to(Path(sys.prefix))
        made = run(
            "make", "dist", f"BUILDDIR={folder}", cwd=project, SOURCE_DATE_EPOCH="1363046400"
        )
        assert made.returncode == 0, made.stdout
        assert made.stdout.count("PASSED") == 2, made.stdout

    return built_once(tmp_path_factory, "package", build) / "dist"


@pytest.fixture(scope="session")
def user(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with the wheel and nothing else, for all tests."""

    def build(folder: Path) -> None:
        assert run(sys.executable, "-m", "venv", folder).returncode == 0
        (wheel,) = dist.glob("*.whl")
        installed = run(folder / "bin/python", "-m", "pip", "install", "-q", wheel)
        if "NewConnectionError" in installed.stdout:
            missing("there is no network to install the wheel's requirements from")
        assert installed.returncode == 0, installed.stdout

    return built_once(tmp_path_factory, "user", build) / "bin"


@pytest.fixture(scope="session")
def notes(user: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new user's collection, with an event's schedule and a talk."""

    def build(folder: Path) -> None:
        folder.mkdir()
        (folder / "s.json").write_text(made.frab(made.ONE, made.TWO), "utf-8")
        notes = folder / "notes"
        for command in (
            ("init", str(notes)),
            ("import", str(folder / "s.json"), "--source", str(notes)),
            ("new", "talk", "Mine", "--event", "Tiny", "--speaker", "Ann", "--source", str(notes)),
        ):
            done = run(user / "eventnotes", *command, cwd=folder)
            assert done.returncode == 0, done.stdout

    return built_once(tmp_path_factory, "first steps", build) / "notes"


def test_first_steps_build_without_a_warning(user: Path, notes: Path) -> None:
    done = run(user / "python", "-m", "sphinx", "-n", "-W", notes, notes / "_build/html")
    assert done.returncode == 0, done.stdout
    assert "Mine" in (notes / "_build/html/tiny_conf/index.html").read_text("utf-8")


def test_what_an_extra_installs_is_said(user: Path, notes: Path) -> None:
    (notes.parent / "s.xml").write_text(made.XML, "utf-8")
    for command, extra in (
        (["serve"], "serve"),
        (["init", "other", "--markdown"], "markdown"),
        (["import", str(notes.parent / "s.xml")], "import"),
    ):
        done = run(user / "eventnotes", *command, cwd=notes)
        assert done.returncode == 2
        assert done.stdout.endswith(f": pip install 'eventnotes[{extra}]'\n")
    done = run(user / "python", "-m", "sphinx", "-q", "-b", "bookpdf", notes, notes / "_build/pdf")
    assert done.returncode == 2
    assert "the PDF book needs Typst and its fonts: pip install 'eventnotes[pdf]'" in done.stdout


def test_the_theme_alone_says_what_it_needs(user: Path, tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text('html_theme = "eventnotes"\n', "utf-8")
    (tmp_path / "index.rst").write_text("A\n=\n", "utf-8")
    done = run(user / "python", "-m", "sphinx", "-q", tmp_path, tmp_path / "out")
    assert "needs its extension: add 'eventnotes' to extensions" in done.stdout


def test_the_page_of_an_index_has_no_relative_link(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    shown = subprocess.run(
        [sys.executable, "-c", "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print("
         "z.read(next(n for n in z.namelist() if n.endswith('METADATA'))).decode())", wheel],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    links = [part.split(")")[0] for part in shown.split("](")[1:]]
    assert links
    assert [link for link in links if not link.startswith("https://")] == []


def test_the_book_of_the_sources_has_the_date_of_the_changelog(dist: Path, tmp_path: Path) -> None:
    (archive,) = dist.glob("*.tar.gz")
    with tarfile.open(archive) as files:
        files.extractall(tmp_path, filter="data")
    (project,) = tmp_path.iterdir()
    show = "show: ; @echo $(SOURCE_DATE_EPOCH)"

    def date() -> str:
        return run("make", "--eval", show, "show", cwd=project).stdout

    assert date() == "1363046400\n"  # of the commit that the package was built from
    changes = project / "CHANGELOG.md"
    changes.write_text(
        "# Changelog\n\n## Unreleased\n\n## 2.0 (2013-03-15)\n\n## 1.0 (2012-01-01)\n"
    )
    assert date() == "1363305600\n"
