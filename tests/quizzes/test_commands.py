"""`lms quizzes`, as a person at a terminal calls it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from lms.quizzes.commands import quizzes
from tests.quizzes.conftest import SMALL

POOL = str(SMALL / "modules" / "01-first-steps" / "vi" / "quiz.gift")


def call(*words, given=None):
    return CliRunner().invoke(quizzes, [str(word) for word in words], input=given)


def test_a_pool_without_faults_is_counted():
    done = call("check", POOL)

    assert (done.exit_code, done.stdout) == (0, "questions: 4, faults: 0\n")


def test_faults_are_named_with_their_line():
    done = call("check", "-", given="::a::One?{=1}\n\n::b::Two?{\n\n::a::Again?{=2}\n")

    lines = done.stdout.splitlines()
    assert done.exit_code == 1
    assert lines[0] == "<stdin>:1: a stands in this file more than once."
    assert lines[1].startswith("<stdin>:3: b: the braces are not closed;")
    assert lines[2] == "questions: 2, faults: 2"


def test_a_pool_with_a_slot_too_few_is_faulty():
    done = call("check", "-", given="// [tag:slot-1]\n::a::Is it so?{TRUE#No.#Yes.####So.}\n")

    assert done.exit_code == 1
    assert "<stdin>:0: Slot 1 has 1 questions; 2 are the least." in done.stdout


def test_gift_to_json_and_back_keeps_every_question():
    as_json = call("convert", POOL, "--to", "json")
    as_gift = call("convert", "-", "--to", "gift", given=as_json.stdout)
    again = call("convert", "-", "--to", "json", given=as_gift.stdout)

    without_lines = [[one | {"line": 0} for one in json.loads(x.stdout)] for x in (as_json, again)]
    assert [as_json.exit_code, as_gift.exit_code, again.exit_code] == [0, 0, 0]
    assert without_lines[0] == without_lines[1]


def test_questions_left_out_are_named_on_standard_error():
    broken = call("convert", "-", "--to", "json", given="::a::Ok?{=1}\n\n::b::No{\n")
    nothing_wrong = '[{"id": "q", "kind": "single", "choices": [{"text": "x", "right": true}]}]'
    unwritable = call("convert", "-", "--to", "gift", given=nothing_wrong)
    unread = call("convert", "-", "--to", "gift", given='[{"id": "100%", "kind": "no"}]')

    assert [one["id"] for one in json.loads(broken.stdout)] == ["a"]
    assert "<stdin>:3: b:" in broken.stderr
    assert unwritable.stderr == "<stdin>:0: GIFT cannot hold question q as it is.\n"
    assert "<stdin>:1: Question 100%: kind must be one of" in unread.stderr
    assert {broken.exit_code, unwritable.exit_code, unread.exit_code} == {1}


@pytest.mark.parametrize(
    ("words", "given"),
    [
        (["check", "-"], b"\xff\xfe"),
        (["convert", "-", "--to", "gift", "--from", "json"], b"{"),
        (["convert", "-", "--to", "gift", "--from", "json"], b"[NaN]"),
        (["convert", "-", "--to", "gift", "--from", "json"], b"3"),
        (["convert", "-", "--to", "docx"], b""),
        (["check", "no such file"], b""),
        (["grade", POOL, "-"], b"[1]"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_line(words, given):
    done = call(*words, given=given)

    assert done.exit_code == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.output


def test_answers_are_marked():
    answers = {"t01-budget-a": "a", "t01-pockets-a": "105.000", "t01-pockets-b": 3.5}

    done = call("grade", POOL, "-", given=json.dumps(answers))

    out = json.loads(done.stdout)
    by_id = {one["id"]: one for one in out["questions"]}
    assert done.exit_code == 0
    assert (out["earned"], out["possible"]) == (2, 4)
    assert by_id["t01-pockets-a"]["given"] == "105000"
    assert by_id["t01-budget-b"]["given"] is None


def test_answers_to_unknown_questions_are_named():
    done = call("grade", POOL, "-", given='{"nowhere": "a"}')

    assert done.exit_code == 1
    assert done.stderr == "<stdin>:0: There is no question nowhere.\n"


def test_parts_of_a_mark_are_numbers(tmp_path):
    quiz = tmp_path / "quiz.gift"
    quiz.write_text("::p::Match{=a -> 1 =b -> 2 =c -> 3}\n", encoding="utf-8")

    done = call("grade", quiz, "-", given='{"p": {"l1": "r1"}}')

    assert json.loads(done.stdout)["earned"] == 0.333333


XML = (
    "<quiz>\n<question type='essay'><name><text>a</text></name></question>\n"
    "<question type='random'><name><text>b</text></name></question>\n</quiz>"
)


def test_moodle_xml_is_read_and_what_has_no_place_here_is_named():
    done = call("convert", "-", "--to", "json", given=XML)

    assert done.exit_code == 1
    assert [one["id"] for one in json.loads(done.stdout)] == ["a"]
    assert done.stderr == "<stdin>:3: b: questions of the type random cannot be asked here.\n"


def test_of_a_file_that_breaks_off_nothing_is_converted():
    converted = call("convert", "-", "--to", "gift", given=XML.removesuffix("</quiz>"))
    checked = call("check", "-", given=XML.removesuffix("</quiz>"))

    said = "<stdin>:4: This is not readable as XML from here on: no element found.\n"
    assert (converted.exit_code, converted.stdout, converted.stderr) == (2, "", said)
    assert (checked.exit_code, checked.stderr) == (2, said)
    assert checked.stdout.splitlines()[-1] == "questions: 1, faults: 1"


def test_a_pool_goes_through_moodle_xml_and_comes_back():
    as_json = call("convert", POOL, "--to", "json")
    as_xml = call("convert", POOL, "--to", "moodle-xml")
    again = call("convert", "-", "--to", "json", given=as_xml.stdout)

    without_lines = [[one | {"line": 0} for one in json.loads(x.stdout)] for x in (as_json, again)]
    assert [as_xml.exit_code, again.exit_code] == [0, 0]
    assert without_lines[0] == without_lines[1]


def test_aiken_takes_singles_and_says_what_it_leaves_out():
    gift = "::a::One?{=1 ~2}\n\n::b::Two?{=1#Yes. ~2}\n\n::c::Three?{TRUE}\n"

    done = call("convert", "-", "--to", "aiken", given=gift)

    assert done.exit_code == 1
    assert done.stdout == "One?\nA. 1\nB. 2\nANSWER: A\n\nTwo?\nA. 1\nB. 2\nANSWER: A\n"
    assert done.stderr.splitlines() == [
        "<stdin>:3: b is written without its feedback, for which Aiken has no place.",
        "<stdin>:5: Aiken cannot hold question c: it is of the kind true_false, not single.",
    ]


def test_a_folder_and_a_file_too_large_are_refused_in_a_line(tmp_path):
    folder = call("check", tmp_path)
    large = call("convert", "-", "--to", "json", given=b"x" * 20_000_001)

    assert folder.exit_code == 2
    assert "Is a directory" in folder.stderr
    assert (large.exit_code, large.stdout) == (2, "")
    assert large.stderr == "lms: <stdin> is larger than 20 MB. Make several of it.\n"


def test_a_case_is_marked_with_its_parts_and_an_essay_waits(tmp_path):
    part = {"id": "p", "kind": "true_false", "text": "So?", "answer": True}
    case = {"id": "c", "kind": "case", "text": "A story.", "questions": [part]}
    rubric = [{"text": "A goal", "points": 3}]
    essay = {"id": "e", "kind": "essay", "text": "Why?", "rubric": rubric}
    quiz = tmp_path / "quiz.json"
    quiz.write_text(json.dumps([case, essay]), encoding="utf-8")

    done = call("grade", quiz, "-", given='{"c": {"p": true}, "e": "So that I know."}')

    out = json.loads(done.stdout)
    first, second = out["questions"]
    assert (out["earned"], out["possible"], done.exit_code) == (1, 2, 0)
    assert [(one["id"], one["earned"]) for one in first["parts"]] == [("p", 1)]
    assert (second["waits"], second["given"]) == (True, "So that I know.")
