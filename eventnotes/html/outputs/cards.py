"""Images of talks for social media, drawn by Typst."""

from __future__ import annotations

import json
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from eventnotes.html.published import OutputFile
from eventnotes.records.events import file_of
from eventnotes.text.fonts import can_typeset, copy_fonts
from eventnotes.text.plain import printable, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eventnotes.html.published import Published
    from eventnotes.records.model import Talk

# The aspect ratio that social media show uncropped, at a moderate resolution: images of twice the
# size would take most of the time budget for metadata.
# https://developers.facebook.com/docs/sharing/webmasters/images
WIDTH, HEIGHT = 667, 350
_DOTS_PER_INCH = 40  # on a page of 1200 by 630 points
# The maximum length of titles and of single lines.
_LONGEST = 300
_LINE = 60
# Typst's bundled fonts cover Latin, Greek, Cyrillic (which ends here) and general punctuation.
_END_OF_CYRILLIC = 0x530
_PUNCTUATION = range(0x2000, 0x2070)

Card = dict[str, str]


def has_card(site: Published) -> bool:
    """Return whether talks have cards, which require a base URL and Typst."""
    return bool(site.base and site.cards and can_typeset())


def card_name(talk: Talk) -> str:
    """Return the path of a talk's card."""
    return f"_images/cards/{file_of(talk)}.png"


def outputs(site: Published) -> Iterator[OutputFile[Card]]:
    """Yield the card of each talk."""
    if not has_card(site):
        return
    make = partial(draw, fonts=site.fonts)
    for talk in site.archive.talks:
        said = card(site, talk)
        made_of = (said, template(), _DOTS_PER_INCH)
        yield OutputFile(name=card_name(talk), of=made_of, value=said, make=make)


def card(site: Published, talk: Talk) -> Card:
    """Return the data of a talk's card."""
    event = site.archive.event_of(talk)
    said = {
        "title": site.title(talk),
        "speakers": ", ".join(person.name for person in site.archive.speakers(talk)),
        "event": site.title(event) if event else "",
        "date": talk.dates.iso if talk.dates else "",
        "site": site.name,
    }
    return {
        name: shortened(printable(text), _LONGEST if name == "title" else _LINE)
        for name, text in said.items()
    }


@cache
def template() -> str:
    """Return the Typst template of cards."""
    return files("eventnotes.html").joinpath("templates/card.typ").read_text("utf-8")


def draw(cards: Sequence[Card], fonts: Sequence[Path] = ()) -> list[bytes]:
    """Return the images of *cards* as PNG, drawn in one run of Typst.

    :param fonts: folders with additional fonts
    """
    with TemporaryDirectory() as folder:
        if not all(map(_is_plain, cards)):
            # The book's fonts for other scripts. Loading them is slow.
            copy_fonts(Path(folder))
        return _drawn(cards, [*fonts, Path(folder)])


def _drawn(cards: Sequence[Card], fonts: list[Path]) -> list[bytes]:
    import typst

    made: Any = typst.compile(
        template().encode(),
        format="png",
        ppi=_DOTS_PER_INCH,
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=fonts),
        sys_inputs={"cards": json.dumps(cards)},
    )
    return made if isinstance(made, list) else [made]


def _is_plain(one: Card) -> bool:
    """Return whether Typst's bundled fonts cover the card's text."""
    codes = map(ord, "".join(one.values()))
    return all(code < _END_OF_CYRILLIC or code in _PUNCTUATION for code in codes)
