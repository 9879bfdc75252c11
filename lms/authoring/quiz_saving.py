"""Saves a question of a draft, when it may: its form, its GIFT text, or as a new question.

An id that was answered keeps its meaning; who changes it is offered a new id.
"""

from __future__ import annotations

from dataclasses import dataclass

from lms.authoring.meaning_guard import unused_id
from lms.authoring.quiz_desk import (
    QuestionAt,
    QuizAt,
    published_questions,
    save_texts,
    twins_in_step,
)
from lms.authoring.quiz_editing import UnfitError, put, put_typed
from lms.authoring.quiz_editor_page import seen_of
from lms.authoring.quiz_fields import Fields
from lms.authoring.quiz_meaning import changes_of_meaning, renamed
from lms.authoring.quiz_typed import FieldFault, question_of
from lms.authoring.same_meaning import ids_of
from lms.errors import Refusal
from lms.quizzes.author_queries import answered
from lms.quizzes.questions import Fault, Question
from lms.web.pages import Visit
from lms.words import N_

_TAKEN = N_("There is a question with this id already, or it was answered once. Choose another.")
_OTHER_ID = N_("The id must stay %(id)s. Write a new question to use another one.")


@dataclass(frozen=True)
class Sent:
    """What a page sent.

    seen      hash of the question's lines as the writer saw them
    language  of the GIFT text; "": the form was sent
    as_new    whether it is to be saved under a new id
    """

    fields: Fields
    seen: str = ""
    language: str = ""
    gift: str = ""
    as_new: bool = False


@dataclass(frozen=True)
class Said:
    """What came of it.

    saved_id   the id under which it was saved; "": nothing was, for the reasons that follow
    meaning    what would make it another question; new_id: the id it can be saved under
    meanwhile  somebody else changed it since it was seen
    """

    saved_id: str = ""
    faults: tuple[FieldFault, ...] = ()
    gift_faults: tuple[Fault, ...] = ()
    meaning: tuple[str, ...] = ()
    new_id: str = ""
    meanwhile: bool = False


def save_question(visit: Visit, at: QuestionAt, sent: Sent) -> Said:
    """The form of a question that is there."""
    read = question_of(_with_id(sent.fields, at.question.id), at.question)
    if read.question is None:
        return Said(faults=read.faults)
    return _save(visit, at, sent, read.question, typed=None)


def save_gift(visit: Visit, at: QuestionAt, sent: Sent) -> Said:
    """A question typed as GIFT, in one of the languages."""
    if sent.language not in at.quiz.texts:
        return Said(gift_faults=(Fault(1, N_("There is no such language in this module.")),))
    old = at.quiz.question(at.question.id, sent.language)
    try:
        text, question = put_typed(at.quiz.texts[sent.language], old, sent.gift)
    except UnfitError as error:
        return Said(gift_faults=error.faults)
    if question.id != at.question.id:
        return Said(gift_faults=(Fault(1, _OTHER_ID, {"id": at.question.id}),))
    if sent.language == at.quiz.source:
        return _save(visit, at, sent, question, typed=text)
    if sent.seen != seen_of(at.quiz, at.question, sent.language):
        return Said(meanwhile=True)
    save_texts(visit, at.quiz, {sent.language: text})
    return Said(saved_id=question.id)


def save_new(visit: Visit, at: QuizAt, sent: Sent) -> Said:
    """The form of a question that there is not yet."""
    read = question_of(sent.fields)
    if read.question is None:
        return Said(faults=read.faults)
    if _taken(visit, at, ids_of(read.question)):
        return Said(faults=(FieldFault("id", _TAKEN),))
    return _put_new(visit, at, read.question)


def rename(visit: Visit, at: QuestionAt) -> str:
    """Give a question of a draft an id that nobody has answered, in every language; the id.

    raises  Refusal when it cannot be written in its file
    """
    quiz = at.quiz
    new_id = unused_id(visit.db, quiz.module_id, at.question.id, quiz.ids)
    changed = {}
    for language, text in quiz.texts.items():
        found = quiz.question(at.question.id, language)
        try:
            if found is not None:
                changed[language] = put(text, found, renamed(found, new_id))
        except UnfitError as error:
            raise Refusal(error.faults[0].message, status=422, **error.faults[0].values) from None
    save_texts(visit, quiz, changed)
    return new_id


def _save(visit: Visit, at: QuestionAt, sent: Sent, new: Question, *, typed: str | None) -> Said:
    """typed: the whole file with the text as it was typed; None: it is written from the form."""
    quiz, old = at.quiz, at.question
    if sent.as_new:
        new_id = unused_id(visit.db, quiz.module_id, old.id, quiz.ids)
        return _put_new(visit, quiz, renamed(new, new_id))
    before = _as_answered(visit, quiz, old)
    changed = changes_of_meaning(before, new)
    if changed and answered(visit.db, quiz.module_id, ids_of(before)):
        new_id = unused_id(visit.db, quiz.module_id, old.id, quiz.ids)
        return Said(meaning=tuple(changed), new_id=new_id)
    if sent.seen != seen_of(quiz, old):
        return Said(meanwhile=True)
    if _taken(visit, quiz, ids_of(new) - ids_of(old)):
        return Said(gift_faults=(Fault(1, _TAKEN),))
    try:
        text = typed if typed is not None else put(quiz.texts[quiz.source], old, new)
    except UnfitError as error:
        return Said(gift_faults=error.faults)
    save_texts(visit, quiz, {quiz.source: text, **twins_in_step(quiz, new)})
    return Said(saved_id=new.id)


def _put_new(visit: Visit, at: QuizAt, question: Question) -> Said:
    try:
        text = put(at.texts[at.source], None, question)
    except UnfitError as error:
        return Said(gift_faults=error.faults)
    save_texts(visit, at, {at.source: text})
    return Said(saved_id=question.id)


def _as_answered(visit: Visit, at: QuizAt, old: Question) -> Question:
    """The question as learners have it now; the draft may be another one already."""
    return published_questions(visit.db, at).get(old.id, old)


def _taken(visit: Visit, at: QuizAt, ids: frozenset[str]) -> bool:
    """Whether a question has one of these ids, or had it when it was answered."""
    return bool(ids & at.ids or answered(visit.db, at.module_id, ids))


def _with_id(fields: Fields, id_: str) -> Fields:
    return Fields(fields.kind, {**fields.values, "id": id_}, fields.rows)
