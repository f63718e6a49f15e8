"""Recognize a build with nothing to do, so that it costs little in an archive of any size.

Its pages, settings and other files are those of the last build into the same folder, whose files
are all there. Then nothing is derived from the pages again, and the last build's warnings are
repeated.
"""

from __future__ import annotations

import json
import os
import re
import sys
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

import eventnotes
from eventnotes.checks.warning_log import kept_problems
from eventnotes.domain import BuildState, NotesDomain
from eventnotes.incremental.leftovers import record
from eventnotes.incremental.unwritten import is_writing
from eventnotes.internals import write_only_if_needed
from eventnotes.text.digests import digest
from eventnotes.text.files import write_if_changed
from eventnotes.text.warning import warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# Settings that name folders of files that pages are made with.
_FOLDERS = (
    "html_extra_path",
    "html_static_path",
    "html_theme_path",
    "locale_dirs",
    "templates_path",
)
# Where an object is in memory, in its `repr`.
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def find_unchanged(app: Sphinx, env: BuildEnvironment) -> None:
    """Note whether this build has nothing to do. If so, repeat the warnings of the last."""
    state = BuildState(inputs=digest(sorted(_inputs(app))), warned=len(kept_problems()))
    last = _last(app)
    if last.get("inputs") == state.inputs and set(last["outputs"]) <= set(_outputs(app)):
        state.unchanged = True
        for code, message, docname, line in last["warnings"]:
            is_page = docname in env.found_docs
            warn(code, message, (docname, line) if is_page else f"{env.srcdir / docname}:{line}")
        if isinstance(app.builder, StandaloneHTMLBuilder) and not app.builder.embedded:
            write_only_if_needed(app.builder)
    NotesDomain.of(env).state = state


def is_unchanged(app: Sphinx) -> bool:
    """Return whether this build has nothing to do, as far as is known by now."""
    return NotesDomain.of(app.env).state.unchanged and not is_writing(app)


def unless_unchanged(handler: Callable[..., Any]) -> Callable[..., Any]:
    """Return *handler* of an event, which does nothing in a build with nothing to do."""

    @wraps(handler)
    def handle(app: Sphinx, *values: Any) -> Any:
        return () if is_unchanged(app) else handler(app, *values)

    return handle


def note_warnings(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Note the warnings of pages and of all pages together, which each build repeats.

    :returns: no page to write
    """
    state = NotesDomain.of(env).state
    state.warnings = [
        (one.code, one.message, one.docname, one.line) for one in kept_problems()[state.warned :]
    ]
    return []


def note_state(app: Sphinx, exception: Exception | None) -> None:
    """Store what this build was made of, and which files it has left, for the next."""
    if exception is None and not is_unchanged(app):
        state = NotesDomain.of(app.env).state
        found = {"inputs": state.inputs, "outputs": _outputs(app), "warnings": state.warnings}
        write_if_changed(record(app, "state"), json.dumps(found).encode())


def _last(app: Sphinx) -> dict[str, Any]:
    try:
        return dict(json.loads(record(app, "state").read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _inputs(app: Sphinx) -> Iterator[str]:
    """Yield all that a build depends on: pages, settings, and files by their time."""
    yield digest(sorted(app.env.all_docs.items()), sorted(app.builder.tags), app.builder.name)
    yield digest(os.environ.get("SOURCE_DATE_EPOCH"))
    for setting in app.config:
        yield digest(setting.name, _ADDRESS.sub("", repr(_sorted(setting.value))))
    for file in {*_files_of_code(app), *_files_of_settings(app)}:
        if file.is_file():
            found = file.stat()
            yield digest(file.as_posix(), found.st_mtime_ns, found.st_size)


def _sorted(value: object) -> object:
    return sorted(map(repr, value)) if isinstance(value, set | frozenset) else value


def _files_of_code(app: Sphinx) -> Iterator[Path]:
    yield from _below(Path(eventnotes.__file__).parent)
    for name in app.extensions:
        yield Path(getattr(sys.modules.get(name), "__file__", None) or "")


def _files_of_settings(app: Sphinx) -> Iterator[Path]:
    yield app.confdir / "conf.py"
    for setting in app.config:
        for name in _texts(setting.value):
            path = app.confdir / name
            yield path
            if setting.name in _FOLDERS:
                yield from _below(path)


def _texts(value: object) -> Iterator[str]:
    """Yield the texts in a setting, which may name files."""
    if isinstance(value, str | os.PathLike):
        yield os.fspath(value)
    elif isinstance(value, dict):
        yield from _texts(list(value.items()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _below(folder: Path) -> Iterator[Path]:
    for parent, _folders, files in os.walk(folder):
        yield from (Path(parent, name) for name in files if not name.endswith(".pyc"))


def _outputs(app: Sphinx) -> list[str]:
    """Return the paths of the output files, relative to their folder."""
    found = []
    for parent, folders, files in os.walk(app.outdir):
        folders[:] = [name for name in folders if name[0] != "."]
        found += [f"{parent}/{name}".removeprefix(f"{app.outdir}/") for name in files]
    return sorted(found)
