"""Build small collections of notes."""

from __future__ import annotations

import re
import shutil
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lxml.html
import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.testing.util import SphinxTestApp

    Build = Callable[..., "Site"]

FOREIGN = ROOT / "tests/roots/test-foreign"

EVENT = "PyCon\n=====\n\n:Dates: 2013-03-15/2013-03-17\n:Venue: Santa Clara\n"


def talk(title: str, *fields: str, body: str = "A point.") -> str:
    """Return a talk's page, by default on the first day of the event and by Ann Lee."""
    names = {field.split(":")[1] for field in fields}
    given = [":Date: 2013-03-15"] * ("Date" not in names)
    given += [":Speaker: Ann Lee"] * (not names & {"Speaker", "Speakers"})
    line = "#" * (2 * len(title))
    return f"{line}\n{title}\n{line}\n\n" + "\n".join([*given, *fields]) + f"\n\n{body}\n"


def inventory(*modules: str) -> str:
    """Return an inventory of *modules* with their pages, in the older plain-text format."""
    lines = [f"{module.replace(' ', ' mod ')}\n" for module in modules]
    return "# Sphinx inventory version 1\n# Project: Test\n# Version: 1\n" + "".join(lines)


class Site:
    """A built collection: its output and its warnings."""

    def __init__(self, app: SphinxTestApp) -> None:
        self.app = app

    def text(self, name: str) -> str:
        """Return a file of the output."""
        return (self.app.outdir / name).read_text(encoding="utf-8")

    def links(self, name: str, xpath: str) -> dict[str, str]:
        """Return the targets of the links that match *xpath* on a page, by their texts."""
        tree: Any = lxml.html.document_fromstring(self.text(name))
        return {one.text_content(): one.get("href") for one in tree.xpath(xpath)}

    @property
    def warnings(self) -> list[str]:
        """The warnings with paths relative to the sources, without colours."""
        plain = re.sub(r"\x1b\[[0-9;]*m", "", self.app.warning.getvalue())
        return plain.replace(f"{self.app.srcdir}/", "").splitlines()


@pytest.fixture
def build(make_app: Callable[..., SphinxTestApp], tmp_path: Path) -> Build:
    """Return a function that builds pages, given by their paths, as a collection of notes.

    The front page, with everything in its toctree, is written where it is not given.
    """

    def build_pages(
        pages: Mapping[str, str], builder: str = "html", parallel: int = 0, **settings: Any
    ) -> Site:
        source = tmp_path / "source"
        source.mkdir(exist_ok=True)
        (source / "conf.py").touch()
        front = "Notes\n=====\n\n.. toctree::\n   :glob:\n\n   **\n"
        for name, text in {"index.rst": front, **pages}.items():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_text(text, encoding="utf-8")
        extensions = ["eventnotes", *settings.pop("extensions", [])]
        # Sphinx modifies some settings while reading them.
        overrides = {"extensions": extensions, "project": "Notes", **deepcopy(settings)}
        app = make_app(
            builder,
            srcdir=source,
            builddir=tmp_path / "out",
            confoverrides=overrides,
            parallel=parallel,
        )
        app.build()
        return Site(app)

    return build_pages


@pytest.fixture
def foreign(make_app: Callable[..., SphinxTestApp], tmp_path: Path) -> Callable[..., Site]:
    """Return a function that builds the foreign collection, with warnings as errors."""

    def build_foreign(builder: str = "html", **settings: Any) -> Site:
        source = tmp_path / "foreign"
        shutil.copytree(FOREIGN, source, dirs_exist_ok=True)
        app = make_app(
            builder,
            srcdir=source,
            exception_on_warning=True,
            confoverrides={"nitpicky": True, **settings},
        )
        app.build()
        return Site(app)

    return build_foreign
