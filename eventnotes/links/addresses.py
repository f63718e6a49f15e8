"""The list of all addresses that the site has ever had, with redirects.

The file has one address per line, relative to the site's root. An arrow redirects an address
that is no longer a page, in one hop::

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

from eventnotes.records.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

#: A docname and an anchor, or ``""``.
Target = tuple[str, str]

_ARROW = re.compile(r"\s+->\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A line of the file: the address *old*, and *new* if it is redirected."""

    old: Target
    new: Target | None
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Destinations:
    """The existing targets: *pages*, and the *anchors* of index pages by docname.

    The anchors of other pages are not checked.
    """

    pages: AbstractSet[str]
    anchors: Mapping[str, AbstractSet[str]]

    def __contains__(self, target: Target) -> bool:
        docname, anchor = target
        known = self.anchors.get(docname)
        return docname in self.pages and (not anchor or known is None or anchor in known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirects:
    """The valid redirects: *pages* from docname to target, *anchors* on the same page.

    *problems* are those of the other lines; they have a line but no docname.
    """

    pages: Mapping[str, Target]
    anchors: Mapping[Target, str]
    problems: tuple[Problem, ...]


def written(target: Target) -> str:
    """Return an address as written in the file, the same for every builder."""
    docname, anchor = target
    return f"{docname}.html#{anchor}" if anchor else f"{docname}.html"


def read_addresses(text: str) -> tuple[list[Address], list[Problem]]:
    """Parse the file's text into addresses without duplicates, and problems."""
    found: dict[Target, Address] = {}
    problems = []
    for line, content in enumerate(text.splitlines(), 1):
        content = content.partition(" #")[0].strip()
        if not content or content.startswith("#"):
            continue
        try:
            address = _address(content, line)
        except ValueError as error:
            problems.append(_problem(line, "bad-address", str(error)))
            continue
        first = found.setdefault(address.old, address)
        if first is not address:
            message = (
                f"{written(address.old)} is here twice (first in line {first.line}): keep one"
            )
            problems.append(_problem(line, "repeated-address", message))
    return list(found.values()), problems


def _address(content: str, line: int) -> Address:
    """Parse a line.

    :raises ValueError: if it is neither an address nor two separated by an arrow
    """
    targets = [_target(part) for part in _ARROW.split(content)]
    if len(targets) > 2:
        msg = "this line has two arrows: write 'old address -> new address'"
        raise ValueError(msg)
    old, new = targets[0], targets[1] if len(targets) == 2 else None
    if old[1] and new and (new[0] != old[0] or not new[1]):
        msg = (
            f"an anchor can lead only to one on its own page: write -> {old[0]}.html#… or "
            "take the anchor out"
        )
        raise ValueError(msg)
    return Address(old=old, new=new, line=line)


def _target(text: str) -> Target:
    """Parse an address into docname and anchor.

    :raises ValueError: if it is not the address of a page in the site
    """
    path, _, anchor = text.partition("#")
    inside = path and posixpath.normpath(f"/{path}") == f"/{path.removesuffix('/')}"
    if not inside or "://" in path or not path.endswith((".html", "/")):
        msg = (
            f"{text[:60]!r} is not the address of a page: expected one from the site's root, such "
            "as conferences/pycon_2013/index.html"
        )
        raise ValueError(msg)
    return f"{path}index" if path.endswith("/") else path.removesuffix(".html"), anchor


def resolve(addresses: Iterable[Address], destinations: Destinations) -> Redirects:
    """Return the valid redirects: each points to a page, in one hop."""
    table = {one.old: one for one in addresses}
    pages: dict[str, Target] = {}
    anchors: dict[Target, str] = {}
    problems = []
    for address in table.values():
        if problem := _check(address, table, destinations):
            problems.append(problem)
        elif address.new and address.old[1]:
            anchors[address.old] = address.new[1]
        elif address.new:
            pages[address.old[0]] = address.new
    return Redirects(pages=pages, anchors=anchors, problems=tuple(problems))


def _check(
    address: Address, table: Mapping[Target, Address], destinations: Destinations
) -> Problem | None:
    """Return the problem of a line, or None."""
    (docname, anchor), new = address.old, address.new
    old = written(address.old)
    if new and anchor and docname not in destinations.anchors:
        indices = " and ".join(written((page, "")) for page in sorted(destinations.anchors))
        code = "bad-address"
        message = f"{old}: anchors can be redirected only on {indices}: take the anchors out"
    elif new and address.old in destinations:
        code = "address-in-use"
        message = f"{old} is a page itself: take '->' and what follows out"
    elif (new or address.old) in destinations:
        return None
    elif new and (last := _last(new, table)) in destinations:
        code = "chained-address"
        message = (
            f"{old} is redirected to {written(new)}, which is redirected itself: point it at the "
            f"final address, '{old} -> {written(last)}'"
        )
    else:
        code = "lost-address"
        message = _lost(address, destinations)
    return _problem(address.line, code, message)


def _last(target: Target, table: Mapping[Target, Address]) -> Target:
    """Return the end of a chain of redirects; in a loop, one of its addresses."""
    passed: set[Target] = set()
    while target in table and (new := table[target].new) and target not in passed:
        passed.add(target)
        target = new
    return target


def _lost(address: Address, destinations: Destinations) -> str:
    old, new = written(address.old), address.new
    fault = f"is redirected to {written(new)}, which does not exist" if new else "does not exist"
    docname, anchor = new or address.old
    if anchor and docname in destinations.pages:
        return f"{old} {fault}: write '{old} -> {docname}.html#…', with the anchor that it has now"
    near = _nearest(docname, destinations.pages)
    return f"{old} {fault}: write '{old} -> {written((near, '')) if near else 'its new address'}'"


def _nearest(docname: str, pages: AbstractSet[str]) -> str:
    """Return the page with the most similar name, preferring the same file name."""
    name = docname.rpartition("/")[2]
    same = sorted(page for page in pages if page.rpartition("/")[2] == name)
    close = difflib.get_close_matches(docname, same or sorted(pages), n=1, cutoff=0.3)
    return close[0] if close else ""


def _problem(line: int, code: str, message: str) -> Problem:
    return Problem(docname="", line=line, code=code, message=message)


def unlisted(addresses: Iterable[Address], wanted: Iterable[Target]) -> list[str]:
    """Return the addresses of *wanted* that the file does not list, sorted."""
    listed = {one.old for one in addresses}
    return sorted(map(written, set(wanted) - listed))


def with_addresses(text: str, new: Iterable[str]) -> str:
    """Return the file's text with *new* addresses appended."""
    start = text if not text or text.endswith("\n") else f"{text}\n"
    return start + "".join(f"{address}\n" for address in new)
