"""The ``eventnotes_…`` settings: names, types, defaults, checks and help."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from eventnotes.records import bylines, layout
from eventnotes.records.bylines import BYLINES, Bylines
from eventnotes.records.fields import FieldNames
from eventnotes.records.layout import DEFAULT, Layout
from eventnotes.records.order import AS_LISTED, BY_DATE
from eventnotes.settings.setting import Setting, check_settings, one_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def _is_page_name(value: Any) -> str:
    fine = isinstance(value, str) and value and "/" not in value
    return "" if fine else "the name of a page, without '/'"


def _is_layout(value: Any) -> str:
    if not isinstance(value, (list, tuple)) or not all(isinstance(one, str) for one in value):
        return "a list of patterns: ['{event}/{talk}']"
    return layout.faults(value)


def _is_bylines(value: Any) -> str:
    if not isinstance(value, (list, tuple)) or not all(isinstance(one, str) for one in value):
        return "a list of patterns: ['Held by {speaker}']"
    return bylines.faults(value)


def _is_text_table(value: Any) -> str:
    fine = isinstance(value, dict) and all(
        isinstance(x, str) for pair in value.items() for x in pair
    )
    return "" if fine else "a dictionary of strings: {'name': 'value'}"


def _is_field_names(value: Any) -> str:
    if problem := _is_text_table(value):
        return problem
    known = FieldNames()
    unknown = [name for name in value.values() if known.find(name) is None]
    return f"names of known fields as values, not {unknown[0]!r}" if unknown else ""


def _is_aliases(value: Any) -> str:
    fine = isinstance(value, dict) and all(
        isinstance(name, str)
        and isinstance(ways, (list, tuple))
        and all(isinstance(way, str) for way in ways)
        for name, ways in value.items()
    )
    return "" if fine else "a dictionary of lists: {'VM Brasseur': ['V. M. Brasseur']}"


def _is_groups(value: Any) -> str:
    fine = isinstance(value, (list, tuple)) and all(
        isinstance(group, (list, tuple)) and all(isinstance(name, str) for name in group)
        for group in value
    )
    return "" if fine else "a list of lists of names: [['Ann Lee', 'Anne Lee']]"


def _is_day(value: Any) -> str:
    if value == "":
        return ""
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return "a day such as '2013-03-17', or ''"
    return ""


SETTINGS: tuple[Setting, ...] = (
    Setting(
        name="eventnotes_layout",
        default=list(DEFAULT),
        rebuild="env",
        check=_is_layout,
        help="Where talks and exhibitors are: patterns of paths without suffixes. The first that "
        "matches a page counts. See :doc:`/docs/layouts`.",
    ),
    Setting(
        name="eventnotes_event_page",
        default="index",
        rebuild="env",
        check=_is_page_name,
        help="The file name of an event's page, without the suffix. An event without this page "
        "can have a README.",
    ),
    Setting(
        name="eventnotes_bylines",
        default=[],
        rebuild="env",
        check=_is_bylines,
        help="More patterns of lines at the top of a talk's page that say who speaks, and when: "
        "['Held by {speaker} on {date}']. '#' at the start is for headings, '##' for the one "
        "directly below the title. Those that are always "
        f"looked for: {', '.join(BYLINES)}.",
    ),
    Setting(
        name="eventnotes_order",
        default=BY_DATE,
        rebuild="env",
        check=one_of(BY_DATE, AS_LISTED),
        help="The order of talks on all pages and in books: 'date' for the day they were held and "
        "then the order of the toctree, 'toctree' for the order of the toctree alone.",
    ),
    Setting(
        name="eventnotes_field_names",
        default={},
        rebuild="env",
        check=_is_field_names,
        help="Additional names for fields: {'Authors': 'Speakers'}.",
    ),
    Setting(
        name="eventnotes_people",
        default={},
        rebuild="env",
        check=_is_aliases,
        help="Other spellings of a person's name: {'VM Brasseur': ['V. M. Brasseur']}. A spelling "
        "with a comma is the sort key: {'Guido van Rossum': ['Rossum, Guido van']}.",
    ),
    Setting(
        name="eventnotes_different_people",
        default=[],
        rebuild="env",
        check=_is_groups,
        help="Similar names of different people: [['Ann Lee', 'Anne Lee']].",
    ),
    Setting(
        name="eventnotes_topics_page",
        default="topics",
        rebuild="env",
        help="The page that defines the topics, in definition lists.",
    ),
    Setting(
        name="eventnotes_related",
        default=5,
        rebuild="html",
        help="The maximum number of related talks on a talk's page; 0 for none.",
    ),
    Setting(
        name="eventnotes_archived_links",
        default=True,
        rebuild="env",
        help="Whether each external link is followed by a link to its archived copy.",
    ),
    Setting(
        name="eventnotes_links_date",
        default="",
        rebuild="env",
        check=_is_day,
        help="The date (ISO 8601) of archived copies on pages outside events; '' for the latest "
        "copy.",
    ),
    Setting(
        name="eventnotes_links_ledger",
        default="links.toml",
        help="The file with the state of each link, relative to conf.py.",
    ),
    Setting(
        name="eventnotes_addresses",
        default="addresses.txt",
        help="The file that lists every address that the site has ever had, relative to conf.py.",
    ),
    Setting(
        name="eventnotes_editors_notes",
        default=True,
        rebuild="env",
        help="Whether pages show editor's notes: admonitions with the class editor, for example "
        "on what has changed since the talk.",
    ),
    Setting(
        name="eventnotes_trusted",
        default=False,
        rebuild="env",
        help="Whether pages may contain raw HTML, include files and change any MyST setting. Set "
        "this to True only if you have read every page. See :doc:`/docs/trust`.",
    ),
    Setting(
        name="eventnotes_headers",
        default=True,
        help="Whether a site in the theme eventnotes has the file _headers, with a strict policy "
        "for Netlify and Cloudflare Pages.",
    ),
    Setting(
        name="eventnotes_cards",
        default=True,
        help="Whether each talk has an image for social media. Requires Typst and html_baseurl.",
    ),
)


def bylines_of(config: Config) -> Bylines:
    """Return the patterns of bylines from the settings."""
    return _bylines(tuple(config.eventnotes_bylines))


@cache
def _bylines(patterns: tuple[str, ...]) -> Bylines:
    return Bylines(patterns)


def layout_of(config: Config) -> Layout:
    """Return the layout of pages from the settings."""
    return _layout(tuple(config.eventnotes_layout), config.eventnotes_event_page)


@cache
def _layout(patterns: tuple[str, ...], event_page: str) -> Layout:
    return Layout(patterns, event_page)


def check(app: Sphinx, config: Config) -> None:
    check_settings(config, SETTINGS)
