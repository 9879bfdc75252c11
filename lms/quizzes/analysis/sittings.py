"""What item analysis takes in: sent attempts and the keys of their questions, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from lms.quizzes.questions import Kind, Question

_TRUE, _FALSE = "true", "false"
_OF_CHOICES = (Kind.SINGLE, Kind.MULTIPLE, Kind.MISTAKE)


class Response(NamedTuple):
    """What one person did with one question.

    item    id of the question
    earned  share of the question's mark, 0 to 1; 0 when it was left open
    given   ids of the options chosen, () for kinds without options; None: left open

    A named tuple, because 100,000 of them are made five times as fast as frozen dataclasses.
    """

    item: str
    earned: float
    given: tuple[str, ...] | None


class Sitting(NamedTuple):
    """One sent attempt, its questions in the order in which they were asked.

    group  id or name of the class; empty: in no class
    """

    language: str
    group: str
    answers: tuple[Response, ...]


@dataclass(frozen=True, slots=True)
class ItemKey:
    """What is known of a question before anybody answers.

    slot     the place in the quiz that variants share; the id of the question when it has none
    options  ids of the options in the author's order; () for kinds without options
    right    ids of the options that belong to the key
    """

    slot: str
    options: tuple[str, ...] = ()
    right: frozenset[str] = frozenset()


def read_key(question: Question) -> ItemKey:
    """The key of a question.

    A true_false question has the options true and false, and after them its reasons. A case is one
    question without options: its parts lean on one text and are not independent of each other.

    >>> read_key(Question("m01-a", Kind.TRUE_FALSE, "It is.", true=False, tags=("slot-3",)))
    ItemKey(slot='slot-3', options=('true', 'false'), right=frozenset({'false'}))
    """
    slot = question.id if question.slot is None else f"slot-{question.slot}"
    if question.kind is Kind.TRUE_FALSE:
        truth = _TRUE if question.true else _FALSE
        reasons = tuple(one.id for one in question.reasons)
        right = {one.id for one in question.reasons if one.right}
        return ItemKey(slot, (_TRUE, _FALSE, *reasons), frozenset({truth, *right}))
    if question.kind not in _OF_CHOICES:
        return ItemKey(slot)
    options = tuple(choice.id for choice in question.choices)
    return ItemKey(slot, options, frozenset(one.id for one in question.choices if one.right))


def read_sitting(
    language: str,
    group: str,
    asked: Iterable[str],
    marks: Mapping[str, Mapping[str, Any]],
    keys: Mapping[str, ItemKey],
) -> Sitting:
    """A sitting from what an attempt keeps.

    asked  ids of the questions in order; those without a mark are passed over, and those whose
           mark still waits for a reader
    marks  question id -> {earned: a fraction as text, given: the answer as it was read, and waits
           where a reader must still mark it}
    keys   question id -> key; a question that is not among them has no options

    >>> key = ItemKey("slot-1", ("a", "b"), frozenset("a"))
    >>> read_sitting("vi", "", ["m01"], {"m01": {"earned": "1/2", "given": "a"}}, {"m01": key})
    Sitting(language='vi', group='', answers=(Response(item='m01', earned=0.5, given=('a',)),))
    """
    answers = []
    for item in asked:
        mark = marks.get(item)
        if mark is not None and not mark.get("waits"):
            given = mark["given"]
            if given is not None:
                key = keys.get(item)
                given = _chosen(given) if key is not None and key.options else ()
            answers.append(Response(item, _share(mark["earned"]), given))
    return Sitting(language, group, tuple(answers))


def _chosen(given: object) -> tuple[str, ...]:
    """The ids in an answer: alone, in a list, or as the values of an answer with its reason."""
    if isinstance(given, bool):
        return (_TRUE,) if given else (_FALSE,)
    if isinstance(given, str):
        return (given,)
    if isinstance(given, dict):
        return tuple(id_ for one in given.values() for id_ in _chosen(one))
    return tuple(given) if isinstance(given, list) else ()


@lru_cache(maxsize=1024)
def _share(earned: str) -> float:
    """A fraction as text, as a float: there are few different ones, and reading each is slow."""
    return float(Fraction(earned))
