"""``python -m eventnotes inventory``: write a small inventory of Python names."""

from __future__ import annotations

import posixpath
import zlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from eventnotes.commands import CommandError
from eventnotes.text.files import write_if_changed

if TYPE_CHECKING:
    import argparse

# The start of addresses in a table, and the base address for `intersphinx_mapping`.
_BASE = "https://"
_FORM = f"'TYPE NAME {_BASE}ADDRESS', such as 'module esi {_BASE}github.com/mrfunyon/django-esi'"


class Name(NamedTuple):
    """A Python object: its type in Sphinx, its name, and its address below the base."""

    type: str
    name: str
    place: str


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "inventory",
        help="make an inventory of Python names for intersphinx, from a table or a larger one",
        description="Write an inventory of Python names that intersphinx can read from disk, so "
        "that builds need no network. The names come from another inventory, or from a table "
        f"with lines {_FORM}.",
    )
    parser.add_argument("source", help="the table or inventory: a file or a web address")
    parser.add_argument("output", type=Path, help="the inventory to write")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the command and return the exit status.

    :raises CommandError: if the source cannot be read or is invalid; the output is unchanged
    """
    output: Path = options.output
    data = _read(options.source)
    if data.startswith(b"# Sphinx inventory"):
        project, version, names = from_inventory(data, options.source)
    else:
        project, version = output.stem, ""
        names = from_table(data, options.source)
    write_if_changed(output, to_inventory(project, version, names))
    print(f"{len(names)} names in {output}")
    return 0


def from_inventory(data: bytes, source: str) -> tuple[str, str, list[Name]]:
    """Return the project, version and Python names of an inventory.

    :raises CommandError: if it is invalid, or has no Python names
    """
    from eventnotes.internals import InventoryFile

    try:
        found = InventoryFile.load(BytesIO(data), "", posixpath.join)
    except (ValueError, zlib.error) as error:
        msg = f"{source} is not an inventory that Sphinx can read: {error}"
        raise CommandError(msg) from None
    items = [
        (Name(kind.removeprefix("py:"), name, item.uri), item)
        for kind, objects in found.items()
        if kind.startswith("py:")
        for name, item in objects.items()
    ]
    if not items:
        msg = f"{source} has no Python names"
        raise CommandError(msg)
    first = items[0][1]
    return first.project_name, first.project_version, sorted(name for name, _ in items)


def from_table(data: bytes, source: str) -> list[Name]:
    """Return the names in a table; empty lines and lines that begin with # are ignored.

    :raises CommandError: naming every invalid line
    """
    from eventnotes.internals import PythonDomain

    names: dict[tuple[str, str], Name] = {}
    faults = []
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), start=1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if len(words) != 3 or not words[2].startswith(_BASE):
            faults.append(f"{source}:{number}: {line.strip()!r} must be {_FORM}")
        elif words[0] not in PythonDomain.object_types:
            known = ", ".join(PythonDomain.object_types)
            faults.append(f"{source}:{number}: {words[0]!r} must be one of {known}")
        elif (words[0], words[1]) in names:
            faults.append(f"{source}:{number}: {words[1]} is repeated: remove one line")
        else:
            names[words[0], words[1]] = Name(words[0], words[1], words[2].removeprefix(_BASE))
    if faults:
        raise CommandError("\n".join(faults))
    return sorted(names.values())


def to_inventory(project: str, version: str, names: list[Name]) -> bytes:
    """Return an inventory in Sphinx's format, version 2."""
    head = (
        f"# Sphinx inventory version 2\n# Project: {project}\n# Version: {version}\n"
        "# The remainder of this file is compressed using zlib.\n"
    )
    lines = (f"{one.name} py:{one.type} 1 {_shortened(one)} -\n" for one in names)
    return head.encode() + zlib.compress("".join(lines).encode(), 9)


def _shortened(one: Name) -> str:
    """Return the address with ``$`` for the name at its end, as the format has it."""
    return f"{one.place.removesuffix(one.name)}$" if one.place.endswith(one.name) else one.place


def _read(source: str) -> bytes:
    from eventnotes.internals import requests

    try:
        if "://" not in source:
            return Path(source).read_bytes()
        answer = requests.get(source, timeout=30)
        answer.raise_for_status()
    except OSError as error:  # also the base of requests' errors
        msg = f"{source} cannot be read: {error}"
        raise CommandError(msg) from None
    return answer.content
