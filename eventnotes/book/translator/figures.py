"""Images and figures, with alternative texts."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from docutils import nodes

from eventnotes.book import escaping
from eventnotes.book.translator.base import TranslatorBase, opening, writing

_LENGTH = re.compile(r"([0-9]*\.?[0-9]+)\s*(px|pt|pc|in|cm|mm|em|ex|ch|rem|Q|%)?$")
#: The units of docutils in Typst. As in CSS, an inch has 96 px.
_UNITS = {
    "": (0.75, "pt"),
    "px": (0.75, "pt"),
    "pc": (12, "pt"),
    "ex": (0.5, "em"),
    "ch": (0.5, "em"),
    "rem": (1, "em"),
    "Q": (0.25, "mm"),
}


def length(value: str, scale: float = 1) -> str | None:
    """Convert a length of docutils to Typst, multiplied by *scale*; None if it is invalid."""
    found = _LENGTH.match(value.strip())
    if found is None:
        return None
    factor, unit = _UNITS.get(found[2] or "", (1, found[2]))
    return f"{float(found[1]) * factor * scale:g}{unit}"


class FigurePart(TranslatorBase):
    """Translates images, figures and captions."""

    def visit_image(self, node: nodes.Element) -> None:
        """Write an image, or its alternative text with a warning."""
        name = self.context.images.name(node)
        holder = node.parent.parent if isinstance(node.parent, nodes.reference) else node.parent
        inline = isinstance(holder, nodes.TextElement)
        self.begin(node, "")
        alt = self._alternative(node)
        if name is None:
            self.add(f"#emph[{escaping.markup(alt, self.missing)}]")
        else:
            self.images[name] = node["uri"]
            options = "".join(f", {option}" for option in self._options(node, inline=inline))
            self.add(f"#picture({escaping.string(name)}, {escaping.string(alt)}{options})")
        if not inline:
            self.add("\n\n")
        raise nodes.SkipNode

    def _alternative(self, node: nodes.Element) -> str:
        alt = node.get("alt", "")
        figure = node.parent.parent if isinstance(node.parent, nodes.reference) else node.parent
        if not alt and isinstance(figure, nodes.figure):
            captions = (c for c in figure.children if isinstance(c, nodes.caption))
            alt = next(captions, nodes.Text("")).astext()
        text = alt or PurePosixPath(node.get("uri", "")).stem
        text = " ".join("".join(c for c in text if not escaping.unprintable(c)).split()) or "image"
        if escaping.fits_string(text):
            return text
        self.warnings.warn(
            "the alternative text of the image is too long for a PDF and cut off: shorten it",
            location=node,
            subtype="image",
        )
        return escaping.beginning(text)

    def _options(self, node: nodes.Element, *, inline: bool) -> list[str]:
        scale = float(node.get("scale", 100)) / 100
        found = []
        for side in ("width", "height"):
            size = length(str(node.get(side, "")), scale) if node.get(side) else None
            if size is not None and not (side == "height" and size.endswith("%")):
                found.append(f"{side}: {size}")
        if scale != 1 and not found:
            found.append(f"scale: {scale:g}")
        if inline:
            found.append("inline: true")
        if node.get("align") in ("left", "center", "right"):
            found.append(f"at: {node['align']}")
        return found

    def visit_figure(self, node: nodes.Element) -> None:
        """Open a figure, whose caption stays with its image."""
        place = node.get("align", "center")
        place = place if place in ("left", "right") else "center"
        self.begin(node, f"#figure-of(at: {place})[\n")

    depart_figure = writing("]\n\n")
    visit_legend = opening("#legend[\n")
    depart_legend = writing("]\n\n")
