"""What the writer of Moodle XML writes, the reader gives back: the same questions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lms.quizzes.formats.moodle_xml import read_moodle_xml
from lms.quizzes.formats.moodle_xml_writer import write_moodle_xml
from lms.quizzes.questions import Gap, Kind, Question
from tests.quizzes.questions_made import questions


def answerable(gap: Gap) -> Gap:
    return Gap((replace(gap.accepted[0], weight=Fraction(1)), *gap.accepted[1:]))


def fit(question: Question) -> Question:
    """The same, with gaps that can be filled at marks in the text, and with usual file names."""
    gaps = tuple(answerable(gap) for gap in question.gaps)
    marks = "".join(f" [[{n}]]" for n, _ in enumerate(question.gaps, 1))
    plain = question.text.replace("[[1]]", "").strip() if marks else question.text
    files = tuple(replace(one, name=f"{n}.png") for n, one in enumerate(question.files))
    parts = tuple(fit(part) for part in question.parts)
    return replace(question, text=f"{plain}{marks}".strip(), gaps=gaps, files=files, parts=parts)


@settings(max_examples=150, deadline=None)
@given(st.lists(questions().map(fit), max_size=3))
def test_questions_written_and_read_again_are_the_same(made):
    assume(all(one.parts or one.kind is not Kind.CASE for one in made))
    written = write_moodle_xml(made)

    read, faults, broken = read_moodle_xml(written.encode())

    assert ([str(fault) for fault in faults], broken) == ([], None)
    assert read == made
