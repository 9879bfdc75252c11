"""Questions as JSON and back: nothing is lost, and what cannot be read says why."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.quizzes.formats.as_json import from_json, to_json
from lms.quizzes.formats.gift import read_gift
from lms.quizzes.formats.reading import read_questions
from tests.quizzes.questions_made import questions


@settings(max_examples=150, deadline=None)
@given(questions())
def test_a_question_survives_the_way_through_json(question):
    assert from_json(json.loads(json.dumps(to_json(question)))) == question


def test_the_json_of_a_single_question_has_the_shape_of_the_contract():
    question = read_gift("// [tag:slot-1]\n::m01-a::Who?{=A#Yes. ~%33.333%B####All.}")[0][0]

    assert to_json(question) == {
        "id": "m01-a",
        "kind": "single",
        "text": "Who?",
        "format": "moodle",
        "choices": [
            {"id": "a", "text": "A", "right": True, "weight": 100, "feedback": "Yes."},
            {"id": "b", "text": "B", "right": False, "weight": "100/3", "feedback": ""},
        ],
        "feedback": "All.",
        "tags": ["slot-1"],
        "line": 2,
    }


def test_what_people_leave_out_is_filled_in():
    parts = [{"text": "A", "right": True}, {"text": "B", "right": True}, {"text": "C"}]

    question = from_json({"id": "x", "kind": "multiple", "text": "Who?", "choices": parts})

    assert [choice.id for choice in question.choices] == ["a", "b", "c"]
    assert [choice.weight for choice in question.choices] == [Fraction(1, 2), Fraction(1, 2), 0]


def test_a_gap_may_be_one_text_or_a_list_of_texts():
    answer = ["tea", ["rent", {"text": "wage", "weight": 0}]]

    question = from_json({"id": "x", "kind": "gaps", "text": "[[1]] [[2]]", "answer": answer})

    assert [[one.text for one in gap.accepted] for gap in question.gaps] == [
        ["tea"],
        ["rent", "wage"],
    ]
    assert [gap.offered for gap in question.gaps] == [False, True]


def test_the_json_of_a_case_holds_its_questions():
    case = read_gift("// [kind:case]\n::x::Mai.\n\n// [case:x]\n::x-a::It grows. {T}")[0][0]

    made = to_json(case)

    assert [one["id"] for one in made["questions"]] == ["x-a"]
    assert from_json(made) == case


CHOICES = [{"text": "A", "right": True}, {"text": "B"}]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"id": ""}, "id must be a text."),
        ({"kind": "riddle"}, "Question x: kind must be one of single, multiple,"),
        ({"kind": []}, "Question x: kind must be one of single, multiple,"),
        ({"text": 5}, "Question x: text must be a text."),
        ({"format": "rtf"}, "Question x: format must be one of plain, markdown, html, moodle."),
        ({"line": "1"}, "Question x: line must be a whole number."),
        ({"tags": [1]}, "Question x: tags must be a list of texts."),
        ({"choices": "AB"}, "Question x: choices must be a list of objects."),
        ({"choices": [{"text": ""}]}, "Question x: text must be a text."),
        ({"choices": [{"text": "A", "weight": 0, "right": True}]}, "Question x: right must be"),
        ({"choices": [{"text": "A", "weight": "1/0"}]}, "Question x: weight must be a percent"),
        ({"choices": [{"text": "A", "weight": "1e999999"}]}, "Question x: weight must be a perc"),
        ({"choices": [{"text": "A", "weight": 101}]}, "Question x: weight must lie between"),
        ({"choices": [{**CHOICES[0], "id": "b"}, CHOICES[1]]}, "Question x: two parts have the"),
        ({"kind": "true_false"}, "Question x: answer must be true or false."),
        ({"kind": "short"}, "Question x: answer must be a list of objects."),
        ({"kind": "gaps", "answer": "a"}, "Question x: answer must be a list with the texts of"),
        ({"kind": "gaps", "answer": [[]]}, "Question x: answer must be a list with the texts of"),
        ({"kind": "gaps", "answer": [[5]]}, "Question x: answer must be a list with the texts of"),
        ({"kind": "gaps", "answer": [[{"text": ""}]]}, "Question x: text must be a text."),
        ({"kind": "mistake", "choices": []}, "Question x: choices must be a list of objects."),
        ({"kind": "true_false", "answer": True, "reason": [1]}, "Question x: reason must be a"),
        (
            {"kind": "essay", "rubric": [{"text": "A"}]},
            "Question x: points must be a whole number.",
        ),
        (
            {"kind": "essay", "rubric": [{"text": "A", "points": 21}]},
            "Question x: points must be a",
        ),
        ({"kind": "case", "questions": [{"id": "y"}]}, "Question x: Question y: kind must be one"),
        (
            {"kind": "case", "questions": [{"kind": "case"}]},
            "Question x: a case cannot hold a case",
        ),
        ({"match_case": 1}, "Question x: match_case must be true or false."),
        ({"text": "\x00"}, "Question x: text holds a control sign, which cannot be kept."),
        (
            {"feedback": "\ud800"},
            "Question x: feedback holds a control sign, which cannot be kept.",
        ),
        ({"formats": {"feedback": "rtf"}}, "Question x: format must be one of plain,"),
        ({"formats": ["a"]}, "Question x: formats must be an object of texts."),
        ({"files": [{"name": "a", "base64": "?"}]}, "Question x: base64 must be the content of"),
        ({"kept": {"a": 1}}, "Question x: kept must be an object of texts."),
        ({"kind": "numeric", "answer": [{"low": "x"}]}, "Question x: low must be a number"),
        ({"kind": "numeric", "answer": [{"value": "NaN"}]}, "Question x: value must be a number"),
    ],
)
def test_what_cannot_be_read_is_named_in_a_sentence(change, sentence):
    data = {"id": "x", "kind": "single", "text": "Who?", "choices": CHOICES} | change

    with pytest.raises(ValueError, match="^" + sentence.replace(".", r"\.")):
        from_json(data)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["1/0", "x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=5,
)


@given(questions(), st.data())
def test_no_value_whatever_raises_anything_but_a_value_error(question, data):
    broken = to_json(question)
    broken[data.draw(st.sampled_from(list(broken)))] = data.draw(VALUES)

    said = "."
    try:
        from_json(broken)
    except ValueError as error:
        said = str(error)

    assert said.endswith(".")


def test_a_number_beyond_all_numbers_is_a_fault_and_no_crash():
    found = read_questions(b'[\n{"kind": "numeric", "text": "x", "value": 1e9999999999999999999}]')

    assert found.questions == []
    assert found.broken is not None or found.faults != []
