"""Everything that can be wrong with a collection of notes: one table of checks."""

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
    """A check: its *code*, which is the warning's subtype, the *rule* and the *mend*.

    *scope* says who finds it: the reading of a page (``page``), the look at the whole
    archive (``archive``, with *find*), only a build or only the command line.
    """

    code: str
    scope: Scope
    rule: str
    mend: str
    find: Callable[[Site], Iterator[Finding]] | None = None


CHECKS: tuple[Check, ...] = (
    Check(
        code="missing-title",
        scope="page",
        rule="Every page has a title.",
        mend="Start the page with a heading.",
    ),
    Check(
        code="missing-field",
        scope="page",
        rule="A page has the fields that its kind needs: an event its dates, a talk its date "
        "and speakers.",
        mend="Add the field under the title, in Markdown to the front matter.",
    ),
    Check(
        code="repeated-field",
        scope="page",
        rule="A page has each field once.",
        mend="Keep one of them.",
    ),
    Check(
        code="repeated-value",
        scope="page",
        rule="A field names a speaker or a topic once.",
        mend="Take the second out.",
    ),
    Check(
        code="unknown-field",
        scope="page",
        rule="A field is one of the table of fields, or of eventnotes_field_names.",
        mend="Correct the name, or add it to the setting.",
    ),
    Check(
        code="empty-field",
        scope="page",
        rule="A field says something.",
        mend="Fill it in or take it out.",
    ),
    Check(
        code="misplaced-field",
        scope="page",
        rule="A field stands on a page of a kind that has it.",
        mend="Take it out, or move it to the event's or the talk's page.",
    ),
    Check(
        code="bad-date",
        scope="page",
        rule="A date can be read and is in the calendar.",
        mend=f"Write {EXPECTED}.",
    ),
    Check(
        code="date-order",
        scope="page",
        rule="Dates end on or after the day on which they start.",
        mend="Swap or correct them.",
    ),
    Check(
        code="bad-url",
        scope="page",
        rule="A field's links are web or mail addresses.",
        mend="Write them as https://host/path.",
    ),
    Check(
        code="outside-event",
        scope="archive",
        rule="A talk's date is within its event's dates, or the page says why it is not.",
        mend="Correct the date, or name the other event in the field 'Given at', or explain it in "
        "an admonition of the class outside-dates.",
        find=rules.outside_event,
    ),
    Check(
        code="duplicate-id",
        scope="archive",
        rule="A record's id is its own.",
        mend="Give each page its own in the field 'Id', or take the field out.",
        find=rules.duplicate_id,
    ),
    Check(
        code="duplicate-talk",
        scope="archive",
        rule="A talk has one page: no two have the same title, speakers and event or day.",
        mend="Keep one of the pages.",
        find=rules.duplicate_talk,
    ),
    Check(
        code="similar-speakers",
        scope="archive",
        rule="A person's name is written in one way: no two are a letter or an initial apart.",
        mend="Write it in one way, or join the two in eventnotes_people, or name two people in "
        "eventnotes_different_people.",
        find=rules.similar_speakers,
    ),
    Check(
        code="similar-topics",
        scope="archive",
        rule="Without a vocabulary, no two topics are a letter apart.",
        mend="Write the topic in one way, or define both on the topics' page.",
        find=rules.similar_topics,
    ),
    Check(
        code="single-topic",
        scope="archive",
        rule=f"Once {rules.MANY_TALKS} talks have topics, each topic has two talks or more.",
        mend="File the talk under a commoner topic, or another talk under this one.",
        find=rules.single_topic,
    ),
    Check(
        code="unknown-topic",
        scope="archive",
        rule="Where there is a vocabulary, every topic is in it.",
        mend="Use a topic of the vocabulary, or define the new one there.",
        find=rules.unknown_topic,
    ),
    Check(
        code="unused-topic",
        scope="archive",
        rule=f"Once {rules.MANY_TALKS} talks have topics, each topic of the vocabulary "
        "has a talk.",
        mend="Take it out of the vocabulary, or use it.",
        find=rules.unused_topic,
    ),
    Check(
        code="no-event",
        scope="archive",
        rule="A talk or an exhibitor has a page of its event, which says when or where it was.",
        mend="Write the event's page, with the fields 'Dates' and 'Venue'.",
        find=rules.no_event,
    ),
    Check(
        code="unreachable",
        scope="archive",
        rule="Toctrees lead from the first page to every page. (In a build this takes the place "
        "of Sphinx's own toc.not_included, and is silent where that is suppressed.)",
        mend="Name the page in a toctree, or write ':orphan:' above its title.",
        find=rules.unreachable,
    ),
    Check(
        code="unknown-reference",
        scope="build",
        rule="A :notes:…: role names a talk, an event, a speaker or a topic that there is.",
        mend="Name it as its page does.",
    ),
    Check(
        code="ambiguous-reference",
        scope="build",
        rule="A :notes:…: role names one page: of several with the same name or title the "
        "nearest is meant, if one is nearer than the others.",
        mend="Name it by its path.",
    ),
    Check(
        code="unsafe-link",
        scope="build",
        rule="A link leads somewhere, and runs nothing: no javascript: or data: address.",
        mend="Link to a web address. Until then the page shows the link's words alone.",
    ),
    Check(
        code="raw-markup",
        scope="build",
        rule="A Markdown page holds no HTML, unless eventnotes_trusted is True.",
        mend="Write it as Markdown. Until then the page shows it as text.",
    ),
    Check(
        code="picture-elsewhere",
        scope="build",
        rule="In the theme eventnotes, pictures are files of the site's own.",
        mend="Save the picture as a file beside the page. Until then the page links to it.",
    ),
    Check(
        code="bad-formula",
        scope="build",
        rule="In the theme eventnotes, formulas are LaTeX that docutils can make into MathML.",
        mend="Write it more simply. Until then the page shows it as it is written.",
    ),
    Check(
        code="unreadable-page",
        scope="command",
        rule="A page can be opened and is text in UTF-8. (Sphinx says so itself in a build.)",
        mend="Save it in UTF-8, or let yourself read it.",
    ),
)


def all_problems(site: Site, reading: Iterable[Problem]) -> list[Problem]:
    """Return all that is wrong, in the order of pages and lines, nothing twice.

    :param reading: what reading the pages has found
    """
    found = {
        Problem(docname=docname, line=line, code=check.code, message=message)
        for check in CHECKS
        if check.find
        for docname, line, message in check.find(site)
    }
    found.update(reading)
    return sorted(found, key=lambda one: (one.docname, one.line, one.code, one.message))
