"""The addresses that the site has had, and where each leads now.

The file lists one address a line, from the site's root; an arrow tells where to one leads
that is no page any more::

    conferences/pycon_2013/index.html
    pycon_2013/index.html -> conferences/pycon_2013/index.html
    notes-speakers.html#v-m-brasseur -> notes-speakers.html#vm-brasseur
"""

from __future__ import annotations

import difflib
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

_ARROW = re.compile(r"\s+->\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address that the site has had: a page's docname, and an anchor or ``""``.

    *to* is what the file says it leads to, ``None`` where it says nothing.
    """

    docname: str
    anchor: str
    line: int
    to: tuple[str, str] | None = None

    @property
    def shown(self) -> str:
        """The address as the file has it."""
        return show(self.docname, self.anchor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What is wrong with a line of the file."""

    line: int
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the site can lead to.

    *pages* are docnames; *anchors* those of the indices' pages by their docname, with the
    anchor that each leads to; *moved* the docnames of records that have kept an older one
    as their id.
    """

    pages: AbstractSet[str]
    anchors: Mapping[str, Mapping[str, str]]
    moved: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads:
    """Where the addresses lead: *redirects* from docname to place, *aliases* between anchors.

    An alias is an older anchor on the page of an index; *troubles* are what is wrong.
    """

    redirects: Mapping[str, tuple[str, str]]
    aliases: Mapping[tuple[str, str], str]
    troubles: tuple[Trouble, ...]


def show(docname: str, anchor: str = "") -> str:
    """Return an address as the file writes it, whatever the builder makes of it."""
    return f"{docname}.html#{anchor}" if anchor else f"{docname}.html"


def read_addresses(text: str) -> tuple[list[Address], list[Trouble]]:
    """Read the file's text into addresses, and what is wrong with it."""
    found: dict[tuple[str, str], Address] = {}
    troubles = []
    for line, written in enumerate(text.splitlines(), 1):
        if not (content := written.partition(" #")[0].strip()) or content.startswith("#"):
            continue
        try:
            places = [_place(part) for part in _ARROW.split(content)]
            address = _address(places, line)
        except ValueError as error:
            troubles.append(Trouble(line=line, code="bad-address", message=str(error)))
            continue
        key = (address.docname, address.anchor)
        if key in found:
            message = f"{address.shown} is here twice (first in line {found[key].line}): keep one"
            troubles.append(Trouble(line=line, code="repeated-address", message=message))
        found.setdefault(key, address)
    return list(found.values()), troubles


def _address(places: list[tuple[str, str]], line: int) -> Address:
    if len(places) > 2:
        msg = "this line has two arrows: write 'old address -> new address'"
        raise ValueError(msg)
    (docname, anchor), to = places[0], places[1] if len(places) == 2 else None
    if anchor and to and to[0] != docname:
        msg = (
            f"an anchor can lead only to one on its own page: write -> {docname}.html#… or "
            "take the anchor out"
        )
        raise ValueError(msg)
    return Address(docname=docname, anchor=anchor, line=line, to=to)


def _place(text: str) -> tuple[str, str]:
    """Return docname and anchor of an address.

    :raises ValueError: where it is none of a page within the site
    """
    path, _, anchor = text.partition("#")
    inside = path and posixpath.normpath(f"/{path}") == f"/{path.removesuffix('/')}"
    if not inside or "://" in path or not path.endswith((".html", "/")):
        msg = (
            f"{text[:60]!r} is no address of a page: expected one from the site's root, such as "
            "conferences/pycon_2013/index.html"
        )
        raise ValueError(msg)
    return f"{path}index" if path.endswith("/") else path.removesuffix(".html"), anchor


def resolve(addresses: Iterable[Address], places: Places) -> Leads:
    """Find where each address leads."""
    by_key = {(one.docname, one.anchor): one for one in addresses}
    redirects, aliases, troubles = {}, {}, []
    for key, address in by_key.items():
        if address.to is None and _is_there(key, places):
            continue
        target = _follow(address, by_key, places)
        if target is None:
            if not _is_told_elsewhere(address, by_key):
                troubles.append(_nowhere(address, places))
        elif _is_page(key, places):
            message = f"{address.shown} is a page itself: take '->' and what follows out"
            troubles.append(Trouble(line=address.line, code="address-in-use", message=message))
        elif address.anchor:
            aliases[key] = target[1]
        else:
            redirects[address.docname] = target
    return Leads(redirects=redirects, aliases=aliases, troubles=tuple(troubles))


def _is_page(key: tuple[str, str], places: Places) -> bool:
    docname, anchor = key
    return docname in places.pages and (not anchor or anchor in places.anchors.get(docname, ()))


def _is_there(key: tuple[str, str], places: Places) -> bool:
    """Tell whether an address is a place; anchors count only on the pages of indices."""
    docname, anchor = key
    known = places.anchors.get(docname)
    return docname in places.pages and (not anchor or known is None or anchor in known)


def _follow(
    address: Address, by_key: Mapping[tuple[str, str], Address], places: Places
) -> tuple[str, str] | None:
    """Return the place that an address leads to, by way of others if need be."""
    seen: set[tuple[str, str]] = set()
    here: Address | None = address
    while here:
        to = here.to or (places.moved.get(here.docname, ""), "")
        if _is_there(to, places):
            return to
        if to in seen:
            return None
        seen.add(to)
        here = by_key.get(to)
    return None


def _is_told_elsewhere(address: Address, by_key: Mapping[tuple[str, str], Address]) -> bool:
    """Tell whether an address leads to a listed one that is lost itself: one mend is enough."""
    seen = set()
    here: Address | None = address
    while here and here.to and here.to not in seen:
        seen.add(here.to)
        here = by_key.get(here.to)
    return here is not None and here.to is None and here is not address


def _nowhere(address: Address, places: Places) -> Trouble:
    if address.anchor:
        shown = show(address.docname, "…")
        mend = f"write '{address.shown} -> {shown}', with the anchor that it has now"
    else:
        near = _nearest(address.docname, places.pages)
        what = "to another address that leads nowhere" if address.to else "nowhere"
        mend = (
            f"write '{address.shown} -> {show(near) if near else 'its new address'}' here, or "
            f"':Id: {address.docname}' on the page that it has become"
        )
        message = f"{address.shown} leads {what}: {mend}"
        return Trouble(line=address.line, code="lost-address", message=message)
    message = f"{address.shown} leads nowhere: {mend}"
    return Trouble(line=address.line, code="lost-address", message=message)


def _nearest(docname: str, pages: AbstractSet[str]) -> str:
    """Return the page whose name is the most like, of the same file name before others."""
    name = docname.rpartition("/")[2]
    same = sorted(page for page in pages if page.rpartition("/")[2] == name)
    close = difflib.get_close_matches(docname, same or sorted(pages), n=1, cutoff=0.3)
    return close[0] if close else ""


def unlisted(addresses: Iterable[Address], wanted: Iterable[tuple[str, str]]) -> list[str]:
    """Return those of *wanted* that the file does not list, as it writes them, in order."""
    listed = {(one.docname, one.anchor) for one in addresses}
    return sorted(show(*key) for key in set(wanted) - listed)


def with_addresses(text: str, new: Iterable[str]) -> str:
    """Return the file's text with *new* addresses at its end."""
    start = text if not text or text.endswith("\n") else f"{text}\n"
    return start + "".join(f"{address}\n" for address in new)
