"""The `Setting` class, and checks that the tables of settings share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.config import Config


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A setting in ``conf.py``.

    *default* is a value, or a function that computes it from the other settings; *shown* then
    describes it in the documentation. *type* is for the documentation, by default that of the
    default. *check* returns what was expected of an invalid value, ``""`` for a valid one; without
    it, the value must be a string, a boolean or a count, as the default is. *rebuild* is what
    Sphinx rebuilds when the value changes.
    """

    name: str
    default: Any
    help: str
    type: type | None = None
    check: Callable[[Any], str] | None = None
    rebuild: Literal["", "env", "html"] = ""
    shown: str = ""

    @property
    def type_name(self) -> str:
        """The name of the type."""
        return (self.type or type(self.default)).__name__

    def expected(self, value: Any) -> str:
        """Return what was expected of an invalid *value*, ``""`` for a valid one."""
        check = self.check or _CHECKS[type(self.default)]
        return check(value)


def add_settings(config: Config, settings: Sequence[Setting]) -> None:
    """Register *settings* with *config*."""
    for one in settings:
        config.add(one.name, one.default, one.rebuild, types=(), description=one.help)


def check_settings(config: Config, settings: Sequence[Setting]) -> None:
    """Check the values of *settings*.

    :raises ConfigError: listing each invalid setting, its value and what was expected
    """
    faults = [
        f"{one.name} is {config[one.name]!r}, but must be {expected}"
        for one in settings
        if (expected := one.expected(config[one.name]))
    ]
    if faults:
        raise ConfigError("conf.py: " + "; ".join(faults))


def is_text(value: Any) -> str:
    return "" if isinstance(value, str) else "a string"


def is_switch(value: Any) -> str:
    return "" if isinstance(value, bool) else "True or False"


def is_count(value: Any) -> str:
    fine = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return "" if fine else "a whole number, 0 or more"


def is_file_name(value: Any) -> str:
    return "" if value is None or isinstance(value, str) else "the name of a file, or None"


def is_names(value: Any) -> str:
    fine = isinstance(value, (list, tuple, set, frozenset)) and all(
        isinstance(one, str) for one in value
    )
    return "" if fine else "a list of strings"


def one_of(*values: Any) -> Callable[[Any], str]:
    """Return a check for one of *values*."""
    expected = " or ".join(map(repr, values))
    return lambda value: "" if value in values else expected


# By the type of a setting's default.
_CHECKS: dict[type, Callable[[Any], str]] = {str: is_text, bool: is_switch, int: is_count}
