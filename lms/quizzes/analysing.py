"""Item analysis of a published quiz: reads what was sent, once as long as nothing new comes in."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from lms.quizzes import analysis_queries
from lms.quizzes.analysis.flags import LEAST_ANSWERS
from lms.quizzes.analysis.quiz import (
    LEAST_IN_PART,
    ItemAnalysis,
    Part,
    QuizAnalysis,
    analyse,
)
from lms.quizzes.analysis.sittings import read_key, read_sitting
from lms.quizzes.analysis_queries import Extent
from lms.quizzes.correction_queries import corrections_of, in_force
from lms.quizzes.corrections import CREDIT, DROP, REKEY, rekeyed
from lms.quizzes.models import Correction
from lms.quizzes.questions import Question
from lms.quizzes.versions import QuizVersion, pool, quiz_version
from lms.web.last_used import LastUsed

_kept = LastUsed(most=50)


@dataclass(frozen=True)
class Figures:
    """What the first attempts say about the questions of a published version.

    left_out  ids of questions that say nothing about people: their marks are the same for all
    at        when this was computed
    """

    analysis: QuizAnalysis
    left_out: tuple[str, ...]
    at: datetime


def figures(db: Session, version: QuizVersion, *, with_demo: bool, now: datetime) -> Figures:
    """The analysis of a version's questions; four statements where it is known already.

    with_demo  whether people of a demo count: in a demo only
    """
    extent = analysis_queries.extent(db, version.module_id, with_demo=with_demo)
    found: Figures = _kept.get(
        (version.id, with_demo, extent),
        lambda: _computed(db, version, extent, with_demo=with_demo, now=now),
    )
    return found


def _computed(
    db: Session, version: QuizVersion, extent: Extent, *, with_demo: bool, now: datetime
) -> Figures:
    corrections = corrections_of(db, version.module_id)
    questions = _judged(db, version, next(iter(version.sources)), corrections)
    keys = {id_: read_key(question) for id_, question in questions.items()}
    compared = _compared(db, version, extent, corrections)
    sittings = [
        read_sitting(
            one.language,
            "",
            [id_ for id_ in one.asked if id_ in compared.get((one.version_id, one.language), ())],
            one.marks,
            keys,
        )
        for one in analysis_queries.first_attempts(db, version.module_id, with_demo=with_demo)
    ]
    # An attempt at nothing but other questions says nothing about these.
    sittings = [sitting for sitting in sittings if sitting.answers]
    counted = {version.id} | {id_ for (id_, _), ids in compared.items() if ids}
    open_ones = sum(count for version_id, count in extent.begun if version_id in counted)
    found = analyse(sittings, keys, began=len(sittings) + open_ones)
    whole = pool(db, version, next(iter(version.sources)))
    left_out = tuple(id_ for id_, one in whole.items() if one.counts and id_ not in keys)
    return Figures(replace(found, items=tuple(map(_discreet, found.items))), left_out, now)


def _judged(
    db: Session, version: QuizVersion, language: str, corrections: Iterable[Correction]
) -> dict[str, Question]:
    """The questions whose marks tell people apart, each with the key that holds today.

    Those left out of every result, and those with the full mark for everybody, do not.
    """
    holding = in_force(corrections, version.id)
    found = {}
    for id_, question in pool(db, version, language).items():
        held = holding.get(id_)
        if not question.counts or (held and held.act in (DROP, CREDIT)):
            continue
        if held and held.act == REKEY:
            question = rekeyed(question, held.answer)
        found[id_] = question
    return found


def _compared(
    db: Session, version: QuizVersion, extent: Extent, corrections: Sequence[Correction]
) -> dict[tuple[uuid.UUID, str], frozenset[str]]:
    """Which questions of a version and language are those of the published version.

    In the source language, and in the language they were answered in: a translation that was
    mended since has other answers than it had before.
    """
    found = {}
    for version_id, language, _count, _newest in extent.sent:
        other = quiz_version(db, version_id)
        assert other is not None  # somebody answered its questions
        codes = {next(iter(version.sources)): next(iter(other.sources))}
        if language in version.sources:
            codes[language] = language
        same = [
            _same(_judged(db, version, ours, corrections), _judged(db, other, theirs, corrections))
            for ours, theirs in codes.items()
        ]
        found[version_id, language] = frozenset.intersection(*same)
    return found


def _same(ours: Mapping[str, Question], theirs: Mapping[str, Question]) -> frozenset[str]:
    """The ids of questions that ask the same, in the same words."""
    return frozenset(
        id_
        for id_, one in ours.items()
        if id_ in theirs and (one == theirs[id_] or _wording(one) == _wording(theirs[id_]))
    )


def _wording(question: Question) -> tuple[object, ...]:
    """All that can change an answer or its mark; feedback and tags come after answering."""
    return (
        question.kind,
        question.text,
        question.unit,
        question.true,
        question.match_case,
        question.fold_marks,
        [(one.text, one.weight) for one in (*question.choices, *question.reasons)],
        question.pairs,
        question.items,
        question.rubric,
        [(one.low, one.high, one.weight) for one in question.numbers],
        [(one.text, one.weight) for one in question.accepted],
        [[(one.text, one.weight) for one in gap.accepted] for gap in question.gaps],
        [_wording(part) for part in question.parts],
    )


def _discreet(item: ItemAnalysis) -> ItemAnalysis:
    """The item without what few people's answers would tell about them, and without guesses."""
    if item.shown < LEAST_IN_PART:
        item = replace(item, facility=None, options=())
    if item.answered < LEAST_ANSWERS:
        item = replace(item, discrimination=None, upper_lower=None)
    return replace(item, languages=_large(item.languages), groups=_large(item.groups))


def _large(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.shown >= LEAST_IN_PART)
