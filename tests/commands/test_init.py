"""`eventnotes init` writes a collection that builds, and overwrites nothing."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.collections import build_strictly, fail, succeed
from tests.conftest import ROOT, run


def test_it_builds_without_a_warning(collection: Path) -> None:
    build_strictly(collection)
    front = (collection / "_build/html/index.html").read_text("utf-8")
    assert "<h1>*Notes*" in front
    assert "Spring Talks" in front
    assert (collection / "_build/html/spring_talks/talks/my_first_talk.html").exists()
    assert len((collection / "conf.py").read_text("utf-8").splitlines()) <= 12


def test_make_builds_it(collection: Path) -> None:
    made = run("make", "html", f"SPHINXBUILD={sys.executable} -m sphinx", cwd=collection,
               PYTHONPATH=str(ROOT))  # fmt: skip
    assert made.returncode == 0, made.stdout
    assert (collection / "_build/html/index.html").exists()


def test_files_for_hosts_come_on_request(tmp_path: Path) -> None:
    succeed(tmp_path, "init", "a", "--read-the-docs", "--pages", "--pre-commit")
    yaml = pytest.importorskip("yaml")
    for name in (".readthedocs.yaml", ".github/workflows/pages.yml", ".pre-commit-config.yaml"):
        assert isinstance(yaml.safe_load((tmp_path / "a" / name).read_text("utf-8")), dict)


def test_it_asks_three_things_in_a_terminal(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "eventnotes", "init"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.STDOUT,
    ) as process:
        os.write(ours, b"Our Notes\n\nPyCon 2013\n")
        assert process.wait(30) == 0
    said = os.read(ours, 10_000).decode()
    os.close(ours)
    os.close(theirs)
    assert "Name of the collection [My Notes]: " in said
    assert "First event [My First Event]: " in said
    assert "project = 'Our Notes'" in (tmp_path / "conf.py").read_text("utf-8")
    assert (tmp_path / "pycon_2013/index.rst").exists()


@pytest.mark.parametrize(
    ("there", "message"),
    [
        ("conf.py", "this is a Sphinx project already: add 'eventnotes' to the extensions"),
        ("page.rst", "not empty, it has page.rst: name a new or empty folder"),
        (".gitignore", "not empty, it has .gitignore"),
    ],
)
def test_nothing_is_overwritten(tmp_path: Path, there: str, message: str) -> None:
    (tmp_path / there).write_text("mine", "utf-8")
    assert message in fail(tmp_path, "init")
    assert [path.name for path in tmp_path.iterdir()] == [there]
    assert (tmp_path / there).read_text("utf-8") == "mine"


def test_a_clone_and_an_environment_may_be_there(tmp_path: Path) -> None:
    for name in (".git", "venv"):
        (tmp_path / name).mkdir()
    (tmp_path / "README.md").write_text("# About\n", "utf-8")
    succeed(tmp_path, "init")
    build_strictly(tmp_path)


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert fail(tmp_path, "init", "file") == "file: Not a directory: name a new or empty folder"
    assert "Not a directory" in fail(tmp_path, "init", "file/below")
