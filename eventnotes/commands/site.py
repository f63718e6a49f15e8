"""Read a site for a command, with Sphinx, reusing the doctrees of the last build."""

from __future__ import annotations

import os
import traceback
from contextlib import contextmanager
from io import StringIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from eventnotes.commands import CommandError

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

    from sphinx.application import Sphinx

CONF = "conf.py"
_NOT_SOURCES = frozenset({"build", "env", "node_modules", "site-packages", "venv"})


def add_build_option(parser: ArgumentParser) -> None:
    """Add the option ``--build``, the folder of builds."""
    parser.add_argument(
        "--build",
        type=Path,
        help="the folder of builds, whose doctrees are reused (default: _build beside conf.py, or "
        "build beside its folder source; without one, all pages are read and nothing is kept)",
    )


def find_source(path: Path) -> Path:
    """Return the folder of ``conf.py``: *path*, its ``source`` or ``docs``, or a folder above.

    Without these, it is the folder of the one ``conf.py`` below *path*.

    :param path: a folder or a page
    :raises CommandError: if there is none, or if there are several below
    """
    path = path.resolve()
    for folder in (path, path / "source", path / "docs", *path.parents):
        if (folder / CONF).is_file():
            return folder
    below = list(islice(_sources_below(path), 5))
    if len(below) == 1:
        return below[0]
    if below:
        folders = ", ".join(map(shown, below))
        msg = f"{shown(path)}: several folders below it have a conf.py: name one of {folders}"
        raise CommandError(msg)
    msg = (
        f"{shown(path)}: no conf.py in it, above it or below it: name the folder of a collection, "
        "or create one with 'eventnotes init FOLDER'"
    )
    raise CommandError(msg)


def _sources_below(path: Path) -> Iterator[Path]:
    """Yield the folders below *path* with a ``conf.py``, without hidden and installed ones."""
    for folder, folders, files in os.walk(path):
        if CONF in files:
            yield Path(folder)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith((".", "_")) and name not in _NOT_SOURCES
        )


@contextmanager
def read_site(path: Path, build: Path | None) -> Iterator[Sphinx]:
    """Read the changed pages of the site that *path* belongs to.

    :param build: the folder of builds, if it is not the default
    :returns: Sphinx, with all pages read, references resolved, and nothing written
    :raises CommandError: if Sphinx cannot read them, or does not load our extension
    """
    # Imported here, so that help is shown without loading Sphinx.
    from sphinx.application import Sphinx
    from sphinx.errors import ConfigError

    from eventnotes.internals import docutils_namespace, patch_docutils

    source = find_source(path)
    # As `sphinx-build` does: use the project's docutils.conf, and restore docutils afterwards.
    with _builds(source, build) as folder, patch_docutils(source), docutils_namespace():
        outdir, doctrees = folder / "dummy", folder / "doctrees"
        try:
            # Without a stream Sphinx would be quiet, and a builder would report less later.
            app = Sphinx(
                source, source, outdir, doctrees, "dummy", status=StringIO(), warning=None
            )
            if "eventnotes" not in app.extensions:
                msg = f"{shown(source / CONF)}: add 'eventnotes' to its extensions"
                raise CommandError(msg)
            _read(app)
        except CommandError:
            raise
        except ConfigError as error:
            raise CommandError(_in_conf(source / CONF, error)) from None
        except Exception as error:  # Sphinx's, or one of any extension that conf.py loads
            name = type(error).__name__
            msg = f"the pages in {shown(source)} cannot be read: {name}: {_line(str(error))}"
            raise CommandError(msg) from None
        yield app


def _read(app: Sphinx) -> None:
    from eventnotes.internals import use_all_processors

    use_all_processors(app)
    app.build()
    app.env.check_consistency()  # Sphinx does that only if it has read a page


@contextmanager
def _builds(source: Path, build: Path | None) -> Iterator[Path]:
    """Yield the folder of builds, a temporary one if none exists."""
    found = build or last_builds(source)
    if found:
        yield found.resolve()
    else:
        with TemporaryDirectory(prefix="eventnotes-") as folder:
            yield Path(folder).resolve()


def last_builds(source: Path) -> Path | None:
    """Return the folder with the builds of the site in *source*, or None if there is none."""
    usual = [source / "_build"]
    if source.name == "source":  # as sphinx-quickstart makes it
        usual.append(source.parent / "build")
    return next(filter(Path.is_dir, usual), None)


def _in_conf(conf: Path, error: Exception) -> str:
    """Return the error in ``conf.py`` on one line, without Sphinx's traceback."""
    cause = error.__cause__
    text = str(error).removeprefix(f"{CONF}: ")
    if cause is None or "Traceback" not in text:
        return f"{shown(conf)}: {_line(text)}"
    frames = traceback.extract_tb(cause.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(conf)]
    return f"{shown(conf)}:{(lines or [1])[-1]}: {type(cause).__name__}: {_line(str(cause))}"


def shown(path: Path) -> str:
    """Return *path* relative to the current folder if it is below it."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def _line(text: str) -> str:
    return " ".join(text.split())
