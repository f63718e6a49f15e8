"""Order the talks in toctrees, from which Sphinx and all builders take the order of pages."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

from sphinx import addnodes

from eventnotes.domain import NotesDomain
from eventnotes.records.order import BY_DATE, in_order_held

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from eventnotes.records.model import Record

# The attribute with a toctree's entries as the page lists them, for the next change of a date.
_LISTED = "notes_listed"


def toctrees_of(env: BuildEnvironment, docname: str) -> list[addnodes.toctree]:
    """Return the toctrees of a page, from Sphinx's table of its contents."""
    contents = env.tocs.get(docname)
    return [] if contents is None else _toctrees(contents)


def order_toctrees(app: Sphinx, env: BuildEnvironment) -> None:
    """Order the talks in the toctrees of all pages by day, if the setting says so.

    A date can change without its event's page, so this cannot be done in reading. The order is
    stored where Sphinx looks for it: in its tables of contents, and in the doctrees on disk,
    which books are assembled from.
    """
    domain = NotesDomain.of(env)
    if env.config.eventnotes_order != BY_DATE:
        return
    records = domain.records  # once: a new order drops the archive, but no record depends on it
    for docname in env.toctree_includes:
        trees = toctrees_of(env, docname)
        if [tree for tree in trees if _order(tree, records)]:
            env.toctree_includes[docname] = [one for tree in trees for one in tree["includefiles"]]
            _edit_doctree(app, docname, lambda tree: _order(tree, records))
            domain.note_order()


def leave_out(app: Sphinx, docname: str, listed: str) -> int:
    """Remove the page *listed* from the toctrees of *docname*, and return the toctree's line."""
    env = app.env
    trees = [one for one in toctrees_of(env, docname) if listed in one["includefiles"]]
    for tree in trees:
        _leave_out(tree, listed)
    _edit_doctree(app, docname, lambda tree: _leave_out(tree, listed))
    env.toctree_includes[docname] = [one for one in env.toctree_includes[docname] if one != listed]
    return next((tree.line for tree in trees if tree.line), 1)


def _leave_out(tree: addnodes.toctree, listed: str) -> None:
    for key in (_LISTED, "entries"):
        if key in tree:
            tree[key] = [entry for entry in tree[key] if entry[1] != listed]
    tree["includefiles"] = [one for one in tree["includefiles"] if one != listed]


def _toctrees(tree: nodes.Element) -> list[addnodes.toctree]:
    return list(tree.findall(addnodes.toctree))


def _order(tree: addnodes.toctree, records: Mapping[str, Record]) -> bool:
    """Order the talks in a toctree; return whether this has changed it."""
    listed = tree.get(_LISTED, tree["entries"])
    entries = in_order_held(listed, lambda entry: records.get(entry[1]))
    if entries == tree["entries"]:
        return False
    tree[_LISTED], tree["entries"] = listed, entries
    included = set(tree["includefiles"])
    tree["includefiles"] = [name for _title, name in entries if name in included]
    return True


def _edit_doctree(app: Sphinx, docname: str, edit: Callable[[addnodes.toctree], object]) -> None:
    # Not by `env.get_doctree`, which would keep the order of now until the end of the build.
    doctree: Any = pickle.loads((app.doctreedir / f"{docname}.doctree").read_bytes())  # noqa: S301  # Sphinx's own file
    for tree in _toctrees(doctree):
        edit(tree)
    app.builder.write_doctree(docname, doctree)
