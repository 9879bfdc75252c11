"""What the author's pages show of a module's questions: lists, one question, whose result moves."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from lms.quizzes import author_queries, correction_queries, results
from lms.quizzes.answering import Typed
from lms.quizzes.author_queries import Tally
from lms.quizzes.corrections import REKEY, rekeyed
from lms.quizzes.models import Act, Correction
from lms.quizzes.presenting import shown_questions
from lms.quizzes.questions import Choice, Question
from lms.quizzes.regrading import Change
from lms.quizzes.sheets import Sheet, Ticket
from lms.quizzes.texts import in_line
from lms.quizzes.versions import QuizVersion, pool, quiz_version
from lms.web.filters import num
from lms.words import N_

QUIZZES = "/author/quizzes/"
MOST_SHOWN = 50
_FIRST_WORDS = 90
_SEED = b"the author's card"
_OPEN: Mapping[str, Any] = {"earned": "0", "right": False, "given": None}
HOLDING = {
    Act.DROP: N_("Left out of every result"),
    Act.REKEY: N_("Another answer is right"),
    Act.CREDIT: N_("Full mark for everybody"),
    Act.RESTORE: N_("The key of the file holds again"),
}


@dataclass(frozen=True)
class Looked:
    """A question as one version holds it.

    question  in the source language
    versions  all versions that hold it just so, the newest first; what is decided holds in these
    others    the newest version of each other wording or key the question had or has
    """

    version: QuizVersion
    question: Question
    versions: tuple[QuizVersion, ...]
    others: tuple[QuizVersion, ...]

    @property
    def module_id(self) -> str:
        return self.version.module_id

    @property
    def address(self) -> str:
        """Where this wording stands; what is decided is sent there, too."""
        return f"{list_address(self.module_id)}{self.question.id}/{self.version.number}/"


def list_address(module_id: str) -> str:
    """Where the questions of a module are listed."""
    return f"{QUIZZES}{module_id}/"


def look(db: Session, module_id: str, question_id: str, number: int | None = None) -> Looked | None:
    """A question of a module, as its newest version has it or as the numbered one has.

    None when there is no such module, version or question.
    """
    holding: list[tuple[QuizVersion, Question]] = []
    for id_ in author_queries.version_ids(db, module_id):
        version = quiz_version(db, id_)
        question = _in_source(db, version).get(question_id) if version else None
        if version is not None and question is not None:
            holding.append((version, question))
    wanted = [one for one in holding if number in (None, one[0].number)]
    if not wanted:
        return None
    version, question = wanted[0]
    others: dict[Question, QuizVersion] = {}
    for one, wording in holding:
        if wording != question:
            others.setdefault(wording, one)
    same = tuple(one for one, wording in holding if wording == question)
    return Looked(version, question, same, tuple(others.values()))


def _in_source(db: Session, version: QuizVersion) -> Mapping[str, Question]:
    return pool(db, version, next(iter(version.sources)))


def modules(db: Session, lang: str) -> list[dict[str, Any]]:
    """The modules with a quiz, as templates/author/index.html takes them."""
    found = []
    for version_id, attempts in author_queries.attempts_by_module(db):
        version = quiz_version(db, version_id)
        if version is None:
            continue
        facts = version.module(lang)
        found.append(
            {
                "url": list_address(version.module_id),
                "code": facts.code,
                "title": facts.title,
                "language": facts.language,
                "questions": len(_in_source(db, version)),
                "attempts": attempts,
            }
        )
    return found


def question_list(
    db: Session, version: QuizVersion, lang: str, flags: Mapping[str, Iterable[str]]
) -> dict[str, Any]:
    """The questions of a version, as templates/author/module.html takes them.

    flags  question id -> sentences on what to look at in it, in the reader's language
    """
    language = version.language(lang)
    module = version.module(lang)
    made = author_queries.tallies(db, version.module_id)
    corrections = correction_queries.corrections_of(db, version.module_id)
    holding = correction_queries.in_force(corrections, version.id)
    return {
        "code": module.code,
        "title": module.title,
        "language": language,
        "analysis_url": f"{list_address(version.module_id)}analysis/",
        "questions": [
            {
                "id": one.id,
                "url": f"{list_address(version.module_id)}{one.id}/",
                "kind": one.kind.value,
                "slot": one.slot,
                "words": _first_words(one),
                **_tally(made, one),
                "holds": holding_words(holding.get(one.id)),
                "flags": list(flags.get(one.id, ())),
            }
            for one in pool(db, version, language).values()
        ],
    }


def _tally(made: Mapping[str, Tally], question: Question) -> dict[str, Any]:
    """How often it was asked, and the share right at once; None where no machine can tell."""
    tally = made.get(question.id, Tally(0, 0))
    share = tally.share_right if question.marked else None
    return {"asked": tally.asked, "share_right": share}


def _first_words(question: Question) -> str:
    text = " ".join(question.text.split())
    return text if len(text) <= _FIRST_WORDS else f"{text[:_FIRST_WORDS].rstrip()} …"


def holding_words(correction: Correction | None) -> str:
    """What holds instead of the key of the file, in words; empty when the key holds."""
    if correction is None or correction.act is Act.RESTORE:
        return ""
    return str(gettext(HOLDING[correction.act]))


def one_question(
    db: Session, looked: Looked, lang: str, typed: Typed, fault: str, asker: uuid.UUID
) -> dict[str, Any]:
    """One question with its key, its answers and what was decided; see author/question.html.

    fault  what is wrong with the answer that was typed in the card, in words of the page
    """
    version, language = looked.version, looked.version.language(lang)
    module = version.module(lang)
    question = pool(db, version, language)[looked.question.id]
    corrections = [
        one
        for one in correction_queries.corrections_of(db, looked.module_id)
        if one.question_id == question.id and str(version.id) in one.versions
    ]
    people = correction_queries.people(db, {one.by_id for one in corrections if one.by_id})
    made = author_queries.tallies(db, looked.module_id)
    newest = corrections[0] if corrections else None
    sheet = Sheet(Ticket(asker, version.id, language, 0), looked.module_id, (question,), _SEED)
    return {
        "id": question.id,
        "code": module.code,
        "module_title": module.title,
        "module_url": list_address(looked.module_id),
        "language": language,
        "action": looked.address,
        "numbers": [one.number for one in looked.versions],
        "others": [
            (f"{list_address(looked.module_id)}{question.id}/{one.number}/", one.number)
            for one in looked.others
        ],
        "card": shown_questions(sheet, version.pictures, typed, {question.id: fault})[0],
        **_tally(made, question),
        "keys": _keys(question, newest, version),
        "options": [
            _option(question, one, path, version)
            for path, options in (("choices", question.choices), ("reasons", question.reasons))
            for one in options
        ],
        "feedback": _feedback(question, version),
        "holds": holding_words(newest),
        "history": [
            {
                "what": gettext(HOLDING[one.act]),
                "reason": one.reason,
                "at": one.at,
                "who": people[one.by_id].display_name if one.by_id in people else "",
            }
            for one in corrections
        ],
    }


def _keys(question: Question, newest: Correction | None, version: QuizVersion) -> list[list[str]]:
    """A right answer as it holds now, in lines; of a case one for each of its questions."""
    if newest is not None and newest.act == REKEY:
        question = rekeyed(question, newest.answer)
    voice = results.Voice(gettext("True"), gettext("Not true"), num)
    asked = [one for one in question.parts or (question,) if one.marked]
    shown = results.explained(asked, {}, {one.id: _OPEN for one in asked}, version.pictures, voice)
    return [list(one.right) for one in shown]


def _option(
    question: Question, one: Choice, path: str, version: QuizVersion
) -> tuple[str, float, str]:
    """An option, its weight as a share of 1, and what is said to it; as the file has them."""
    text = in_line(one.text, question.format_of(f"{path}.{one.id}.text"), version.pictures)
    said = in_line(one.feedback, question.format_of(f"{path}.{one.id}.feedback"), version.pictures)
    return text, float(one.weight), said


def _feedback(question: Question, version: QuizVersion) -> list[str]:
    names = ("right_feedback", "partial_feedback", "wrong_feedback", "feedback")
    return [
        in_line(text, question.format_of(name), version.pictures)
        for name in names
        if (text := getattr(question, name))
    ]


def who_moves(db: Session, changes: Iterable[Change]) -> dict[str, Any]:
    """Whose result would change, as templates/author/preview.html takes it; all are counted."""
    shown: list[Change] = []
    counts = {"changed": 0, "higher": 0, "lower": 0, "passes": 0}
    for change in changes:
        before, after = change.standing.outcome, change.after
        counts["changed"] += 1
        counts["higher"] += after.share > before.share
        counts["lower"] += after.share < before.share
        counts["passes"] += change.passes_now
        if len(shown) < MOST_SHOWN:
            shown.append(change)
    people = correction_queries.people(db, {one.standing.user_id for one in shown})
    return counts | {
        "more": counts["changed"] - len(shown),
        "rows": [
            {
                "name": people[one.standing.user_id].display_name,
                "username": people[one.standing.user_id].username,
                "at": one.standing.submitted_at,
                "before": _score(one.standing.outcome),
                "after": _score(one.after),
                "passes": one.passes_now,
                "stays": one.standing.outcome.passed,
            }
            for one in shown
            if one.standing.user_id in people  # who leaves at this moment takes the attempts along
        ],
    }


def _score(outcome: Any) -> tuple[Any, int]:
    return results.earned_shown(outcome.earned), outcome.possible
