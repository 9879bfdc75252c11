"""Marks as attempts keep them: plain values for JSON, and what they come to together. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from lms.quizzes.grading import Mark
from lms.quizzes.policy import Policy, passes

Kept = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt came to, at its first marking or at a later one.

    marks     question id -> {earned, right, given, parts?, waits?}; what was left out is missing
    possible  one mark for each question that counts
    share     0 to 1
    waits     whether a reader must still mark something
    """

    marks: Mapping[str, Kept]
    earned: Fraction
    possible: int
    share: Fraction
    passed: bool
    waits: bool


def kept(mark: Mark) -> dict[str, Any]:
    """A mark as plain values; parts and waits only where there are any."""
    values: dict[str, Any] = {
        "earned": str(mark.earned),
        "right": mark.right,
        "given": mark.given,
    }
    if mark.parts:
        values["parts"] = {id_: kept(part) for id_, part in mark.parts.items()}
    if mark.waits:
        values["waits"] = True
    return values


def summed(
    marks: Mapping[str, Kept], policy: Policy, before: Outcome, *, may_pass: bool
) -> Outcome:
    """What these marks come to, after what the attempt came to before.

    may_pass  whether this kind of attempt can pass at all
    returns   a pass once given stays; where nothing counts any more, share and pass stay
    """
    earned = sum((Fraction(mark["earned"]) for mark in marks.values()), Fraction(0))
    possible = len(marks)
    if not possible:
        return Outcome(marks, earned, 0, before.share, before.passed, waits=False)
    share = earned / possible
    right = sum(bool(mark["right"]) for mark in marks.values())
    passed = before.passed or (may_pass and passes(within(policy, possible), share, right))
    waits = any(mark.get("waits", False) for mark in marks.values())
    return Outcome(marks, earned, possible, share, passed, waits)


def within(policy: Policy, possible: int) -> Policy:
    """Nobody is asked for more right answers than there are questions that count."""
    if policy.mastery is None or policy.mastery <= possible:
        return policy
    return replace(policy, mastery=possible)
