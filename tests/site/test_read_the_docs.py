"""What Read the Docs takes from a build."""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.conftest import ROOT, run


def test_each_book_is_alone_in_its_folder(build_dir: Path, tmp_path: Path) -> None:
    config = yaml.safe_load((ROOT / ".readthedocs.yaml").read_text("utf-8"))
    first, *others = config["build"]["commands"]
    assert first == "make html"  # which has built `build_dir`
    checkout, output = tmp_path / "checkout", tmp_path / "read the docs"
    checkout.mkdir()
    checkout.joinpath("_build").symlink_to(build_dir)
    for command in others:
        done = run("sh", "-c", command, cwd=checkout, READTHEDOCS_OUTPUT=str(output))
        assert done.returncode == 0, done.stdout
    assert [path.name for path in output.joinpath("pdf").rglob("*")] == ["event-notes.pdf"]
    assert [path.name for path in output.joinpath("epub").rglob("*")] == ["event-notes.epub"]
    assert output.joinpath("html/index.html").exists()
