"""Find the Python module of a name, and whether it is in the standard library."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

# Removed from the standard library since 3.11 (https://peps.python.org/pep-0594/, "What's New" in
# 3.12 and 3.13). The index must not depend on the Python that builds it.
_REMOVED = frozenset(
    "aifc asynchat asyncore audioop cgi cgitb chunk crypt distutils imghdr imp lib2to3 mailcap "
    "msilib nis nntplib ossaudiodev pipes smtpd sndhdr spwd sunau telnetlib uu xdrlib".split()
)
STANDARD = sys.stdlib_module_names | _REMOVED


def module_of(role: str, name: str, documented: Container[str]) -> str:
    """Return the module that contains *name*, or ``""``.

    :param role: a role of the Python domain; with ``mod``, any valid *name* is itself a module
    :param documented: the modules in the inventories
    """
    if role == "mod":
        return name if all(part.isidentifier() for part in name.split(".")) else ""
    while name := name.rpartition(".")[0]:
        if name in documented or name in STANDARD:
            return name
    return ""


def is_standard(module: str, address: str) -> bool:
    """Return whether *module* is or was in the standard library.

    Modules of Python 2 are recognized by the *address* of their documentation.
    """
    return module.partition(".")[0] in STANDARD or address.startswith("https://docs.python.org/")
