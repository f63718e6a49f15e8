"""The names that the book registers with Sphinx, beside other extensions and by itself."""

from __future__ import annotations

import site
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eventnotes.book.settings import OLD_NAMES, SETTINGS
from tests.conftest import ROOT, run

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.testing.util import SphinxTestApp

OTHER = "atsphinx.typst"  # has a builder typstpdf and a setting typst_documents


def test_every_setting_but_the_downloads_had_an_old_name() -> None:
    assert {one.name for one in SETTINGS} - set(OLD_NAMES.values()) == {"book_downloads"}


@pytest.mark.parametrize("extensions", [[OTHER, "eventnotes.book"], ["eventnotes.book", OTHER]])
def test_it_lives_beside_an_extension_with_the_old_names(
    make: Callable[..., SphinxTestApp], extensions: list[str]
) -> None:
    app = make("small", extensions=extensions, typst_documents=[{"theirs": True}])
    assert app.registry.builders["typstpdf"].__module__.startswith("atsphinx.")
    app.build()
    assert app.warning.getvalue() == ""
    assert Path(app.outdir, "small.pdf").exists()


def built_alone(tmp_path: Path, builder: str) -> subprocess.CompletedProcess[str]:
    """Build with the packages of this environment but the other extension, and ours installed."""
    installed = tmp_path / "installed"
    about = installed / "eventnotes-1.dist-info"
    about.mkdir(parents=True)
    about.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: eventnotes\nVersion: 1\n")
    points = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]
    lines = [
        line
        for group, names in points.items()
        for line in (f"[{group}]", *(f"{name} = {module}" for name, module in names.items()))
    ]
    about.joinpath("entry_points.txt").write_text("\n".join(lines))
    for entry in Path(site.getsitepackages()[0]).iterdir():
        if not entry.name.startswith(("atsphinx", "eventnotes")):
            installed.joinpath(entry.name).symlink_to(entry)
    path = f"{installed}:{ROOT}"
    command = ("-S", "-m", "sphinx", "-b", builder, "source", "out")
    return run(sys.executable, *command, cwd=tmp_path, PYTHONPATH=path)


@pytest.mark.parametrize(
    ("builder", "extensions", "warnings"),
    [
        ("bookpdf", [], ["typst_paper is now book_paper"]),
        (
            "typstpdf",
            ["eventnotes.book"],
            ["typst_paper is now book_paper", "the builder typstpdf is now bookpdf"],
        ),
    ],
)
def test_the_entry_point_and_the_old_names_work(
    tmp_path: Path, builder: str, extensions: list[str], warnings: list[str]
) -> None:
    source = tmp_path / "source"
    source.mkdir()
    source.joinpath("index.rst").write_text("Title\n=====\n\nText.\n")
    settings = f"project = 'Small'\nextensions = {extensions}\ntypst_paper = 'a5'\n"
    source.joinpath("conf.py").write_text(settings)
    done = built_alone(tmp_path, builder)
    assert done.returncode == 0, done.stdout
    assert 'paper: "a5"' in (tmp_path / "out/small.typ").read_text()
    assert done.stdout.count("WARNING") == len(warnings)
    for warning in warnings:
        assert warning in done.stdout
