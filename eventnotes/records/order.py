"""The order of pages, and of talks: by day as held, then as listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from eventnotes.records.model import DateSpan, Talk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from eventnotes.records.model import Record

#: The values of the setting ``eventnotes_order``.
BY_DATE, AS_LISTED = "date", "toctree"

_Item = TypeVar("_Item")


def site_order(root: str, toctrees: Mapping[str, Sequence[str]]) -> dict[str, str | None]:
    """Return the pages below *root* in order, each before those that it lists, with its parent.

    The same as in Sphinx's `collect_relations`, which does not end if pages list each other.
    """
    found: dict[str, str | None] = {}
    todo: list[tuple[str, str | None]] = [(root, None)]
    while todo:
        docname, parent = todo.pop()
        if docname not in found:
            found[docname] = parent
            todo += [(one, docname) for one in reversed(toctrees.get(docname, ()))]
    return found


def by_day(record: Record) -> tuple[bool, DateSpan | None]:
    """Return a key that sorts records by date; undated records come last."""
    return (record.dates is None, record.dates)


def in_order_held(
    items: Iterable[_Item], record_of: Callable[[_Item], Record | None]
) -> list[_Item]:
    """Return *items* with the talks among them by day; all others keep their places.

    Talks of the same day keep their order.
    """
    found = list(items)
    talks = {
        place: record
        for place, item in enumerate(found)
        if isinstance(record := record_of(item), Talk)
    }
    ordered = sorted(talks, key=lambda place: by_day(talks[place]))
    moved = [found[place] for place in ordered]
    for place, item in zip(talks, moved, strict=True):
        found[place] = item
    return found
