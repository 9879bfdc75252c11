"""How figures are judged and printed, and how the bench reads a form; nothing is timed here."""

from __future__ import annotations

import json

import pytest

from bench.load import read_wrk
from bench.report import Figure, as_json, as_text, exit_code, not_measured, pairwise
from bench.visitor import filled_form

MET = Figure("Lesson", "at most 3", "2", True, "first in a process: 3")
MISSED = Figure("Quiz submit", "at most 8", "11", False)
UNKNOWN = not_measured("Lighthouse", "at least 95", "not installed")

FORM = """
<form><input type="hidden" name="csrf_token" value="t0">
<fieldset class="question"><input type="radio" name="q-1" value="a" id="q-1-a">
<input type="radio" name="q-1" value="b" id="q-1-b"></fieldset>
<fieldset class="question"><input class="input" type="text" name="q-2" id="q-2" value=""></fieldset>
<fieldset class="question">
<select name="q-3-x"><option value="">-</option><option>1</option><option>2</option></select>
<select name="q-3-y"><option value="">-</option><option>1</option><option>2</option></select>
</fieldset>
<fieldset class="question">
<select name="q-4-x"><option value="">-</option><option value="k9">A</option></select>
</fieldset></form>
"""


def test_every_question_of_a_form_is_filled_and_an_order_is_whole():
    assert filled_form(FORM) == [
        ("csrf_token", "t0"),
        ("q-1", "a"),
        ("q-2", "10"),
        ("q-3-x", "1"),
        ("q-3-y", "2"),
        ("q-4-x", "k9"),
    ]


def test_neighbouring_rounds_are_compared_with_each_other():
    calm_and_busy = pairwise([500, 100, 480], [1000, 200, 1000])

    assert calm_and_busy == 0.5


@pytest.mark.parametrize(
    ("figures", "code"), [([MET], 0), ([MET, UNKNOWN], 0), ([MET, MISSED, UNKNOWN], 1)]
)
def test_only_a_figure_that_was_measured_and_missed_makes_the_run_fail(figures, code):
    assert exit_code(figures) == code


def test_each_figure_is_printed_with_its_target_and_verdict():
    assert as_text([MET, MISSED, UNKNOWN]).splitlines() == [
        "Lesson        2  at most 3    met",
        "    first in a process: 3",
        "Quiz submit  11  at most 8    NOT MET",
        "Lighthouse    -  at least 95  not measured",
        "    not installed",
    ]


def test_programs_get_the_same_as_json():
    (row,) = json.loads(as_json([MISSED]))

    assert row == {
        "name": "Quiz submit",
        "target": "at most 8",
        "value": "11",
        "met": False,
        "note": "",
        "verdict": "NOT MET",
    }


def test_a_load_that_got_something_else_than_pages_counts_for_nothing():
    printed = "Requests/sec:   2085.21\n  Non-2xx or 3xx responses: 12\n"

    with pytest.raises(RuntimeError, match="Non-2xx or 3xx responses: 12"):
        read_wrk(printed)


def test_a_figure_that_hangs_on_the_machine_s_speed_need_not_decide():
    assert exit_code([MET, MISSED], frozenset({"Quiz submit"})) == 0
    assert exit_code([MET, MISSED], frozenset({"Lesson"})) == 1
