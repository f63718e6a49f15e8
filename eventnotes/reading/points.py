"""The addresses of points, the items of the lists in notes: ``tips.k3f``.

That is the id of the section, and a code made from the point's own words. So it stays as it is
when other points come, go or move; and if the words change, the part before the last full stop
still leads to the section. No id of a heading has a full stop.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from eventnotes.domain import NotesDomain
from eventnotes.reading.page import elements, title_section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: The digits of codes. Without vowels they spell no words.
DIGITS = "0123456789bcdfghjklmnpqrstvwxyz"
#: The usual length of a code. Two points of a section share one in 29,791.
SHORTEST = 3
_LONGEST = 12

# Ids that are numbered in page order: of headings without Latin letters or that are repeated, and
# of index entries.
_NUMBERED = re.compile(r"(id|index-)\d+")
_WITHOUT_POINTS = (nodes.TextElement, nodes.field_list, nodes.Invisible)


class AddressPoints(SphinxTransform):
    """Gives each point of a page of notes an id, in every format."""

    default_priority = 715

    def apply(self) -> None:
        """Add the ids. A point with a target of its own keeps that name."""
        title = title_section(self.document)
        if title is None or not NotesDomain.of(self.env).has_record(self.env.docname):
            return
        sections: dict[str, list[nodes.list_item]] = {}
        for section, item in points(title, title["ids"][0]):
            if not _named(item):
                sections.setdefault(section, []).append(item)
        for section, items in sections.items():
            texts = (_first(item).astext() for item in items)
            names = addresses(section, texts, self.document.ids)
            for item, name in zip(items, names, strict=True):
                item["ids"].append(name)
                self.document.set_id(item)


def points(node: nodes.Element, section: str) -> Iterator[tuple[str, nodes.list_item]]:
    """Yield the points below *node*, each with the id of its section."""
    for child in node.children:
        if isinstance(child, _WITHOUT_POINTS) or not isinstance(child, nodes.Element):
            continue
        if isinstance(child, nodes.list_item):
            yield section, child
        inside = _lasting(child["ids"]) if isinstance(child, nodes.section) else None
        yield from points(child, inside or section)


def addresses(section: str, texts: Iterable[str], taken: Iterable[str]) -> list[str]:
    """Return the addresses of the points of a section, by their *texts* in page order.

    Equal points are numbered from the second on, as are those that meet an id in *taken*.
    """
    codes = [code(text) for text in texts]
    short = shortest(set(codes))
    counts = Counter({name: 1 for name in taken if name.startswith(f"{section}.")})
    found = []
    for one in codes:
        name = f"{section}.{short[one]}"
        counts[name] += 1
        found.append(f"{name}.{counts[name]}" if counts[name] > 1 else name)
    return found


def code(text: str) -> str:
    """Return a code for *text* that ignores case, spaces and punctuation, except in C#."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = "".join(one for one in plain if one == "#" or unicodedata.category(one)[0] in "LMNS")
    digest = hashlib.blake2b((words or text).encode("utf-8", "surrogatepass"), digest_size=8)
    number = int.from_bytes(digest.digest())
    digits = []
    for _ in range(_LONGEST):
        number, digit = divmod(number, len(DIGITS))
        digits.append(DIGITS[digit])
    return "".join(digits)


def shortest(codes: set[str]) -> dict[str, str]:
    """Return the shortest beginning of each code that no other one of *codes* has."""
    found: dict[str, str] = {}
    length = SHORTEST
    while rest := codes - found.keys():
        shared = Counter(one[:length] for one in rest)
        found |= {one: one[:length] for one in rest if shared[one[:length]] == 1}
        length += 1
    return found


def _first(item: nodes.list_item) -> nodes.Element:
    """Return the first visible element in a point, which has its own words, or *item* itself."""
    return next((one for one in elements(item) if not isinstance(one, nodes.Invisible)), item)


def _named(item: nodes.list_item) -> bool:
    """Return whether *item* has a name of its own, and make that its id.

    A target in an item has named the item's first paragraph.
    """
    first = _first(item)
    if not item["ids"] and _lasting(first["ids"]):
        item["ids"], first["ids"] = first["ids"], []
    return _lasting(item["ids"]) is not None


def _lasting(ids: Sequence[str]) -> str | None:
    """Return the first of *ids* that does not depend on the page's order, or None."""
    return next((one for one in ids if not _NUMBERED.fullmatch(one)), None)
