"""Doors of a trial run: one question or a whole draw as learners get it; nothing is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.authoring import quiz_editor_page as page
from lms.authoring.desk_rules import see_module
from lms.authoring.quiz_desk import QuestionAt, QuizAt, question_at, quiz_at
from lms.authoring.quiz_editor_views import pages
from lms.quizzes import presenting, results
from lms.quizzes.answering import read_answers, typed_in
from lms.quizzes.draw import draw
from lms.quizzes.grading import grade_all
from lms.quizzes.kept_marks import kept
from lms.quizzes.questions import Question
from lms.quizzes.sheets import Sheet, Ticket
from lms.web.filters import num
from lms.web.pages import Visit

_MOST_DRAWS = 1000


@pages.show("/author/modules/<module>/quiz/<question>/trial", load=question_at, may=see_module)
def try_question(visit: Visit, at: QuestionAt) -> ResponseReturnValue:
    return _trial(visit, at.quiz, at.question.id)


@pages.change("/author/modules/<module>/quiz/<question>/trial", load=question_at, may=see_module)
def mark_question(visit: Visit, at: QuestionAt) -> ResponseReturnValue:
    return _trial(visit, at.quiz, at.question.id)


@pages.show("/author/modules/<module>/quiz/trial", load=quiz_at, may=see_module)
def try_quiz(visit: Visit, at: QuizAt) -> ResponseReturnValue:
    return _trial(visit, at, "")


@pages.change("/author/modules/<module>/quiz/trial", load=quiz_at, may=see_module)
def mark_quiz(visit: Visit, at: QuizAt) -> ResponseReturnValue:
    return _trial(visit, at, "")


def _trial(visit: Visit, at: QuizAt, question_id: str) -> str:
    """The cards, and after a POST what each answer earns; question_id "": a whole draw."""
    asked = request.values.get("language", "")
    language = asked if asked in at.texts else at.source
    number = request.values.get("draw", "")
    place = min(int(number), _MOST_DRAWS) if number.isascii() and number[:9].isdecimal() else 1
    seed = hashlib.sha256(f"trial {at.module_id} {visit.user_id}".encode()).digest()
    questions = _asked(at, question_id, language, seed, place)
    typed = typed_in(request.form.lists())
    sheet = Sheet(_ticket(visit, language), at.module_id, tuple(questions), seed)
    reading = read_answers(questions, typed)
    faults = {id_: gettext(text) for id_, text in reading.faults.items()}
    shown: dict[str, Any] = {
        "module": page.place(at),
        "id": question_id,
        "url": f"{at.address(question_id)}trial" if question_id else f"{at.url}trial",
        "back_url": at.address(question_id) if question_id else at.url,
        "language": language,
        "languages": list(at.texts),
        "draw": place,
        "cards": presenting.shown_questions(sheet, at.pictures, typed, faults),
        "rules": page.rules_said(at) if not question_id else [],
        "marked": None,
    }
    if request.method == "POST":
        shown["marked"] = _marked(at, questions, reading.answers)
    return render_template("author/quiz_trial.html", trial=shown)


def _asked(
    at: QuizAt, question_id: str, language: str, seed: bytes, number: int
) -> Sequence[Question]:
    """The questions of a trial; a language in which a question is missing has none of it."""
    if question_id:
        found = at.question(question_id, language)
        return [found] if found else []
    pool = {one.id: one for one in at.read[language][0]}
    if at.rules is None:
        return []
    drawn = draw(
        pool.values(),
        at.rules.draw,
        seed=seed,
        attempt=max(0, number - 1),
        draw_from=at.rules.draw_from,
        mixed=at.rules.shuffle,
    )
    questions = [pool[id_] for id_ in drawn]
    return questions if at.rules.shuffle else [replace(one, fixed_order=True) for one in questions]


def _ticket(visit: Visit, language: str) -> Ticket:
    """A ticket that nobody can send in: it is signed nowhere."""
    return Ticket(visit.user.id, visit.user.id, language, 0)


def _marked(at: QuizAt, questions: Sequence[Question], answers: dict[str, Any]) -> dict[str, Any]:
    result = grade_all(questions, answers)
    marks = {id_: kept(mark) for id_, mark in result.marks.items()}
    voice = results.Voice(gettext("True"), gettext("Not true"), num)
    explained = results.explained(questions, answers, marks, at.pictures, voice)
    return {
        "earned": results.earned_shown(result.earned),
        "possible": result.possible,
        "questions": explained,
    }
