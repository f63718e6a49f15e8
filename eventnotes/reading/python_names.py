"""References to Python's own names: which module each is of, and where it is documented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from eventnotes.records.modules import module_of, name_documentation

if TYPE_CHECKING:
    from docutils.nodes import Element, TextElement
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def python_name(node: pending_xref) -> str:
    """Return the dotted name that a role of the Python domain was given."""
    return str(node["reftarget"]).lstrip("~.").removesuffix("()")


def resolve_name(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: TextElement
) -> Element | None:
    """Link a name of Python's own, or of a package in the settings, to its documentation."""
    if node.get("refdomain") != "py":
        return None
    known = env.config.eventnotes_modules
    role, name = node["reftype"], python_name(node)
    url = name_documentation(role, name, known)
    if not url:
        return contnode if module_of(role, name, known) else None
    return nodes.reference("", "", contnode, refuri=url, internal=False)
