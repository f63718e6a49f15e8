"""A small archive to edit, and helpers that build and compare it."""

from __future__ import annotations

import warnings
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from io import StringIO
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

from eventnotes.checks.table import CHECKS
from eventnotes.text.warning import TYPE

# Differs between builds by design: Sphinx's record of the build's settings.
OWN = {".buildinfo", ".buildinfo.bak"}
# The types of warnings that every build repeats. Others depend on which pages are read or written.
_CHECKED = tuple(f"[{TYPE}.{one.code}]" for one in CHECKS if one.scope in {"page", "archive"})


@dataclass
class Talk:
    """A page of a talk."""

    title: str
    date: str = "2013-03-15"
    speakers: str = "Ann Lee"
    topics: str = "testing"
    body: str = "Some words."
    id: str = ""

    def text(self) -> str:
        line = "=" * len(self.title)
        fields = f":Date: {self.date}\n:Speakers: {self.speakers}\n:Topics: {self.topics}\n"
        fields += f":Id: {self.id}\n" if self.id else ""
        return f"{self.title}\n{line}\n\n{fields}\nMain points\n-----------\n\n{self.body}\n"


@dataclass
class Event:
    """An event's page and the talks beside it."""

    title: str
    dates: str = "2013-03-13/2013-03-21"
    glob: bool = False
    talks: dict[str, Talk] = field(default_factory=dict)
    exhibitors: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        names = ["talks/*"] if self.glob else [f"talks/{name}" for name in self.talks]
        names += [f"exhibitors/{name}" for name in self.exhibitors]
        listed = "".join(f"   {name}\n" for name in names)
        tree = f".. toctree::\n{'   :glob:' if self.glob else ''}\n\n{listed}"
        line = "=" * len(self.title)
        return f"{self.title}\n{line}\n\n:Dates: {self.dates}\n:Venue: Hall\n\n{tree}"


@dataclass
class Archive:
    """The data from which the sources of a site are generated."""

    events: dict[str, Event] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    settings: dict[str, object] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)

    def files(self) -> dict[str, str]:
        """Return the text of every file by its path."""
        files = {"conf.py": self._settings(), "index.rst": self._front(), **self.pages}
        words = "".join(f"{name}\n   {meaning}\n\n" for name, meaning in self.topics.items())
        files["topics.rst"] = f"Topics\n======\n\n{words}"
        for name, event in self.events.items():
            files[f"{name}/index.rst"] = event.text()
            for talk, page in event.talks.items():
                files[f"{name}/talks/{talk}.rst"] = page.text()
            for exhibitor, title in event.exhibitors.items():
                files[f"{name}/exhibitors/{exhibitor}.md"] = f"# {title}\n\nA [page](ours).\n"
        return files

    def write(self, folder: Path) -> None:
        """Write these files to *folder* and delete all others; unchanged files are not touched."""
        files = self.files()
        for old in [old for old in folder.rglob("*") if old.is_file()]:
            name = old.relative_to(folder).as_posix()
            if name not in files and not name.startswith("pictures/"):
                old.unlink()
        for name, text in files.items():
            file = folder / name
            if not file.exists() or file.read_text("utf-8") != text:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, "utf-8")

    def _settings(self) -> str:
        values = {
            "project": "Archive",
            "extensions": ["eventnotes", "myst_parser"],
            "html_theme": "eventnotes",
            **self.settings,
        }
        return "".join(f"{name} = {value!r}\n" for name, value in values.items())

    def _front(self) -> str:
        extra = [name.removesuffix(".rst") for name in self.pages if name.endswith(".rst")]
        names = [*(f"{name}/index" for name in self.events), *extra, "topics"]
        listed = "".join(f"   {name}\n" for name in names)
        return f"Archive\n=======\n\n.. toctree::\n   :maxdepth: 2\n\n{listed}"


def small() -> Archive:
    """Return an archive of eight talks at two events, whose pages refer to each other."""
    first = Event("Spring Meeting")
    second = Event("Autumn Days", "2012-09-01/2012-09-04", glob=True)
    for number, name in enumerate(("ants", "bees", "cats", "dogs")):
        first.talks[name] = Talk(
            f"On {name.title()}",
            f"2013-03-{14 + number}",
            ("Ann Lee", "Bob Ray", "Ann Lee and Cy Orr", "Dee Fox")[number],
            ("testing", "testing, speed", "speed", "people")[number],
        )
    for number, name in enumerate(("elms", "figs", "oaks", "yews")):
        second.talks[name] = Talk(
            f"About {name.title()}", f"2012-09-0{1 + number}", "Eve Poe", "people"
        )
    first.talks["ants"].body = "See :notes:talk:`cats`, :doc:`bees` and :mod:`json`."
    second.talks[
        "oaks"
    ].body = ".. index:: oak; old\n\nBy :notes:speaker:`Ann Lee`: :ref:`modindex`."
    second.talks["yews"].body = ".. _yews:\n\nLeaves\n------\n\nA link: :any:`yews`."
    pages = {"about_us.rst": "About us\n========\n\n:notes:topic:`testing` and :ref:`yews`.\n"}
    vocabulary = {"testing": "Finding out.", "speed": "Going fast.", "people": "Who."}
    return Archive({"spring": first, "autumn": second}, vocabulary, {}, pages)


def build(sources: Path, to: Path, jobs: int = 1, builder: str = "html") -> set[str]:
    """Build the site of *sources* in *to*, anew or after an edit; return what our checks say.

    In a process of its own, as from the command line: Sphinx keeps, for as long as it runs,
    the checksums of files that it has once put into a site.
    """
    with ProcessPoolExecutor(1, forkserver()) as process:
        said = process.submit(build_here, sources, to, jobs, builder).result()
    return {line for line in strip_colors(said).splitlines() if line.endswith(_CHECKED)}


def forkserver() -> ForkServerContext:
    """Return how to start a process in which all that builds share is loaded.

    Not forked from here: another test may have used Typst, whose threads a fork lacks.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.incremental.primed"])
    return context


def build_here(sources: Path, to: Path, jobs: int, builder: str) -> str:
    said = StringIO()
    with patch_docutils(sources), docutils_namespace(), warnings.catch_warnings():
        # MyST asks Sphinx in a way that will go.
        warnings.filterwarnings("ignore", "'myst_parser", PendingDeprecationWarning)
        app = Sphinx(
            sources,
            sources,
            to / builder,
            to / "doctrees",
            builder,
            status=None,
            warning=said,
            parallel=jobs,
        )
        app.build()
    return said.getvalue()


def site(to: Path, builder: str = "html") -> dict[str, bytes]:
    """Return the files of a built site."""
    top = to / builder
    files = sorted(file for file in top.rglob("*") if file.is_file() and file.name not in OWN)
    return {file.relative_to(top).as_posix(): file.read_bytes() for file in files}


def differences(ours: dict[str, bytes], theirs: dict[str, bytes]) -> list[str]:
    """Return the files that differ between two sites or are missing in one."""
    return sorted(
        name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)
    )
