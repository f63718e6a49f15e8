"""A picture of each talk for social media, set by the book's typesetter."""

from __future__ import annotations

import json
from functools import cache, partial
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from eventnotes.html.published import OutputFile
from eventnotes.text.plain import printable, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eventnotes.html.published import Published
    from eventnotes.records.model import Talk

# Of the shape that social media show whole, and no larger than they show it: drawing a picture
# twice the size takes most of what metadata may cost a build.
# https://developers.facebook.com/docs/sharing/webmasters/images
WIDTH, HEIGHT = 667, 350
_DOTS_PER_INCH = 40  # of a sheet of 1200 by 630 points
# Characters of a title, and of what has one line.
_LONGEST = 300
_LINE = 60
# Typst's own fonts have Latin, Greek and Cyrillic, which end here, and the punctuation of all.
_END_OF_CYRILLIC = 0x530
_PUNCTUATION = range(0x2000, 0x2070)

Card = dict[str, str]


def has_card(site: Published) -> bool:
    """Tell whether talks have cards: they need addresses, and Typst."""
    return bool(site.base and site.cards and find_spec("typst"))


def card_name(talk: Talk) -> str:
    """Return the path of a talk's card."""
    return f"_images/cards/{talk.docname}.png"


def outputs(site: Published) -> Iterator[OutputFile[Card]]:
    """Yield each talk's card."""
    if not has_card(site):
        return
    make = partial(draw, fonts=site.fonts)
    for talk in site.archive.talks:
        said = card(site, talk)
        made_of = (said, template(), _DOTS_PER_INCH)
        yield OutputFile(name=card_name(talk), of=made_of, value=said, make=make)


def card(site: Published, talk: Talk) -> Card:
    """Return what the card of a talk says."""
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
    """Return the card's Typst source."""
    return files("eventnotes.html").joinpath("templates/card.typ").read_text("utf-8")


def draw(cards: Sequence[Card], fonts: Sequence[Path] = ()) -> list[bytes]:
    """Return the pictures of *cards* as PNG, all set in one go.

    :param fonts: folders with fonts for what neither Typst's nor the book's have
    """
    with TemporaryDirectory() as folder:
        if not all(map(_is_plain, cards)):
            _copy_fonts(Path(folder))
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


def _copy_fonts(folder: Path) -> None:
    """Put the book's fonts for the world's scripts into *folder*; loading them takes a while."""
    from eventnotes.text.fonts import copy_fonts

    copy_fonts(folder)


def _is_plain(one: Card) -> bool:
    """Tell whether Typst's own fonts have all that a card says."""
    codes = map(ord, "".join(one.values()))
    return all(code < _END_OF_CYRILLIC or code in _PUNCTUATION for code in codes)
