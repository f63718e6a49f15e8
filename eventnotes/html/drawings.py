"""Drawings as tables with a bar chart in SVG in each row.

Labels and numbers are the table's, so that the browser breaks, mirrors and enlarges them; SVG
draws the bars. A table of a few numbers needs no library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventnotes.html.fragments import render
from eventnotes.text.drawing import HEIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventnotes.text.drawing import Drawing

# The width of a column, with the gap between two bars.
_COLUMN, _GAP = 10, 2


def as_html(drawing: Drawing) -> str:
    """Return the HTML of a drawing."""
    return render(
        "drawing.html",
        drawing=drawing,
        box=f"0 0 {_COLUMN * len(drawing.columns)} {HEIGHT}",
        path=bars,
    )


def bars(heights: Sequence[int]) -> str:
    """Return the path of bars with *heights*, in a box of 10 a column and `HEIGHT`."""
    width = _COLUMN - _GAP
    return "".join(
        f"M{_COLUMN * place + _GAP // 2} {HEIGHT}v-{height}h{width}v{height}z"
        for place, height in enumerate(heights)
        if height
    )
