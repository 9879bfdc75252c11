"""What the editor shows of a file: its words, what the checks say of it, what can be put in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from lms.authoring import conflict_page, desk_queries, queries
from lms.authoring.desk_rules import open_draft, save_file
from lms.authoring.draft_checks import Press, checks_of
from lms.authoring.moved_lines import around
from lms.authoring.opening import FileAt
from lms.authoring.previewing import glossary
from lms.authoring.service import Conflict
from lms.courses.faults import Fault
from lms.courses.front_matter import split_front_matter
from lms.courses.module_reading import MODULE_FILE, QUIZ_FILE, TRAINER_FILE
from lms.web.forms import clean
from lms.words import N_

NAMES: Mapping[str, str] = {
    MODULE_FILE: N_("Facts of the module"),
    QUIZ_FILE: N_("Questions of the quiz"),
    TRAINER_FILE: N_("Trainer notes"),
}


@dataclass(frozen=True)
class Tool:
    """A button that writes Markdown around what is chosen, or on lines of its own."""

    label: str
    before: str
    after: str = ""
    is_block: bool = False


# The words between are examples in no language; the author writes over them.
TOOLS = (
    Tool(N_("Bold"), "**", "**"),
    Tool(N_("Heading"), "## ", is_block=True),
    Tool(N_("List"), "- ", is_block=True),
    Tool(N_("Table"), "| A | B |\n|---|---:|\n| a | 1 |\n", is_block=True),
    Tool(N_("Example box"), "::: example ", "\n\n:::\n", is_block=True),
    Tool(N_("Activity box"), "::: activity ", "\n\n:::\n", is_block=True),
    Tool(N_("Tip box"), "::: tip ", "\n\n:::\n", is_block=True),
    Tool(
        N_("Question"),
        "::: question\n::new-question::",
        "{\n\t=A#Why A.\n\t~B#Why not B.\n}\n:::\n",
        is_block=True,
    ),
)


def editor(
    db: Session,
    user: Any,
    at: FileAt,
    press: Press,
    *,
    line: int = 0,
    typed: str | None = None,
    fault: str = "",
) -> dict[str, Any]:
    """A file as templates/authoring/editor.html takes it.

    line   that somebody points at; 0: none
    typed  words that could not be saved, shown instead of the kept ones; fault: why
    """
    here = at.opened
    is_markdown = at.path.endswith(".md")
    text = text_of(db, at) if typed is None else typed
    return {
        "path": at.path,
        "name": name_of(at),
        "title": _title(text) or name_of(at) if is_markdown else name_of(at),
        "language": at.language,
        "url": at.url,
        "module": {"id": here.module_id, "url": here.url},
        "text": text,
        "line": line,
        "lines": around(text, line) if line else [],
        "seen": at.key or "",
        "fault": fault,
        "is_draft": here.draft is not None,
        "begins": here.draft is None and typed is not None,
        "may_save": save_file(user, at) and (here.draft is not None or typed is not None),
        "may_open": here.draft is None and open_draft(user, here),
        "findings": findings(db, at, press),
        "twins": [(one, FileAt(here, path).url) for one, path in twins(at)],
        "is_markdown": is_markdown,
        "tools": [(gettext(one.label), one.before, one.after, one.is_block) for one in TOOLS],
        "terms": sorted(
            (term.word, f"[{term.word}](term:{key})")
            for key, term in (glossary(db, at.language) if is_markdown else {}).items()
        ),
        "pictures": [path for path in here.files if path.startswith("media/")],
        "media_url": f"{here.url}media/",
        "look_url": f"{here.url}look/{here.number}/{at.path}" if is_markdown and at.key else "",
    }


def _title(text: str) -> str:
    title = split_front_matter(text).values.get("title")
    return title if isinstance(title, str) else ""


def name_of(at: FileAt) -> str:
    """What the pages call a file: what it is, else its name without number and ending."""
    file = at.path.rpartition("/")[2]
    label = NAMES.get(file)
    return gettext(label) if label else file[3:].removesuffix(".md")


def twins(at: FileAt) -> list[tuple[str, str]]:
    """(language, path) of the same file in each language of the module."""
    file = at.path.partition("/")[2]
    files = at.opened.files
    return [(one, f"{one}/{file}") for one in at.opened.languages if f"{one}/{file}" in files]


def text_of(db: Session, at: FileAt) -> str:
    """The words of a file, "" when it is not there yet; what is no UTF-8 shows as such."""
    content = queries.content(db, at.key) if at.key else None
    return printable((content or b"").decode("utf-8", "replace"))


def printable(text: str) -> str:
    """A text without characters that no page can hold; a line end stands at the end."""
    kept = clean(text)
    return f"{kept}\n" if kept else ""


def findings(db: Session, at: FileAt, press: Press) -> list[dict[str, Any]]:
    """What the checks say of a file of a draft, by line; nothing of one that is published."""
    draft = at.opened.draft
    if draft is None:
        return []
    path = f"modules/{draft.folder}/{at.path}"
    return [finding(one) for one in checks_of(db, draft, press) if one.path == path]


def finding(one: Fault) -> dict[str, Any]:
    """A finding of the checks, in words of the page."""
    return {
        "line": one.line,
        "level": one.level,
        "text": gettext(one.template) % one.values,
    }


def conflict(db: Session, at: FileAt, no: Conflict) -> dict[str, Any]:
    """Two texts of one file, as templates/authoring/conflict.html takes them."""
    draft = at.opened.draft
    who = desk_queries.names(db, [draft.changed_by]) if draft else {}
    return {
        "name": name_of(at),
        "path": at.path,
        "language": at.language,
        "url": at.url,
        "module": {"id": at.module_id, "url": at.opened.url},
        "who": next(iter(who.values()), ""),
        "at": draft.changed_at if draft else None,
        **conflict_page.texts(db, no),
    }


def look_links(
    at: FileAt, numbers: Sequence[int], *, has_draft: bool
) -> tuple[list[tuple[int, str]], list[tuple[str, str]]]:
    """Where the same file is looked at in other versions (0: the draft) and other languages."""
    base = f"{at.opened.url}look/"
    drafts = [0] if has_draft else []
    return (
        [(one, f"{base}{one}/{at.path}") for one in (*drafts, *numbers)],
        [(one, f"{base}{at.opened.number}/{path}") for one, path in twins(at)],
    )
