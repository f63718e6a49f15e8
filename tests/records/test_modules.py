"""Python's modules and their documentation."""

from __future__ import annotations

import pytest

from eventnotes.records.modules import documentation, is_standard, module_of, name_documentation

KNOWN = {
    "django": "https://docs.djangoproject.com/",
    "zope.interface": "https://zopeinterface.readthedocs.io/",
    "ihooks": "https://docs.python.org/2.7/library/undoc.html",
    "fakenet": "",
}
DOCS = "https://docs.python.org/3/library/"


@pytest.mark.parametrize(
    ("role", "name", "module"),
    [
        ("mod", "os.path", "os.path"),
        ("mod", "django.db.models", "django.db.models"),
        ("mod", "zope.interface", "zope.interface"),
        ("mod", "zope", ""),
        ("mod", "unheard_of", ""),
        ("func", "os.path.join", "os.path"),
        ("func", "print", ""),
        ("class", "collections.OrderedDict", "collections"),
        ("meth", "collections.deque.append", "collections"),
        ("meth", "str.join", ""),
        ("attr", "sys.argv", "sys"),
        ("mod", "distutils", "distutils"),
    ],
)
def test_module_of(role: str, name: str, module: str) -> None:
    assert module_of(role, name, KNOWN) == module


@pytest.mark.parametrize(
    ("module", "standard", "address"),
    [
        ("os.path", True, f"{DOCS}os.path.html"),
        ("distutils", True, f"{DOCS}distutils.html"),
        ("ihooks", True, "https://docs.python.org/2.7/library/undoc.html"),
        ("django.db", False, "https://docs.djangoproject.com/"),
        ("fakenet", False, ""),
    ],
)
def test_documentation(module: str, standard: bool, address: str) -> None:
    assert is_standard(module, KNOWN) is standard
    assert documentation(module, KNOWN) == address


@pytest.mark.parametrize(
    ("role", "name", "address"),
    [
        ("mod", "os.path", f"{DOCS}os.path.html#module-os.path"),
        ("func", "os.path.join", f"{DOCS}os.path.html#os.path.join"),
        ("func", "print", f"{DOCS}functions.html#print"),
        ("class", "dict", f"{DOCS}functions.html#dict"),
        ("meth", "str.join", f"{DOCS}stdtypes.html#str.join"),
        ("exc", "KeyError", f"{DOCS}exceptions.html#KeyError"),
        ("func", "django.setup", "https://docs.djangoproject.com/"),
        ("func", "unheard_of", ""),
    ],
)
def test_name_documentation(role: str, name: str, address: str) -> None:
    assert name_documentation(role, name, KNOWN) == address
