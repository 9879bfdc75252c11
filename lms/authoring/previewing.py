"""A text as learners would get it, from the words in the editor or from a version that was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from sqlalchemy.orm import Session

from lms.authoring import desk_queries, queries
from lms.authoring.draft_checks import Press
from lms.authoring.opening import FileAt, Opened
from lms.courses.faults import Findings
from lms.courses.front_matter import split_front_matter
from lms.courses.markdown import Rendered, render
from lms.courses.module_reading import TRAINER_FILE
from lms.courses.publishing import wire_size
from lms.courses.self_checks import reader_for
from lms.courses.shapes import read_table
from lms.courses.source_types import Term

LONGEST = 200_000  # bytes; the renderer takes no more


def preview(db: Session, at: FileAt, text: str, press: Press) -> dict[str, Any]:
    """The text as templates/authoring/_preview.html takes it; at most four statements.

    text  a whole file; of a file that is no Markdown nothing is shown
    """
    front = split_front_matter(text)
    is_trainer = at.path.endswith(f"/{TRAINER_FILE}")
    if not at.path.endswith(".md") or len(front.body.encode()) > LONGEST:
        return {"html": None}
    page = _rendered(at, front.body, press, is_trainer=is_trainer)
    terms = glossary(db, at.language) if page.term_keys else {}
    title, minutes = front.values.get("title"), front.values.get("minutes")
    return {
        "html": Markup(page.html),  # noqa: S704 - made by courses.markdown
        "title": title if isinstance(title, str) else "",
        "minutes": minutes if type(minutes) is int and 0 < minutes < 1000 else None,
        "language": at.language,
        "words": [
            (key, terms[key].word, terms[key].meaning) for key in page.term_keys if key in terms
        ],
        "count": page.words,
        "size": wire_size(page.html),
        "pictures": _picture_bytes(db, at.opened, page),
    }


def _rendered(at: FileAt, body: str, press: Press, *, is_trainer: bool) -> Rendered:
    return render(
        body,
        media=lambda name: picture_url(at.opened, name),
        kind_names=press.words_of(at.language, 0).kind_names,
        prefix="preview-",
        read_check=None if is_trainer else reader_for(press.read_check, at.language),
        controls=not is_trainer,
    )


def picture_url(here: Opened, name: str) -> str:
    """Where the desk shows a picture; its content's hash makes the address change with it."""
    key = here.files.get(f"media/{name}", "0" * 64)
    return f"{here.url}pictures/{key}/{name}"


def _picture_bytes(db: Session, here: Opened, page: Rendered) -> int:
    keys = {here.files[name] for name in page.images if name in here.files}
    return sum(desk_queries.sizes(db, keys).values())


def glossary(db: Session, language: str) -> Mapping[str, Term]:
    """The terms of the course in a language, by key; two statements."""
    course = desk_queries.first_course(db)
    path = f"glossary/{language}.toml"
    key = course.files.get(path) if course else None
    content = queries.content(db, key) if key else None
    table = read_table(path, content.decode("utf-8", "replace"), Findings()) if content else None
    if table is None:
        return {}
    found = {}
    for one in table.values:
        entry = table.table(one)
        found[one] = Term(entry.text("word"), entry.text("meaning"), 1)
    return found
