"""Python's modules: which of them a name belongs to, and which are of the standard library."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

# Gone from the standard library since 3.11: the index must not change with the Python that
# builds it. https://peps.python.org/pep-0594/ and "What's New" of 3.12 and 3.13.
_REMOVED = frozenset(
    "aifc asynchat asyncore audioop cgi cgitb chunk crypt distutils imghdr imp lib2to3 mailcap "
    "msilib nis nntplib ossaudiodev pipes smtpd sndhdr spwd sunau telnetlib uu xdrlib".split()
)
STANDARD = sys.stdlib_module_names | _REMOVED


def module_of(role: str, name: str, documented: Container[str]) -> str:
    """Return the module that a name of the Python domain belongs to, ``""`` for none.

    :param role: the role that names it; what ``mod`` names is a module, if it can be one's name
    :param documented: the modules whose documentation is known
    """
    if role == "mod":
        return name if all(part.isidentifier() for part in name.split(".")) else ""
    while name := name.rpartition(".")[0]:
        if name in documented or name in STANDARD:
            return name
    return ""


def is_standard(module: str, address: str) -> bool:
    """Tell whether *module* is or was of the standard library.

    One that only Python 2 had is, if its documentation's *address* is in Python's own.
    """
    return module.partition(".")[0] in STANDARD or address.startswith("https://docs.python.org/")
