"""Pieces of HTML from templates: every value is escaped, whatever the site's theme."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader


def render(template: str, **values: Any) -> str:
    """Return a template of ``eventnotes/html/templates`` filled with *values*."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("eventnotes.html"),
        autoescape=True,
        # They are files of this package: they don't change while it runs.
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
