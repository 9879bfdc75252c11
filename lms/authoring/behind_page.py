"""What the publish page says of translations that stayed behind: how many texts, the first one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from lms.authoring import pairs as pair_reading
from lms.authoring import translation_queries as queries
from lms.authoring.changed_files import changed_paths, out_of_step
from lms.authoring.models import ModuleDraft
from lms.authoring.pairs import Pair
from lms.authoring.readable_texts import readable
from lms.authoring.remembering import memories
from lms.authoring.steps import State, UnitStep
from lms.courses import queries as courses
from lms.courses.models import ModuleVersion
from lms.web.filters import num
from lms.web.languages import NAMES

_MOST_SIGNS = 60  # of a text that is named
_OPEN = (State.STALE, State.MISSING, State.SURPLUS)


def findings(
    db: Session, draft: ModuleDraft, base: ModuleVersion, editor: str
) -> list[dict[str, Any]]:
    """A warning for each file that stayed as it was while its source changed.

    Nothing of files in which no text is behind: the change was said not to matter, or it was none
    of words. One statement when no file stayed behind, else three.

    editor  the address in front of a path
    """
    course = courses.course_version(db, draft.course_id)
    behind = _behind(course.facts, draft, base) if course else []
    if course is None or not behind:
        return []
    subject = queries.subject_of(course, draft.module_id, draft, base)
    twins = {
        (one.twin, language): one
        for language in {language for _, language in behind}
        for one in pair_reading.twins_in(subject, language)
    }
    prefix = pair_reading.prefix_of(subject)
    keys = [(prefix + path, language) for path, language in behind]
    wanted = [twins[key] for key in keys if key in twins]
    contents = courses.blobs(db, pair_reading.wanted_blobs(subject, wanted))
    memory = memories(db, [draft.module_id])[draft.module_id]
    found = pair_reading.pairs(subject, wanted, contents, memory)
    known = {twin for _, twin in memory.rows}
    return [said for one in found if (said := _said(one, editor, noted=one.twin in known))]


def _behind(
    facts: Mapping[str, Any], draft: ModuleDraft, base: ModuleVersion
) -> list[tuple[str, str]]:
    changed = changed_paths(base.files, draft.files)
    return [*out_of_step(changed, draft.files, facts["source_language"], facts["languages"])]


def _said(pair: Pair, editor: str, *, noted: bool) -> dict[str, Any] | None:
    """The warning about a file; None when every text of it is in step.

    noted  whether it is known from which source its texts were made
    """
    behind = [one for one in pair.steps if one.state in _OPEN]
    language = NAMES.get(pair.twins.target, pair.twins.target)
    line = 1
    if pair.is_odd or not noted:
        words = gettext(
            "The source of this file has changed and this one has not. Look whether it still "
            "fits: %(language)s.",
            language=language,
        )
    elif not behind:
        return None
    else:
        line = _line(pair, behind[0])
        words = ngettext(
            "%(language)s: %(number)s text is behind its source: “%(words)s”",
            "%(language)s: %(number)s texts are behind their source, the first: “%(words)s”",
            len(behind),
            language=language,
            number=num(len(behind)),
            words=_named(behind[0]),
        )
    return {
        "path": pair.twin,
        "line": line,
        "url": f"{editor}{pair.twin}?line={line}",
        "words": words,
        "stops": False,
        "rename_url": "",
        "new_id": "",
    }


def _line(pair: Pair, first: UnitStep) -> int:
    """The line of the translation: of a text that is missing, of the one before it."""
    line = 1
    for one in pair.steps:
        line = one.target.line if one.target else line
        if one is first:
            break
    return line


def _named(one: UnitStep) -> str:
    unit = one.source or one.target
    assert unit is not None
    text = " ".join(readable(unit, unit.text).split())
    return text if len(text) <= _MOST_SIGNS else f"{text[:_MOST_SIGNS].rstrip()}…"
