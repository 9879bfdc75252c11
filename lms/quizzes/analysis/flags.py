"""What an author should look at in a question: the flags, their limits and their sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from lms.quizzes.analysis.options import ONE_SIDED_5, OptionRow
from lms.words import N_

LEAST_ANSWERS = 30  # our choice: below it a facility of a half is unsure by 18 % either way
LEAST_FOR_UNUSED = 60  # Hanley & Lippman-Hand 1983: 0 of 60 means fewer than 3 / 60 = 5 %
TOO_HARD = 0.30  # the programme's measure: questions with less than 30 % ...
TOO_EASY = 0.95  # ... or more than 95 % right
WEAK = 0.15  # Varma 2006: a point-biserial correlation should be 0.15 or more


class Flag(StrEnum):
    """What may be wrong with a question; the value is the word used in files."""

    TOO_FEW = "too_few_answers"
    TOO_HARD = "too_hard"
    TOO_EASY = "too_easy"
    WEAK = "weak_discrimination"
    NEGATIVE = "negative_discrimination"
    HARDER_IN_LANGUAGE = "harder_in_language"
    UNUSED_OPTION = "unused_option"
    STRONG_PREFER_WRONG = "strong_prefer_wrong"


SENTENCES = {
    Flag.TOO_FEW: N_("There are too few answers to judge this question."),
    Flag.TOO_HARD: N_(
        "Few people find the right answer. Look whether the lesson teaches it "
        "and whether the question is clear."
    ),
    Flag.TOO_EASY: N_("Nearly everybody finds the right answer. The question shows you little."),
    Flag.WEAK: N_(
        "People who do well in the other questions are hardly better at this one than the rest."
    ),
    Flag.NEGATIVE: N_(
        "People who do well in the other questions do worse at this one. "
        "Look whether the right answer is marked as right."
    ),
    Flag.HARDER_IN_LANGUAGE: N_(
        "This question is much harder in %(language)s than in the other languages. "
        "Compare the translation with the source."
    ),
    Flag.UNUSED_OPTION: N_(
        "Nobody chooses the wrong answer “%(option)s”. Write one that people could believe."
    ),
    Flag.STRONG_PREFER_WRONG: N_(
        "People who do well in the other questions choose “%(option)s”, which is marked as wrong. "
        "Look whether it is right."
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A flag, and where it points.

    language  code of the language, for the sentence's %(language)s; else empty
    option    id of the option, for the sentence's %(option)s; else empty
    """

    flag: Flag
    language: str = ""
    option: str = ""

    @property
    def sentence(self) -> str:
        """The sentence to translate; the page puts in names for the code and the id."""
        return SENTENCES[self.flag]


def findings(
    answered: int,
    facility: float | None,
    discrimination: float | None,
    options: Iterable[OptionRow],
    harder_in: Iterable[str],
) -> tuple[Finding, ...]:
    """All findings of a question, or only that there are too few answers.

    answered   how many answered it; open ones not counted
    harder_in  languages in which it is harder, in order

    >>> findings(29, 0.1, None, (), ())
    (Finding(flag=<Flag.TOO_FEW: 'too_few_answers'>, language='', option=''),)
    """
    if answered < LEAST_ANSWERS or facility is None:
        return (Finding(Flag.TOO_FEW),)
    flags = [*_facility(facility), *_discrimination(answered, facility, discrimination)]
    found = [Finding(flag) for flag in flags]
    found += [Finding(Flag.HARDER_IN_LANGUAGE, language=language) for language in harder_in]
    for row in options:
        if row.preferred:
            found.append(Finding(Flag.STRONG_PREFER_WRONG, option=row.option))
        if not row.right and not row.chosen and answered >= LEAST_FOR_UNUSED:
            found.append(Finding(Flag.UNUSED_OPTION, option=row.option))
    return tuple(found)


def _facility(facility: float) -> list[Flag]:
    if facility < TOO_HARD:
        return [Flag.TOO_HARD]
    return [Flag.TOO_EASY] if facility > TOO_EASY else []


def _discrimination(answered: int, facility: float, discrimination: float | None) -> list[Flag]:
    """Below 0 by more than chance, or weak; a question that all get right can only be weak.

    Source: standard error of a correlation around 0 is 1 / sqrt(n - 1), Fisher 1921.
    """
    if discrimination is None:
        return []
    if discrimination < -ONE_SIDED_5 / sqrt(answered - 1):
        return [Flag.NEGATIVE]
    return [Flag.WEAK] if discrimination < WEAK and facility <= TOO_EASY else []
