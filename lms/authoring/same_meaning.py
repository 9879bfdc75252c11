"""Which questions of a quiz file have become others under the ids they had. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lms.authoring.quiz_meaning import (
    KEY,
    KIND,
    PARTS,
    PLACES,
    asks_something_else,
    changes_of_meaning,
)
from lms.courses.faults import Level
from lms.quizzes.questions import Question
from lms.words import N_

_SAYS = {
    KIND: N_(
        "“%(id)s” was answered already, and it is a question of another kind now. "
        "Give the new question another id, such as “%(new)s”."
    ),
    PARTS: N_(
        "“%(id)s” was answered already, and it has other options, pairs, items or questions now. "
        "Give the new question another id, such as “%(new)s”."
    ),
    PLACES: N_(
        "“%(id)s” was answered already, and its options, pairs or items have changed places. "
        "Give the new question another id, such as “%(new)s”."
    ),
    KEY: N_(
        "“%(id)s” was answered already, and another answer is right now or earns another part of "
        "the mark. Give the new question another id, such as “%(new)s”."
    ),
}
_DOUBT = N_(
    "“%(id)s” was answered already, and it has other words now. If it asks something else, give "
    "the new question another id, such as “%(new)s”."
)
MEANINGS = frozenset((*_SAYS.values(), _DOUBT))


@dataclass(frozen=True)
class Altered:
    """A question that means something else than it did under its id, or may do so.

    ids    its own and those of the questions of a case, as they were
    whats  whole sentences with %(id)s and %(new)s, one for each thing that has changed
    level  "warning" where only its words say so
    """

    id: str
    ids: frozenset[str]
    line: int
    whats: tuple[str, ...]
    level: Level = "fault"


def altered(old: Mapping[str, Question], new: Iterable[Question]) -> list[Altered]:
    """The questions that became others, in the order of the new file.

    old  by id, as learners had them
    """
    found = []
    for one in new:
        before = old.get(one.id)
        changed = changes_of_meaning(before, one) if before else []
        if before is None:
            continue
        if changed:
            whats = tuple(_SAYS[what] for what in changed)
            found.append(Altered(one.id, ids_of(before), one.line, whats))
        elif asks_something_else(before, one):
            found.append(Altered(one.id, ids_of(before), one.line, (_DOUBT,), "warning"))
    return found


def ids_of(question: Question) -> frozenset[str]:
    """The id of a question and those of the questions of a case."""
    return frozenset((question.id, *(part.id for part in question.parts)))
