"""A picture of each talk for social media, set by the book's typesetter."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files as resources
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from eventnotes.html.text import printable, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from eventnotes.html.published import Published
    from eventnotes.model import Talk

# Of the shape that social media show whole, and no larger than they show it: drawing a picture
# twice the size takes most of what metadata may cost a build.
# https://developers.facebook.com/docs/sharing/webmasters/images
WIDTH, HEIGHT = 800, 420
_DOTS_PER_INCH = 48  # of a sheet of 1200 by 630 points
# Characters of a title, and of what has one line.
_LONGEST = 300
_LINE = 60

Card = dict[str, str]


def has_card(site: Published) -> bool:
    """Tell whether talks have cards: they need addresses, and Typst."""
    return bool(site.base and site.cards and find_spec("typst"))


def card_name(talk: Talk) -> str:
    """Return the path of a talk's card."""
    return f"_images/cards/{talk.docname}.png"


def files(site: Published, store: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each talk's card by its path; only those are drawn that *store* does not have."""
    if not has_card(site):
        return
    wanted = {talk.docname: card(site, talk) for talk in site.archive.talks}
    keys = {docname: _key(one) for docname, one in wanted.items()}
    missing = {
        keys[docname]: one
        for docname, one in wanted.items()
        if not (store / f"{keys[docname]}.png").exists()
    }
    _draw(missing, store)
    for talk in site.archive.talks:
        yield card_name(talk), (store / f"{keys[talk.docname]}.png").read_bytes()
    for old in set(store.glob("*.png")) - {store / f"{key}.png" for key in keys.values()}:
        old.unlink()


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


def _key(one: Card) -> str:
    made_of = json.dumps(one, sort_keys=True) + template() + str(_DOTS_PER_INCH)
    return hashlib.sha256(made_of.encode()).hexdigest()[:32]


@cache
def template() -> str:
    """Return the card's Typst source."""
    return resources("eventnotes.html").joinpath("templates/card.typ").read_text("utf-8")


def _draw(cards: Mapping[str, Card], store: Path) -> None:
    if not cards:
        return
    store.mkdir(parents=True, exist_ok=True)
    for key, picture in zip(cards, draw(list(cards.values())), strict=True):
        new = store / f"{key}.new"
        new.write_bytes(picture)
        new.replace(store / f"{key}.png")


def draw(cards: list[Card]) -> list[bytes]:
    """Return the pictures of *cards* as PNG, all set in one go."""
    import typst

    made: Any = typst.compile(
        template().encode(),
        format="png",
        ppi=_DOTS_PER_INCH,
        ignore_system_fonts=True,
        sys_inputs={"cards": json.dumps(cards)},
    )
    return made if isinstance(made, list) else [made]
