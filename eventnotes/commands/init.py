"""``init``: begin a collection of notes."""

from __future__ import annotations

import getpass
import sys
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from eventnotes.commands import CommandError, needs
from eventnotes.commands.markup import Markdown, Page, Rst
from eventnotes.commands.naming import file_name
from eventnotes.commands.site import shown
from eventnotes.text.files import write_whole

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from eventnotes.commands.markup import Markup

NAME, EVENT, TALK = "My Notes", "My First Event", "My First Talk"
# What may be in the folder already, beside hidden files: no pages of the collection.
_HARMLESS = ("env", "venv", "LICENSE*", "README*")

_CONF = """\
# The settings: https://www.sphinx-doc.org/en/master/usage/configuration.html
project = {name!r}
author = {author!r}
project_copyright = f"%Y, {{author}}"

extensions = [{extensions}]
exclude_patterns = ["_build", ".*", "env", "venv", "LICENSE*", "README*"]

html_theme = "eventnotes"
html_baseurl = ""  # the address at which the site is published, for feeds and search engines
"""
_GLOB = {
    Rst: ".. toctree::\n   :maxdepth: 1\n   :glob:\n\n   {}\n",
    Markdown: "```{{toctree}}\n:maxdepth: 1\n:glob:\n\n{}\n```\n",
}
_INDICES = {
    Rst: "Find a talk by :ref:`speaker <notes-speakers>`, :ref:`date <notes-timeline>` or\n"
    ":ref:`topic <notes-topics>`.\n",
    Markdown: "Find a talk by {ref}`speaker <notes-speakers>`, {ref}`date <notes-timeline>` or\n"
    "{ref}`topic <notes-topics>`.\n",
}
#: The files for hosts and hooks by their option: the template, and the path in the collection.
EXTRAS = {
    "read_the_docs": ("readthedocs.yaml", ".readthedocs.yaml"),
    "pages": ("pages.yml", ".github/workflows/pages.yml"),
    "pre_commit": ("pre-commit-config.yaml", ".pre-commit-config.yaml"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the collection is called, whose it is, and its first event."""

    name: str
    author: str
    event: str


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "init",
        help="begin a collection of notes",
        description="Begin a collection: conf.py, a front page, a first event and talk, a "
        "Makefile. In a terminal it asks for what no option says. It overwrites nothing.",
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path(), help="a new or empty folder (default: .)"
    )
    parser.add_argument("--name", help=f"the collection's name (default: {NAME})")
    parser.add_argument("--author", help="your name (default: your user name)")
    parser.add_argument("--event", help=f"the first event's name (default: {EVENT})")
    parser.add_argument("--markdown", action="store_true", help="write Markdown pages")
    parser.add_argument("--read-the-docs", action="store_true", help="add .readthedocs.yaml")
    parser.add_argument("--pages", action="store_true", help="add a workflow for GitHub Pages")
    parser.add_argument("--pre-commit", action="store_true", help="add .pre-commit-config.yaml")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the collection.

    :raises CommandError: if the folder is not empty or cannot be written
    """
    folder: Path = options.folder
    _check_folder(folder)
    if options.markdown and not find_spec("myst_parser"):
        raise needs("markdown", "myst-parser")
    answers = _ask(options)
    markup = Markdown() if options.markdown else Rst()
    wanted = [EXTRAS[name] for name in EXTRAS if getattr(options, name)]
    texts = dict(_files(answers, markup, wanted))
    try:
        for name, text in texts.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, text.encode())
    except OSError as error:
        msg = f"{shown(Path(error.filename or folder))}: {error.strerror}: choose another folder"
        raise CommandError(msg) from None
    print(f"Wrote {len(texts)} files:")
    for name in texts:
        print(f"  {shown(folder / name)}")
    inside = "" if folder.resolve() == Path.cwd() else f" in {shown(folder)}"
    print(
        f"Next{inside}: 'make html' builds the site, 'eventnotes new talk \"Title\"' adds a talk."
    )
    return 0


def _check_folder(folder: Path) -> None:
    """Check that *folder* is new, or has nothing that would become part of the collection.

    :raises CommandError: if it has, or cannot be read
    """
    try:
        there = sorted(folder.iterdir()) if folder.exists() else []
    except OSError as error:
        msg = f"{shown(folder)}: {error.strerror}: name a new or empty folder"
        raise CommandError(msg) from None
    if any(path.name == "conf.py" for path in there):
        msg = (
            f"{shown(folder)}: this is a Sphinx project already: add 'eventnotes' to the "
            'extensions in its conf.py, and html_theme = "eventnotes"'
        )
        raise CommandError(msg)
    others = [
        path.name
        for path in there
        if not path.name.startswith(".") and not any(map(path.match, _HARMLESS))
    ]
    hidden = [name for _, name in EXTRAS.values()] + [".gitignore"]
    others += [name for name in hidden if (folder / name).exists()]
    if others:
        msg = f"{shown(folder)}: not empty, it has {others[0]}: name a new or empty folder"
        raise CommandError(msg)


def _ask(options: argparse.Namespace) -> Answers:
    """Return the answers from the options, else from the terminal, else the defaults."""

    def answer(given: str | None, question: str, default: str) -> str:
        if given is None and sys.stdin.isatty() and sys.stdout.isatty():
            try:
                given = input(f"{question} [{default}]: ")
            except EOFError:
                given = ""
        return " ".join((given or "").split()) or default

    return Answers(
        name=answer(options.name, "Name of the collection", NAME),
        author=answer(options.author, "Your name", _user()),
        event=answer(options.event, "First event", EVENT),
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return "Unknown"


def _files(
    answers: Answers, markup: Markup, extras: list[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield the path and text of each file of the collection."""
    kind = type(markup)
    today = datetime.now().astimezone().date().isoformat()
    event = file_name(answers.event, "event")
    extensions = ['"eventnotes"'] + ['"myst_parser"'] * (kind is Markdown)
    yield (
        "conf.py",
        _CONF.format(name=answers.name, author=answers.author, extensions=", ".join(extensions)),
    )
    front = Page(
        title=answers.name, fields=(), body=f"{_GLOB[kind].format('*/index')}\n{_INDICES[kind]}"
    )
    yield f"index{markup.suffix}", markup.page(front)
    yield f"{event}/index{markup.suffix}", event_page(markup, answers.event, [("Dates", today)])
    talk = Page(
        title=TALK,
        fields=[("Date", today), ("Speaker", answers.author), ("Topics", "first steps")],
        body="- The first point\n- Another one\n",
    )
    yield f"{event}/talks/{file_name(TALK, 'talk')}{markup.suffix}", markup.page(talk)
    yield "requirements.txt", f"eventnotes{'[markdown]' * (kind is Markdown)}\n"
    for template, name in [
        ("Makefile", "Makefile"),
        ("make.bat", "make.bat"),
        ("gitignore", ".gitignore"),
        *extras,
    ]:
        yield name, files("eventnotes.commands").joinpath("templates", template).read_text("utf-8")


def event_page(
    markup: Markup, name: str, fields: list[tuple[str, str]], talks: str = "talks"
) -> str:
    """Return the page of an event, which lists the pages in the folder *talks*."""
    listed = _GLOB[type(markup)].format(f"{talks}/*".lstrip("/"))
    return markup.page(Page(title=name, fields=fields, body=listed))
