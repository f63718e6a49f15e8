"""The search."""

from __future__ import annotations


def setup(app: object) -> None:
    """Register the search."""
