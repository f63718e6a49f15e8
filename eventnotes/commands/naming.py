"""File names of pages from titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventnotes.text.collation import slug

if TYPE_CHECKING:
    from collections.abc import Collection

#: Characters of a file name, so that paths stay short enough for any system.
LONGEST = 60
# Names of devices on Windows (https://learn.microsoft.com/windows/win32/fileio/naming-a-file), and
# of pages that Sphinx makes or that are no talk's.
_TAKEN = frozenset(
    ["aux", "con", "genindex", "index", "nul", "prn", "readme", "search"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)]
)


def file_name(title: str, kind: str, taken: Collection[str] = ()) -> str:
    """Return a file name for a page, without suffix: lower-case words joined by ``_``.

    :param kind: what is put before a name that stands for something else
    :param taken: the names in the folder, which it differs from
    """
    words = slug(title[:1000]).split("-")
    name = words[0][:LONGEST]
    for word in words[1:]:
        if len(name) + len(word) >= LONGEST:
            break
        name += f"_{word}"
    if name in _TAKEN:
        name = f"{kind}_{name}"
    found, number = name, 2
    while found in taken:
        found, number = f"{name}_{number}", number + 1
    return found
