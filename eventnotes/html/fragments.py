"""Render HTML fragments from our own templates, with autoescaping in any theme."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader


def render(template: str, **values: Any) -> str:
    """Return the template ``eventnotes/html/templates/<template>`` rendered with *values*."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("eventnotes.html"),
        autoescape=True,
        # The templates are part of the package and do not change.
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
