"""Everything that can be wrong with a collection of notes: one table of the codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from eventnotes.checks.rules import MANY_TALKS
from eventnotes.records.dates import EXPECTED

TYPE = "eventnotes"
"""The type of all our warnings: ``suppress_warnings = ["eventnotes.outside-event"]``."""

Scope = Literal["page", "archive", "reference", "file", "writing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check: its *code*, which is the warning's subtype, the *rule* and the *mend*.

    *scope* says what finds it: the reading of a page (``page``), the look at all pages together
    (``archive``) or at a ``file`` beside them, the resolving of a ``reference``, or the
    ``writing``, which ``eventnotes check`` leaves out.
    """

    code: str
    scope: Scope
    rule: str
    mend: str


CHECKS: tuple[Check, ...] = (
    Check(
        code="encoding",
        scope="page",
        rule="A page is text in UTF-8.",
        mend="Save it as UTF-8. Until then other bytes show as \N{REPLACEMENT CHARACTER}.",
    ),
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
        code="unsafe-link",
        scope="page",
        rule="A link leads somewhere, and runs nothing: no javascript: or data: address.",
        mend="Link to a web address. Until then the page shows the link's words alone.",
    ),
    Check(
        code="raw-markup",
        scope="page",
        rule="A Markdown page holds no HTML, unless eventnotes_trusted is True.",
        mend="Write it as Markdown. Until then the page shows it as text.",
    ),
    Check(
        code="refused-setting",
        scope="page",
        rule="The front matter of a Markdown page sets nothing of MyST's but what is harmless.",
        mend="Set it in conf.py, for all pages. Until then it is ignored.",
    ),
    Check(
        code="refused-file",
        scope="page",
        rule="A file that a page names lies in the project, outside hidden and excluded folders, "
        "and no download is one that a browser runs.",
        mend="Copy it into the project, or pack it. Until then the page shows its words.",
    ),
    Check(
        code="embedded-picture",
        scope="page",
        rule="A picture is shown as a file, not embedded in the page.",
        mend="Leave out the option loading.",
    ),
    Check(
        code="refused-meta",
        scope="page",
        rule="What a page puts into its head describes the page.",
        mend="Take the name out. Until then it is left out.",
    ),
    Check(
        code="outside-link",
        scope="file",
        rule="A link of the file system leads to a file or folder of the project.",
        mend="Put a copy in its place. Until then it is excluded.",
    ),
    Check(
        code="outside-event",
        scope="archive",
        rule="A talk's date is within its event's dates, or the page says why it is not.",
        mend="Correct the date, or name the other event in the field 'Given at', or explain it in "
        "an admonition of the class outside-dates.",
    ),
    Check(
        code="duplicate-id",
        scope="archive",
        rule="A record's id is its own.",
        mend="Give each page its own in the field 'Id', or take the field out.",
    ),
    Check(
        code="duplicate-talk",
        scope="archive",
        rule="A talk has one page: no two have the same title, speakers and event or day.",
        mend="Keep one of the pages.",
    ),
    Check(
        code="similar-speakers",
        scope="archive",
        rule="A person's name is written in one way: no two are a letter or an initial apart.",
        mend="Write it in one way, or join the two in eventnotes_people, or name two people in "
        "eventnotes_different_people.",
    ),
    Check(
        code="similar-topics",
        scope="archive",
        rule="Without a vocabulary, no two topics are a letter apart.",
        mend="Write the topic in one way, or define both on the topics' page.",
    ),
    Check(
        code="single-topic",
        scope="archive",
        rule=f"Once {MANY_TALKS} talks have topics, each topic has two talks or more.",
        mend="File the talk under a commoner topic, or another talk under this one.",
    ),
    Check(
        code="unknown-topic",
        scope="archive",
        rule="Where there is a vocabulary, every topic is in it.",
        mend="Use a topic of the vocabulary, or define the new one there.",
    ),
    Check(
        code="unused-topic",
        scope="archive",
        rule=f"Once {MANY_TALKS} talks have topics, each topic of the vocabulary has a talk.",
        mend="Take it out of the vocabulary, or use it.",
    ),
    Check(
        code="no-event",
        scope="archive",
        rule="A talk or an exhibitor has a page of its event, which says when or where it was.",
        mend="Write the event's page, with the fields 'Dates' and 'Venue'.",
    ),
    Check(
        code="unreachable",
        scope="archive",
        rule="Toctrees lead from the first page to every page. (In a build this takes the place "
        "of Sphinx's own toc.not_included, and is silent where that is suppressed.)",
        mend="Name the page in a toctree, or write ':orphan:' above its title.",
    ),
    Check(
        code="unknown-reference",
        scope="reference",
        rule="A :notes:…: role names a talk, an event, a speaker or a topic that there is.",
        mend="Name it as its page does.",
    ),
    Check(
        code="ambiguous-reference",
        scope="reference",
        rule="A :notes:…: role names one page: of several with the same name or title the "
        "nearest is meant, if one is nearer than the others.",
        mend="Name it by its path.",
    ),
    Check(
        code="picture-elsewhere",
        scope="writing",
        rule="In the theme eventnotes, pictures are files of the site's own.",
        mend="Save the picture as a file beside the page. Until then the page links to it.",
    ),
    Check(
        code="bad-formula",
        scope="writing",
        rule="In the theme eventnotes, formulas are LaTeX that docutils can make into MathML.",
        mend="Write it more simply. Until then the page shows it as it is written.",
    ),
    Check(
        code="unwritable-page",
        scope="writing",
        rule="A page can be written in the format that is built.",
        mend="Take out what the message names. Until then the page is plain text.",
    ),
    Check(
        code="unwritten-page",
        scope="writing",
        rule="A build writes every page.",
        mend="Build again with -j 1, which shows why it did not.",
    ),
    Check(
        code="failed-part",
        scope="writing",
        rule="Event Notes has no bugs.",
        mend="Report the warning with the page.",
    ),
    Check(
        code="bad-ledger",
        scope="file",
        rule="The ledger of links is TOML, and each link in it has what is known of it.",
        mend="Correct the line.",
    ),
    Check(
        code="repeated-link",
        scope="file",
        rule="The ledger has each link once.",
        mend="Keep one of them.",
    ),
    Check(
        code="unused-link",
        scope="file",
        rule="Each link of the ledger is on a page.",
        mend="Correct it, or run python -m eventnotes linkcheck --prune.",
    ),
    Check(
        code="bad-address",
        scope="file",
        rule="The file of addresses has an address a line, or an old one and where it leads now.",
        mend="Correct the line.",
    ),
    Check(
        code="repeated-address",
        scope="file",
        rule="The file of addresses has each address once.",
        mend="Keep one of them.",
    ),
    Check(
        code="address-in-use",
        scope="file",
        rule="An address that is redirected is no page's.",
        mend="Take the redirect out, or move the page.",
    ),
    Check(
        code="lost-address",
        scope="file",
        rule="Every address that the site has had leads somewhere.",
        mend="Say in the file of addresses where it leads now, or bring the page back.",
    ),
    Check(
        code="chained-address",
        scope="file",
        rule="An address is redirected to where it leads now, in one step.",
        mend="Name the final address.",
    ),
    Check(
        code="unlisted-address",
        scope="file",
        rule="In a build with -n, every page is in the file of addresses.",
        mend="Run python -m eventnotes addresses.",
    ),
)
