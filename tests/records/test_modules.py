"""The module of a name, and the modules of the standard library."""

from __future__ import annotations

import pytest

from eventnotes.records.modules import is_standard, module_of

DOCUMENTED = {"os.path", "django", "django.db.models", "zope.interface"}


@pytest.mark.parametrize(
    ("role", "name", "module"),
    [
        ("mod", "os.path", "os.path"),
        ("mod", "django.contrib", "django.contrib"),
        ("mod", "unheard_of", "unheard_of"),
        ("mod", 'not-a "name"', ""),
        ("mod", "os.", ""),
        ("mod", "", ""),
        ("func", "os.path.join", "os.path"),
        ("func", "os.getcwd", "os"),
        ("func", "django.setup", "django"),
        ("class", "django.db.models.Q", "django.db.models"),
        ("class", "django.db.Error", "django"),
        ("class", "zope.Thing", ""),
        ("class", "collections.OrderedDict", "collections"),
        ("meth", "collections.deque.append", "collections"),
        ("meth", "str.join", ""),
        ("attr", "sys.argv", "sys"),
        ("func", "distutils.log", "distutils"),
        ("func", "print", ""),
        ("func", "sys", ""),
    ],
)
def test_module_of(role: str, name: str, module: str) -> None:
    assert module_of(role, name, DOCUMENTED) == module


@pytest.mark.parametrize(
    ("module", "address", "standard"),
    [
        ("os.path", "", True),
        ("distutils", "", True),
        ("lib2to3.pgen2", "", True),
        ("ihooks", "https://docs.python.org/2.7/library/undoc.html", True),
        ("ihooks", "", False),
        ("django.db", "https://docs.djangoproject.com/", False),
    ],
)
def test_standard_library(module: str, address: str, standard: bool) -> None:
    assert is_standard(module, address) is standard
