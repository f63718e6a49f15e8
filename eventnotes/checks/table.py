"""The table of all checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from eventnotes.checks import rules
from eventnotes.records.dates import EXPECTED
from eventnotes.records.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from eventnotes.checks.rules import Finding, Site

TYPE = "eventnotes"
"""The type of all our warnings: ``suppress_warnings = ["eventnotes.outside-event"]``."""

Scope = Literal["page", "archive", "build", "command"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check: its *code* (the warning's subtype), the *rule* and the *fix*.

    *scope* says what reports it: reading a page (``page``), the rule *find* over the whole
    archive (``archive``), only a build (``build``) or only the command line (``command``).
    """

    code: str
    scope: Scope
    rule: str
    fix: str
    find: Callable[[Site], Iterator[Finding]] | None = None


CHECKS: tuple[Check, ...] = (
    Check(
        code="missing-title",
        scope="page",
        rule="Every page has a title.",
        fix="Start the page with a heading.",
    ),
    Check(
        code="missing-field",
        scope="page",
        rule="A page has the required fields: an event its dates, a talk its date and speakers.",
        fix="Add the field under the title, or in Markdown to the front matter.",
    ),
    Check(
        code="repeated-field",
        scope="page",
        rule="A page has each field only once.",
        fix="Keep one of them.",
    ),
    Check(
        code="repeated-value",
        scope="page",
        rule="A field names each speaker or topic only once.",
        fix="Remove the duplicate.",
    ),
    Check(
        code="unknown-field",
        scope="page",
        rule="A field is in the table of fields or in eventnotes_field_names.",
        fix="Correct the name, or add it to the setting.",
    ),
    Check(
        code="empty-field",
        scope="page",
        rule="A field has a value.",
        fix="Fill it in or remove it.",
    ),
    Check(
        code="misplaced-field",
        scope="page",
        rule="A field is on a page of the right kind.",
        fix="Remove it, or move it to the event's or the talk's page.",
    ),
    Check(
        code="bad-date",
        scope="page",
        rule="A date has a known format and is in the calendar.",
        fix=f"Write {EXPECTED}.",
    ),
    Check(
        code="date-order",
        scope="page",
        rule="The end date is not before the start date.",
        fix="Swap or correct them.",
    ),
    Check(
        code="bad-url",
        scope="page",
        rule="A field's links are web or mail addresses.",
        fix="Write them as https://host/path.",
    ),
    Check(
        code="outside-event",
        scope="archive",
        rule="A talk's date is within its event's dates, or the page explains why not.",
        fix="Correct the date, or name the other event in the field 'Given at', or explain it in "
        "an admonition with the class outside-dates.",
        find=rules.outside_event,
    ),
    Check(
        code="duplicate-id",
        scope="archive",
        rule="Every record has a unique id.",
        fix="Set a unique id in the field 'Id', or remove the field.",
        find=rules.duplicate_id,
    ),
    Check(
        code="duplicate-talk",
        scope="archive",
        rule="A talk has one page: no two pages have the same title, speakers and event or day.",
        fix="Keep one of the pages.",
        find=rules.duplicate_talk,
    ),
    Check(
        code="similar-speakers",
        scope="archive",
        rule="A person's name has one spelling: no two differ by one letter or an initial.",
        fix="Use one spelling, or list both in eventnotes_people for one person, or in "
        "eventnotes_different_people for two.",
        find=rules.similar_speakers,
    ),
    Check(
        code="similar-topics",
        scope="archive",
        rule="Without a vocabulary, no two topics differ by one letter.",
        fix="Use one spelling, or define both on the topics page.",
        find=rules.similar_topics,
    ),
    Check(
        code="single-topic",
        scope="archive",
        rule=f"Once {rules.MANY_TALKS} talks have topics, each topic has at least two talks.",
        fix="File the talk under a more common topic, or another talk under this one.",
        find=rules.single_topic,
    ),
    Check(
        code="unknown-topic",
        scope="archive",
        rule="If there is a vocabulary, it defines every topic.",
        fix="Use a topic from the vocabulary, or define the new one.",
        find=rules.unknown_topic,
    ),
    Check(
        code="unused-topic",
        scope="archive",
        rule=f"Once {rules.MANY_TALKS} talks have topics, each topic of the vocabulary "
        "has a talk.",
        fix="Remove it from the vocabulary, or use it.",
        find=rules.unused_topic,
    ),
    Check(
        code="no-event",
        scope="archive",
        rule="The event of a talk or an exhibitor has a page with its dates or its venue.",
        fix="Add the event's page, with the fields 'Dates' and 'Venue'.",
        find=rules.no_event,
    ),
    Check(
        code="unreachable",
        scope="archive",
        rule="Every page is reachable from the front page by toctrees. (In a build, this replaces "
        "Sphinx's toc.not_included, and is suppressed together with it.)",
        fix="Add the page to a toctree, or write ':orphan:' above its title.",
        find=rules.unreachable,
    ),
    Check(
        code="unknown-reference",
        scope="build",
        rule="A :notes:…: role names a known talk, event, speaker or topic.",
        fix="Use the name on its page.",
    ),
    Check(
        code="ambiguous-reference",
        scope="build",
        rule="A :notes:…: role matches one page. If several have the same name or title, the "
        "nearest page is used, if there is only one.",
        fix="Use the path of the page.",
    ),
    Check(
        code="unsafe-link",
        scope="build",
        rule="A link does not run code: no javascript: or data: address.",
        fix="Link to a web address. Until then the page shows only the link's text.",
    ),
    Check(
        code="raw-markup",
        scope="build",
        rule="A Markdown page contains no HTML, unless eventnotes_trusted is True.",
        fix="Write it as Markdown. Until then the page shows it as text.",
    ),
    Check(
        code="picture-elsewhere",
        scope="build",
        rule="In the theme eventnotes, images are files of the site.",
        fix="Save the image as a file beside the page. Until then the page links to it.",
    ),
    Check(
        code="bad-formula",
        scope="build",
        rule="In the theme eventnotes, formulas are LaTeX that docutils can convert to MathML.",
        fix="Simplify the formula. Until then the page shows its source.",
    ),
    Check(
        code="unreadable-page",
        scope="command",
        rule="A page is readable and encoded in UTF-8. (In a build, Sphinx reports this itself.)",
        fix="Save it as UTF-8, or correct the file's permissions.",
    ),
)


def all_problems(site: Site, reading: Iterable[Problem]) -> list[Problem]:
    """Return all problems, sorted by page and line, without duplicates.

    :param reading: the problems found in reading the pages
    """
    found = {
        Problem(docname=docname, line=line, code=check.code, message=message)
        for check in CHECKS
        if check.find
        for docname, line, message in check.find(site)
    }
    found.update(reading)
    return sorted(found, key=lambda one: (one.docname, one.line, one.code, one.message))
