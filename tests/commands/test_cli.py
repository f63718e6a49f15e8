"""The command line: help, and the folder that a command works in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from eventnotes.commands.cli import COMMANDS
from tests.commands.collections import eventnotes, fail, succeed


@pytest.mark.parametrize("name", [one.name for one in COMMANDS])
def test_each_command_has_an_example_and_its_statuses(tmp_path: Path, name: str) -> None:
    said = succeed(tmp_path, name, "--help")
    assert f"example:\n  eventnotes {name}" in said
    assert re.search(r"^exit status: 0 \w+", said, re.MULTILINE)
    assert re.search(rf"^    {name}\s", succeed(tmp_path, "--help"), re.MULTILINE)


def test_separate_folders_for_sources_and_builds(collection: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    collection.rename(project / "source")
    (project / "build").mkdir()
    said = succeed(project, "new", "talk", "A", "--speaker", "B")
    assert said.startswith("Wrote source/spring_talks/talks/a.")
    assert eventnotes(project, "check").returncode == 0
    assert (project / "build/doctrees/environment.pickle").exists()


def test_the_one_collection_below_is_found(begun: Path, tmp_path: Path) -> None:
    (tmp_path / "some/where").mkdir(parents=True)
    (tmp_path / "some/where/notes").symlink_to(begun)
    assert "no conf.py in it, above it or below it" in fail(tmp_path, "check")
    for name in ("one", "two"):
        (tmp_path / "some" / name).mkdir()
        (tmp_path / "some" / name / "conf.py").write_text('extensions = ["eventnotes"]\n', "utf-8")
        (tmp_path / "some" / name / "index.rst").write_text("A\n=\n", "utf-8")
        if name == "one":
            assert eventnotes(tmp_path, "check").stderr == "1 page, no problems\n"
    message = fail(tmp_path, "check")
    assert "several folders below it have a conf.py: name one of some/one, some/two" in message


def test_a_port_that_is_taken_is_said_before_the_build(begun: Path) -> None:
    from socket import socket

    with socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        port = one.getsockname()[1]
        message = fail(begun, "serve", "--port", str(port))
    assert message.startswith(f"port {port}: Address already in use: choose another")
    assert not (begun / "_build").exists()
    assert "must be between 0 and 65535" in fail(begun, "serve", "--port", "70000")
