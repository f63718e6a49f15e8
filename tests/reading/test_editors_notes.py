"""Editor's notes, and the setting that hides them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.building import EVENT, talk

if TYPE_CHECKING:
    from tests.building import Build

NOTE = ".. admonition:: Editor's note\n   :class: editor outside-dates\n\n   Held a month later."


@pytest.mark.parametrize("shown", [True, False])
def test_editors_notes_are_shown_or_left_out(build: Build, shown: bool) -> None:
    page = talk("Late", ":Date: 2013-04-15", body=f"- a point\n\n{NOTE}\n\n- another")
    pages = {"c/e/index.rst": EVENT, "c/e/talks/late.rst": page}
    site = build(pages, eventnotes_editors_notes=shown)
    text = site.text("c/e/talks/late.html")
    assert ("Held a month later." in text) is shown
    assert "a point" in text
    assert "another" in text
    # The note explains the date, whether it is shown or not.
    assert [one for one in site.warnings if "eventnotes." in one] == []
