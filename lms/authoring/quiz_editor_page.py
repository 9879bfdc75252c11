"""What the pages of the quiz editor show: the list of questions, and one question to change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from lms.authoring import desk_page, rules
from lms.authoring.desk_rules import open_draft
from lms.authoring.quiz_desk import QuizAt, answered
from lms.authoring.quiz_editing import written
from lms.authoring.quiz_exchange import FORM_NAMES, writable
from lms.authoring.quiz_fields import KINDS, Fields
from lms.authoring.quiz_form import KIND_NAMES, sheet_of
from lms.authoring.quiz_typed import FieldFault
from lms.authoring.service import hash_of
from lms.courses.module_reading import QUIZ_FILE
from lms.quizzes.pool import check_pool
from lms.quizzes.questions import Fault, Kind, Question
from lms.quizzes.twins import check_twin

_WORDS = 90


def sentence(fault: Fault) -> str:
    """A fault in words of the page."""
    return str(gettext(fault.message) % fault.values)


def place(at: QuizAt) -> dict[str, Any]:
    """Which module a page belongs to, for its crumbs."""
    return {"id": at.module_id, "url": at.here.url, "quiz_url": at.url}


def quiz(db: Session, user: Any, at: QuizAt) -> dict[str, Any]:
    """The list of questions, as templates/author/quiz_list.html takes it."""
    questions, unread = at.read[at.source]
    faults = [*(_pool_faults(at, questions)), *_twin_faults(at, questions)]
    owners = {part.id: one.id for one in questions for part in (one, *one.parts)}
    asked = answered(db, at.module_id)
    by_id: dict[str, list[str]] = {}
    others = [(fault.line, sentence(fault)) for fault in unread]
    for language, fault in faults:
        said = sentence(fault) if language == at.source else f"{language}: {sentence(fault)}"
        owner = owners.get(str(fault.values.get("id", "")))
        if owner is None:
            others.append((fault.line if language == at.source else 0, said))
        else:
            by_id.setdefault(owner, []).append(said)
    return {
        "module": place(at),
        "source": at.source,
        "languages": list(at.texts),
        "odd": sorted(at.odd),
        "is_draft": at.here.draft is not None,
        "number": at.here.number,
        "may_edit": rules.may_edit(user, at.module_id),
        "may_open": at.here.draft is None and open_draft(user, at.here),
        "rows": [_row(at, one, by_id, asked) for one in _by_slot(questions)],
        "others": others,
        "kinds": [(kind.value, gettext(KIND_NAMES[kind])) for kind in KINDS],
        "rules": rules_said(at),
        "rules_url": f"{at.here.url}edit/module.toml",
        "file_url": f"{at.here.url}edit/{at.source}/{QUIZ_FILE}",
        "exports": _exports(at.url, questions),
    }


def _pool_faults(at: QuizAt, questions: Sequence[Question]) -> Iterable[tuple[str, Fault]]:
    draw, draw_from = (at.rules.draw, at.rules.draw_from) if at.rules else (0, ())
    return [(at.source, one) for one in check_pool(questions, draw, draw_from)]


def _twin_faults(at: QuizAt, questions: Sequence[Question]) -> Iterable[tuple[str, Fault]]:
    return [
        (language, fault)
        for language, (found, unread) in at.read.items()
        if language != at.source
        for fault in (*unread, *check_twin(questions, found))
    ]


def _by_slot(questions: Sequence[Question]) -> list[Question]:
    return sorted(questions, key=lambda one: (one.slot is None, one.slot or 0))


def _row(
    at: QuizAt, question: Question, faults: Mapping[str, list[str]], asked: Mapping[str, int]
) -> dict[str, Any]:
    words = " ".join(question.text.split())
    return {
        "id": question.id,
        "url": at.address(question.id),
        "slot": question.slot,
        "kind": gettext(KIND_NAMES[question.kind]),
        "words": words if len(words) <= _WORDS else f"{words[:_WORDS].rstrip()} …",
        "languages": [one for one in at.texts if at.question(question.id, one)],
        "asked": asked.get(question.id, 0),
        "faults": faults.get(question.id, []),
    }


def rules_said(at: QuizAt) -> list[str]:
    """How the quiz is drawn and passed, a sentence each; nothing where it cannot be read."""
    found = at.rules
    if found is None:
        return []
    said = [
        ngettext("%(num)s question is drawn.", "%(num)s questions are drawn.", found.draw),
        gettext("%(percent)s %% of the marks pass.", percent=round(found.pass_mark * 100)),
    ]
    said += [
        gettext("%(count)s of them bear the tag %(tag)s.", count=count, tag=tag)
        for tag, count in found.draw_from
    ]
    if not found.draw_from:
        said.append(gettext("One of each slot; the next attempt gets the next variant."))
    if found.mastery:
        said.append(gettext("%(count)s must be wholly right to pass.", count=found.mastery))
    if found.attempts:
        said.append(
            ngettext("%(num)s attempt is allowed.", "%(num)s attempts are allowed.", found.attempts)
        )
    if found.minutes:
        said.append(
            ngettext("The time is %(num)s minute.", "The time is %(num)s minutes.", found.minutes)
        )
    return said


def _exports(url: str, questions: Sequence[Question]) -> list[tuple[str, str, int, int]]:
    """(address, name, how many questions the form holds, of how many)."""
    return [
        (
            f"{url}export/{form}",
            name,
            len(questions) - len(writable(questions, form)[1]),
            len(questions),
        )
        for form, name in FORM_NAMES.items()
    ]


def question(
    db: Session,
    user: Any,
    at: QuizAt,
    old: Question | None,
    fields: Fields | None,
    *,
    faults: Sequence[FieldFault] = (),
    **told: Any,
) -> dict[str, Any]:
    """One question to change, as templates/author/quiz_question.html takes it.

    old     None: there is none yet
    fields  None: no form can hold it, it is changed as GIFT
    told    gift, gift_language (typed and not saved), gift_faults, meaning [str], new_id,
            theirs (what somebody else saved meanwhile), said
    """
    lessons = _lessons(db, at)
    return {
        "module": place(at),
        "id": old.id if old else "",
        "kind": gettext(KIND_NAMES[old.kind if old else fields.kind if fields else Kind.SINGLE]),
        "source": at.source,
        "action": at.address(old.id) if old else f"{at.url}new",
        "trial_url": f"{at.url}{old.id}/trial" if old else "",
        "retire_url": f"{at.url}{old.id}/retire" if old else "",
        "is_draft": at.here.draft is not None,
        "may_edit": rules.may_edit(user, at.module_id),
        "asked": answered(db, at.module_id).get(old.id, 0) if old else 0,
        "sheet": sheet_of(fields, faults, lessons, new=old is None) if fields else None,
        "seen": seen_of(at, old),
        "gifts": _gifts(at, old, told) if old else [],
        "faults": _faults_of(at, old) if old else [],
        "meaning": told.get("meaning", []),
        "new_id": told.get("new_id", ""),
        "gift_faults": told.get("gift_faults", []),
        "as_gift": "gift" in told,
        "theirs": told.get("theirs", ""),
        "said": told.get("said", ""),
    }


def seen_of(at: QuizAt, old: Question | None, language: str = "") -> str:
    """The hash of a question's lines: who saves says which were seen; "" where there are none."""
    text = text_in(at, old, language)
    return hash_of(text.encode()) if text else ""


def text_in(at: QuizAt, old: Question | None, language: str = "") -> str:
    """The lines of a question as a language has them; "" where it is missing."""
    found = at.question(old.id, language) if old else None
    return written(at.texts[language or at.source], found) if found else ""


def _gifts(at: QuizAt, old: Question, told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The question as GIFT in each language; what was typed and not saved stands there instead."""
    found = []
    for language in at.texts:
        text = text_in(at, old, language)
        is_typed = told.get("gift_language") == language and "gift" in told
        found.append(
            {
                "language": language,
                "text": told["gift"] if is_typed else text,
                "seen": seen_of(at, old, language),
                "is_missing": not text,
                "translate_url": ""
                if language == at.source
                else f"{at.here.url}translate/{language}/{QUIZ_FILE}",
            }
        )
    return found


def _faults_of(at: QuizAt, old: Question) -> list[str]:
    questions = at.read[at.source][0]
    ids = {old.id, *(part.id for part in old.parts)}
    found = [*_pool_faults(at, questions), *_twin_faults(at, questions)]
    return [
        sentence(one) if language == at.source else f"{language}: {sentence(one)}"
        for language, one in found
        if one.values.get("id") in ids
    ]


def _lessons(db: Session, at: QuizAt) -> list[tuple[str, str]]:
    """(id, title) of the lessons, in order."""
    texts = desk_page.texts_of(db, at.here)
    ids, _ = desk_page.lesson_ids(texts)
    return [(id_, id_) for id_ in ids]
