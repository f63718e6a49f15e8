"""Diagrams of other extensions (Graphviz, inheritance, Mermaid) as images, else as their source.

In: their nodes in an assembled doctree; out: nodes of images and code, which the translator knows.
"""

from __future__ import annotations

import shlex
import shutil
from dataclasses import dataclass, replace
from itertools import pairwise
from textwrap import shorten
from typing import TYPE_CHECKING

from docutils import nodes

from eventnotes.book.warnings import located
from eventnotes.internals import render_diagram

if TYPE_CHECKING:
    from typing import Any

    from sphinx.builders import Builder
    from sphinx.config import Config

    from eventnotes.book.warnings import Warnings


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """A kind of diagrams: its name, the setting of its program, and the image that this draws.

    *scale* is the percentage at which labels have about the size of the book's text.
    """

    name: str
    setting: str
    type: str
    scale: int


_GRAPHVIZ = Kind(name="Graphviz", setting="graphviz_dot", type="svg", scale=56)
_INHERITANCE = replace(_GRAPHVIZ, scale=75)
#: Not SVG, in which Mermaid writes labels as HTML.
_MERMAID = Kind(name="Mermaid", setting="mermaid_cmd", type="png", scale=62)
#: The kinds by the class names of nodes.
KINDS = {"graphviz": _GRAPHVIZ, "inheritance_diagram": _INHERITANCE, "mermaid": _MERMAID}

#: The characters of a program's error that a warning shows.
_LONGEST_REASON = 200


def replace_diagrams(tree: nodes.document, builder: Builder, warnings: Warnings) -> None:
    """Replace the diagrams in *tree* by images in the folder of the book.

    A diagram whose program is missing or fails is replaced by its source. A missing program gives
    one warning, and so does each diagram that cannot be drawn.
    """
    for node in list(tree.findall(nodes.Element)):
        kind = KINDS.get(type(node).__name__)
        if kind is None:
            continue
        code = _code(node, builder)
        program = _program(node, builder, kind)
        image = None
        if shutil.which(program):
            image = _image(node, code, kind, builder, warnings)
        else:
            warnings.warn_once(
                "diagrams of %s are printed as source, because the program %r is not installed: "
                "install it, or name another in %s",
                kind.name,
                program,
                kind.setting,
                location=located(node),
                subtype="diagram",
            )
        new = image or nodes.literal_block(code, code, language="none")
        place = located(node)
        new.source, new.line = place.source, place.line
        node.replace_self(new)  # keeps its ids


def _code(node: nodes.Element, builder: Builder) -> str:
    if "graph" not in node:
        return str(node["code"])
    size = {"size": '"6.0,6.0"'}  # in inches, as in LaTeX
    return str(node["graph"].generate_dot("inheritance", env=builder.env, graph_attrs=size))


def _program(node: nodes.Element, builder: Builder, kind: Kind) -> str:
    command = getattr(builder.config, kind.setting)
    options: dict[str, Any] = node.get("options", {})
    command = options.get(kind.setting, command)
    words = shlex.split(command) if isinstance(command, str) else list(command)
    return str(words[0]) if words else ""


def _image(
    node: nodes.Element, code: str, kind: Kind, builder: Builder, warnings: Warnings
) -> nodes.image | None:
    """Return *node* as an image, or None with a warning."""
    try:
        path = render_diagram(node, code, kind.type, builder)
    except Exception as error:  # of any type, from another extension
        warnings.warn(
            "the diagram is printed as source, because %s cannot draw it: %s",
            kind.name,
            shorten(str(error), _LONGEST_REASON, placeholder=" …"),
            location=located(node),
            subtype="diagram",
        )
        return None
    scale = kind.scale / _magnified(builder.config) if kind is _MERMAID else kind.scale
    image = nodes.image(uri=path, scale=scale, alt=_alternative(node, code))
    if node.get("align"):
        image["align"] = node["align"]
    return image


def _magnified(config: Config) -> float:
    """Return how many pixels Mermaid draws for one, by its option ``--scale``."""
    words = [str(word) for word in config.mermaid_params]
    found = [value for name, value in pairwise(words) if name in ("-s", "--scale")]
    return float(found[-1]) if found and found[-1].isdigit() else 1


def _alternative(node: nodes.Element, code: str) -> str:
    """Return the given alternative text, the caption, the names of the classes, or the source."""
    caption = next(iter(node.parent.findall(nodes.caption)), None)
    if isinstance(node.parent, nodes.figure) and caption is not None:
        return str(node.get("alt") or caption.astext())
    return str(node.get("alt") or node.get("content") or code)
