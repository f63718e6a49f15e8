"""The same notes as other themes show them: built in a virtual environment of their own."""

from __future__ import annotations

import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

REQUIREMENTS = Path(__file__).with_name("requirements-themes.txt")
TALK = "conferences/pycon_2013/talks/transforming_code_into_beautiful_idiomatic_python"
HTML = {"front page": "index.html", "a long talk": f"{TALK}.html", "an index": "genindex.html"}
NOTES = "include_patterns=index.rst,credits.rst,topics.rst,conferences/**"
PLAIN = ["-D", "extensions=myst_parser,sphinx.ext.doctest", "-D", NOTES]
MKDOCS = """site_name: Event Notes
site_url: ""
docs_dir: {docs}
site_dir: {site}
theme:
  name: material
  font: false
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A built site: its *folder*, and the paths of the *pages* to look at by their kind."""

    name: str
    folder: Path
    pages: Mapping[str, str]
    ours: bool = False


def sites(top: Path) -> list[Site]:
    """Build every site below *top* and return them, ours first."""
    venv.create(top / "venv", with_pip=True)
    python = top / "venv/bin/python"
    _run(python, "-m", "pip", "install", "-q", "--require-hashes", "-r", REQUIREMENTS)
    ours = _sphinx(Path(sys.executable), top / "ours")
    rtd = _sphinx(python, top / "rtd", *PLAIN, "-D", "html_theme=sphinx_rtd_theme")
    furo = _sphinx(python, top / "furo", *PLAIN, "-D", "html_theme=furo")
    return [
        Site(name="Event Notes", folder=ours, pages=HTML, ours=True),
        Site(name="Sphinx, sphinx_rtd_theme", folder=rtd, pages=HTML),
        Site(name="Sphinx, Furo", folder=furo, pages=HTML),
        Site(
            name="MkDocs, Material",
            folder=_mkdocs(python, top),
            pages={"front page": "index.html", "a long talk": f"{TALK}/index.html"},
        ),
    ]


def _sphinx(python: Path, to: Path, *options: str) -> Path:
    _run(python, "-m", "sphinx", "-q", "-b", "html", *options, ROOT, to)
    return to


def _mkdocs(python: Path, top: Path) -> Path:
    docs, site = top / "markdown", top / "mkdocs"
    options = ["-D", "extensions=myst_parser,sphinx.ext.doctest,sphinx_markdown_builder"]
    _run(python, "-m", "sphinx", "-q", "-b", "markdown", *options, "-D", NOTES, ROOT, docs)
    settings = top / "mkdocs.yml"
    settings.write_text(MKDOCS.format(docs=docs, site=site), "utf-8")
    _run(python, "-m", "mkdocs", "build", "-q", "-f", settings)
    return site


def _run(*command: str | Path) -> None:
    """Run *command*, its output unseen: what the others warn of in our notes is no result."""
    subprocess.run(list(map(str, command)), cwd=ROOT, check=True, capture_output=True)
