"""What the page of a result shows of each question, as templates/quizzes/_answer.html takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from lms.quizzes.texts import Piece


@dataclass(frozen=True)
class ReadEssay:
    """What a reader gave for an essay: criterion id -> points, and their comment."""

    points: Mapping[str, int]
    comment: str = ""


@dataclass(frozen=True)
class ResultGap:
    """One gap; given or right is "" where there is nothing to say."""

    number: int
    state: str
    given: str
    right: str


@dataclass(frozen=True)
class ResultQuestion:
    """A question with its answer.

    stem      "" where the first paragraph of a text has gaps or places
    state     right, partly, not_yet, open; waits: for a reader; left_out: it counts for nobody
    label     its number on the page, "3", or "3a" as a part of a case
    pieces    gaps, mistake: the text; each piece ends where one of the marks stands
    places    mistake: place id -> its text
    right_at  mistake: the id of the place that is the mistake; "" where the key is not shown
    rubric    essay: (what a reader looks for, points given or None, most points)
    """

    number: int
    stem: str
    more: Markup
    state: str
    given: Sequence[str]
    right: Sequence[str]
    feedback: Sequence[Markup]
    label: str = ""
    kind: str = ""
    pieces: Sequence[Piece] = ()
    places: Mapping[str, Markup] = field(default_factory=dict)
    right_at: str = ""
    gaps: Sequence[ResultGap] = ()
    rubric: Sequence[tuple[Markup, int | None, int]] = ()
    comment: str = ""
    parts: Sequence[ResultQuestion] = ()
