"""Python's modules: which of them a name belongs to, and where that is documented."""

from __future__ import annotations

import builtins
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


PYTHON_DOCS = "https://docs.python.org/3/library/"

# Gone from the standard library since 3.11: the index must not change with the Python that
# builds it. https://peps.python.org/pep-0594/ and "What's New" of 3.12 and 3.13.
_REMOVED = frozenset(
    "aifc asynchat asyncore audioop cgi cgitb chunk crypt distutils imghdr imp lib2to3 mailcap "
    "msilib nis nntplib ossaudiodev pipes smtpd sndhdr spwd sunau telnetlib uu xdrlib".split()
)
STANDARD = sys.stdlib_module_names | _REMOVED

# Pages of Python's documentation that are not called as the module.
_PAGES = {
    "xml.etree.ElementTree": "xml.etree.elementtree",
    "importlib.abc": "importlib",
    "importlib.util": "importlib",
    "importlib.machinery": "importlib",
    "multiprocessing.pool": "multiprocessing",
    "multiprocessing.managers": "multiprocessing",
}
# How many of a dotted name's last parts are within the module, by the role of the name.
_DEPTH = {"mod": 0, "meth": 2, "attr": 2}
_EXCEPTIONS = frozenset(
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, BaseException)
)
_TYPES = frozenset(
    "bool bytearray bytes complex dict float frozenset int list memoryview range set slice str "
    "tuple type".split()
)
# Types whose constructors are described with the functions.
_CONSTRUCTORS = frozenset(
    "bool bytearray bytes complex dict enumerate float frozenset int list map memoryview object "
    "property range reversed set slice staticmethod classmethod str super tuple type zip "
    "filter".split()
)


def module_of(role: str, name: str, known: Mapping[str, str]) -> str:
    """Return the module that a name of the Python domain belongs to, ``""`` for none.

    :param role: the role that names it: ``mod``, ``func``, ``class``, ``meth`` …
    :param known: packages outside the standard library
    """
    parts = name.split(".")
    depth = _DEPTH.get(role, 1)
    # An attribute or "method" of two parts is its module's own: sys.argv.
    if depth == 2 and len(parts) == 2 and _is_known(parts[0], known) and parts[0] not in _TYPES:
        depth = 1
    module = ".".join(parts[: len(parts) - depth])
    return module if module and _is_known(module, known) else ""


def is_standard(module: str, known: Mapping[str, str]) -> bool:
    """Tell whether *module* is or was of the standard library.

    One that only Python 2 had is, if the address that the settings give for it is in
    Python's own documentation.
    """
    package = _package(module, known)
    if package:
        return known[package].startswith("https://docs.python.org/")
    return module.partition(".")[0] in STANDARD


def documentation(module: str, known: Mapping[str, str]) -> str:
    """Return the address of *module*'s documentation, ``""`` where there is none."""
    if package := _package(module, known):
        return known[package]
    return f"{PYTHON_DOCS}{_PAGES.get(module, module.lstrip('_'))}.html"


def name_documentation(role: str, name: str, known: Mapping[str, str]) -> str:
    """Return the address at which a name is documented, ``""`` where that isn't known."""
    if module := module_of(role, name, known):
        address = documentation(module, known)
        if _package(module, known):
            return address
        return f"{address}#{'module-' if role == 'mod' else ''}{name}"
    return _builtin_documentation(name)


def _builtin_documentation(name: str) -> str:
    first, _, rest = name.partition(".")
    if first in _EXCEPTIONS:
        return f"{PYTHON_DOCS}exceptions.html#{name}"
    if first in _TYPES and (rest or first not in _CONSTRUCTORS):
        return f"{PYTHON_DOCS}stdtypes.html#{name}"
    if first.startswith("__") and not rest:
        return f"https://docs.python.org/3/reference/datamodel.html#object.{name}"
    if name.startswith("object.__"):
        return f"https://docs.python.org/3/reference/datamodel.html#{name}"
    if hasattr(builtins, first):
        return f"{PYTHON_DOCS}functions.html#{name}"
    return ""


def _is_known(module: str, known: Mapping[str, str]) -> bool:
    return module.partition(".")[0] in STANDARD or bool(_package(module, known))


def _package(module: str, known: Mapping[str, str]) -> str:
    """Return the nearest package around *module* that the settings know, ``""`` for none."""
    while module and module not in known:
        module = module.rpartition(".")[0]
    return module
