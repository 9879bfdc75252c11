"""Item analysis of a quiz: everything its sent attempts say, in one value for page and file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lms.quizzes.analysis.columns import Column, columns_of
from lms.quizzes.analysis.discrimination import correlation, mean, upper_lower
from lms.quizzes.analysis.flags import Finding, findings
from lms.quizzes.analysis.languages import Difference, differences
from lms.quizzes.analysis.options import OptionRow, option_table
from lms.quizzes.analysis.reliability import Reliability, reliability
from lms.quizzes.analysis.sittings import ItemKey, Sitting

LEAST_IN_PART = 5  # our choice: fewer answers say nothing but who answered what


@dataclass(frozen=True, slots=True)
class Part:
    """A question in one language or one class.

    name        code of the language, or the group as the sitting has it
    facility    mean share earned, 0 to 1; None when fewer than 5 were asked
    difference  by language: against all others; None by class, and with too few answers
    """

    name: str
    shown: int
    facility: float | None
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class ItemAnalysis:
    """What the answers to one question say.

    shown           how many were asked; answered of them did, left_open did not
    facility        mean share earned by all who were asked, 0 to 1: an open answer earns 0, as in
                    the marks; None: nobody was asked. Source: Lord & Novick 1968, difficulty
    discrimination  correlation with the rest of the quiz, -1 to 1; None: it cannot be said
    upper_lower     mean of the best 27 % minus that of the weakest, -1 to 1; None: likewise
    options         the table of options; empty for kinds without options
    """

    item: str
    slot: str
    shown: int
    answered: int
    left_open: int
    facility: float | None
    discrimination: float | None
    upper_lower: float | None
    options: tuple[OptionRow, ...]
    languages: tuple[Part, ...]
    groups: tuple[Part, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the order of questions, counted from 1, and how many left it open."""

    number: int
    shown: int
    left_open: int


@dataclass(frozen=True, slots=True)
class DropOut:
    """How many stop on the way.

    began   people who began; None: not known
    sent    attempts that were sent
    share   of those who began, who did not send, 0 to 1; None: not known, or nobody began
    places  where answers were left open in what was sent
    """

    began: int | None
    sent: int
    share: float | None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class QuizAnalysis:
    """What the attempts at a quiz say; reliability is None when it cannot be said."""

    items: tuple[ItemAnalysis, ...]
    reliability: Reliability | None
    drop_out: DropOut


def analyse(
    sittings: Iterable[Sitting], keys: Mapping[str, ItemKey], *, began: int | None
) -> QuizAnalysis:
    """The analysis of a quiz, the same in whatever order the sittings come.

    sittings  the first attempt of each person: later ones are practised, and one person must not
              count twice. The caller picks them, from versions in which the keys are the same
    keys      question id -> key, in the author's order, which is the order of the items; answers
              to questions that are not among them come last, without options
    began     how many people began the quiz; None: not known. Fewer than were sent is taken as
              sent, for the two are counted one after the other

    Each figure gives the source of its formula where it is computed.
    """
    kept = list(sittings)
    columns = columns_of(kept)
    spoken = [sitting.language for sitting in kept]
    grouped = [sitting.group for sitting in kept]
    differing = differences(kept, columns)
    items = tuple(
        _item(
            item,
            keys.get(item, ItemKey(item)),
            columns.get(item, Column()),
            spoken,
            grouped,
            differing.get(item, {}),
        )
        for item in [*keys, *sorted(columns.keys() - keys.keys())]
    )
    return QuizAnalysis(items, reliability(kept, keys), _drop_out(kept, began))


def _item(
    item: str,
    key: ItemKey,
    column: Column,
    spoken: Sequence[str],
    grouped: Sequence[str],
    by_language: Mapping[str, Difference],
) -> ItemAnalysis:
    shown = len(column.earned)
    left_open = column.given.count(None)
    facility = mean(column.earned)
    earned, rests = column.paired()
    discrimination = correlation(earned, rests)
    options = option_table(key, column)
    languages = _parts(column, spoken, by_language)
    harder_in = [part.name for part in languages if part.difference and part.difference.harder]
    return ItemAnalysis(
        item=item,
        slot=key.slot,
        shown=shown,
        answered=shown - left_open,
        left_open=left_open,
        facility=facility,
        discrimination=discrimination,
        upper_lower=upper_lower(earned, rests),
        options=options,
        languages=languages,
        groups=_parts(column, grouped, {}),
        findings=findings(shown - left_open, facility, discrimination, options, harder_in),
    )


def _parts(
    column: Column, names: Sequence[str], by_name: Mapping[str, Difference]
) -> tuple[Part, ...]:
    """The column by the name that each sitting has, in the order of the names."""
    earned: dict[str, list[float]] = {}
    for number, share in zip(column.sittings, column.earned, strict=True):
        earned.setdefault(names[number], []).append(share)
    return tuple(
        Part(
            name,
            len(shares),
            mean(shares) if len(shares) >= LEAST_IN_PART else None,
            by_name.get(name),
        )
        for name, shares in sorted(earned.items())
    )


def _drop_out(sittings: Sequence[Sitting], began: int | None) -> DropOut:
    shown: Counter[int] = Counter()
    left_open: Counter[int] = Counter()
    for sitting in sittings:
        for number, answer in enumerate(sitting.answers, start=1):
            shown[number] += 1
            left_open[number] += answer.given is None
    sent = len(sittings)
    if began is not None:
        began = max(began, sent)
    share = 1 - sent / began if began else None
    places = tuple(Place(number, shown[number], left_open[number]) for number in sorted(shown))
    return DropOut(began, sent, share, places)
