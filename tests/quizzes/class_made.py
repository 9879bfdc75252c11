"""A class that answers a quiz, as rows of attempts: by hand, or simulated with a fixed seed."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from typing import Any

from factories import Make
from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.courses.models import ModuleVersion
from lms.quizzes.models import Attempt
from lms.quizzes.versions import pool, quiz_version
from tests.quizzes.attempts_made import sent

_QUESTION = """
// [tag:slot-{n}]
::{id}::{text} {n}?{{
\t=Right {n}#Yes.
\t~Wrong {n}#No.
\t~Lost {n}#No.
\t####Read again.
}}
"""


def gift(ids: tuple[str, ...], text: str = "Which is it,") -> str:
    """Questions with one right answer of three, each in a slot of its own."""
    return "".join(_QUESTION.format(n=n, id=id_, text=text) for n, id_ in enumerate(ids, start=1))


class ClassMade:
    """People who are asked all questions of a version."""

    def __init__(self, db: Session, version: ModuleVersion) -> None:
        self.db = db
        self.version = version
        self.make = Make(db)

    def asked(self, language: str) -> list[str]:
        found = quiz_version(self.db, self.version.id)
        assert found is not None
        return list(pool(self.db, found, language))

    def sits(
        self,
        answers: dict[str, Any],
        language: str = "en",
        *,
        demo: bool = False,
        person: User | None = None,
        **values: Any,
    ) -> Attempt:
        """One attempt of one person; questions without an answer are left open."""
        person = person or self.make.user(is_demo=demo)
        asked = self.asked(language)
        return sent(
            self.db, person, self.version, answers, asked=asked, language=language, **values
        )

    def sit(
        self,
        people: Mapping[str, int],
        *,
        harder: Mapping[tuple[str, str], float] | None = None,
    ) -> None:
        """People by language, who answer after the model of Rasch 1960.

        harder  (language, question) -> logits it is harder there
        """
        chance = random.Random(7)
        for language, count in people.items():
            for _ in range(count):
                person = chance.gauss(0.5, 2)
                answers = {}
                for id_ in self.asked(language):
                    hardness = (harder or {}).get((language, id_), 0)
                    knows = chance.random() < 1 / (1 + math.exp(hardness - person))
                    answers[id_] = "a" if knows else chance.choice("bc")
                self.sits(answers, language)
