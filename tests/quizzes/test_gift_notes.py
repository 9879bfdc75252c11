"""What notes in GIFT comments say: kinds and fields that Moodle's GIFT has no sign for."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest

from lms.quizzes.formats.gift import read_gift
from lms.quizzes.questions import Accepted, Choice, Criterion, EmbeddedFile, Gap, Kind
from tests.quizzes.test_gift_constructs import only

CASE = """\
// [kind:case] [tag:slot-1]
::x::Mai saves.

// [case:x] [unit:VND]
::x-sum::How much? {#5}

// [case:x]
::x-why::It grows. {T}
"""


def test_gaps_are_pairs_of_a_number_and_a_text():
    question = only(
        "// [kind:gaps]\nWe sell [[1]] and pay [[2]]. {=1 -> tea =1 -> %50%teas#Nearly. "
        "=2 -> rent =2 -> %0%-> wage#No. ####Look.}"
    )

    assert question.kind is Kind.GAPS
    assert question.gaps == (
        Gap((Accepted("tea", Fraction(1)), Accepted("teas", Fraction(1, 2), "Nearly."))),
        Gap((Accepted("rent", Fraction(1)), Accepted("-> wage", Fraction(0), "No."))),
    )
    assert [gap.offered for gap in question.gaps] == [False, True]
    assert question.feedback == "Look."


def test_a_mistake_is_written_like_a_single_question():
    question = only("// [kind:mistake]\nAdd [[a]] and [[b]]. {~560,000#No. =590,000#Yes.}")

    assert question.kind is Kind.MISTAKE
    assert question.choices == (
        Choice("a", "560,000", False, Fraction(0), "No."),
        Choice("b", "590,000", True, Fraction(1), "Yes."),
    )


def test_the_questions_of_a_case_are_its_parts_and_none_of_the_file_s():
    questions, faults = read_gift(CASE + "\nAfter it {T}")

    assert faults == []
    assert [(one.id, one.kind) for one in questions] == [("x", "case"), ("Q4", "true_false")]
    assert [(part.id, part.unit) for part in questions[0].parts] == [
        ("x-sum", "VND"),
        ("x-why", ""),
    ]
    assert (questions[0].slot, [part.line for part in questions[0].parts]) == (1, [5, 8])


def test_a_statement_has_reasons():
    question = only(
        "// [reason:=The fee is in the rate#Right. [1\\]]\n"
        "// [reason:~%50%It \\= free\\]#[html\\]<b>No</b>]\n::x::It costs. {TRUE}"
    )

    assert question.reasons == (
        Choice("a", "The fee is in the rate", True, Fraction(1), "Right. [1]"),
        Choice("b", "It = free]", False, Fraction(1, 2), "<b>No</b>"),
    )
    assert (question.kind, question.true) == (Kind.TRUE_FALSE, True)
    assert question.formats == (("reasons.b.feedback", "html"),)


def test_an_essay_has_criteria():
    question = only("// [criterion:3:An amount: 5 \\# 6]\n// [criterion: 20 :A date]\nWhy? {}")

    assert question.rubric == (Criterion("a", "An amount: 5 # 6", 3), Criterion("b", "A date", 20))


def test_switches_texts_files_and_ids_stand_in_notes():
    question = only(
        "// [match:case] [match:no-marks] [order:fixed] [ids:q7 q9] [kept:penalty=0.5]\n"
        "// [right:Well done.] [partial:[html\\]<b>Half</b>] [wrong:No\\nand no.]\n"
        "// [file:a.png=aGk\\=]\nWho? {=A ~B}"
    )

    assert (question.match_case, question.fold_marks, question.fixed_order) == (True, True, True)
    assert [choice.id for choice in question.choices] == ["q7", "q9"]
    assert question.right_feedback == "Well done."
    assert (question.partial_feedback, question.wrong_feedback) == ("<b>Half</b>", "No\nand no.")
    assert question.formats == (("partial_feedback", "html"),)
    assert question.kept == (("penalty", "0.5"),)
    assert question.files == (EmbeddedFile("a.png", b"hi"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("// [kind:riddle]\n::x::Who? {=a}", "x: there is no kind riddle."),
        ("// [kind:gaps]\n::x::Who?", "x has no braces, so it is not of the kind gaps."),
        ("// [kind:gaps]\n::x::Who? {=1 -> a =3 -> b}", "x: the gaps must be numbered 1, 2, 3 in"),
        ("// [kind:gaps]\n::x::Who? {=0 -> a}", "x: the gaps must be numbered 1, 2, 3 in"),
        ("// [kind:gaps]\n::x::Who? {a}", "x: write =1 -> and a text for the first gap, =2 ->"),
        ("// [kind:gaps]\n::x::Who? {=1}", "x: the pair 1 has no arrow ->."),
        ("// [kind:mistake]\n::x::Who? {~a ~b}", "x: mark the mistake with = and the other"),
        ("// [kind:case]\n::x::Who? {T}", "x is a case: a text without braces, and its"),
        ("// [case:y]\n::x::Who? {T}", "x belongs to the case y, which does not stand before it."),
        ("// [reason:=a]\n::x::Who? {}", "x has reasons; only a statement to judge can have them."),
        ("// [reason:a]\n::x::Who? {T}", "x: a reason begins with = when it is right, else with"),
        ("// [criterion:1:a]\n::x::Who? {T}", "x has criteria; only an essay can have them."),
        ("// [criterion:21:a]\n::x::Who? {}", "x: write a criterion as its points, 1 to 20, a"),
        ("// [criterion:3]\n::x::Who? {}", "x: write a criterion as its points, 1 to 20, a"),
        ("// [match:hard]\n::x::Who? {=a}", "x: there is no note [match:hard]."),
        ("// [ids:a]\n::x::Who? {=a ~b}", "x: the note ids must name each answer once."),
        ("// [ids:a a]\n::x::Who? {=a ~b}", "x: the note ids must name each answer once."),
        ("// [file:a.png=\\=]\n::x::Who? {=a}", "x: the file a.png is not written in base64."),
    ],
)
def test_a_note_that_cannot_be_is_a_fault_with_its_line(text, message):
    questions, faults = read_gift(text)

    assert questions == []
    assert [fault.line for fault in faults] == [2]
    assert str(faults[0]).startswith(message)


@pytest.mark.parametrize("kind", ["{}", "", "// [kind:case]"])
def test_a_case_holds_only_what_a_machine_can_mark(kind):
    note, braces = (f"\n{kind}", "") if kind.startswith("//") else ("", kind)

    questions, faults = read_gift(CASE + f"\n// [case:x]{note}\n::x-no::Tell. {braces}")

    assert [str(fault) for fault in faults] == ["x-no cannot be a question of the case x."]
    assert len(questions[0].parts) == 2


LONG = 20_000_000


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{" * LONG, id="braces"),
        pytest.param(" \n" * (LONG // 2), id="empty lines"),
        pytest.param("// " + "[id:" * (LONG // 4), id="notes that never close"),
        pytest.param("{" + "~a" * (LONG // 2) + "}", id="answers without end"),
        pytest.param("{>" + " " * 99_000 + "x}", id="spaces before a word"),
    ],
)
def test_a_file_made_to_stop_the_reader_does_not(text):
    start = time.perf_counter()

    questions, faults = read_gift(text)

    assert (questions, len(faults) < 2) == ([], True)
    assert time.perf_counter() - start < 10


def test_behind_what_memory_can_hold_the_rest_is_named_as_not_read():
    questions, faults = read_gift("x\n\n" * 100_100)

    assert len(questions) == 100_001
    assert [str(fault) for fault in faults] == ["The file is too long: what follows was not read."]
    assert faults[0].line == 200_003


def test_too_many_answers_and_too_long_a_question_are_named():
    many = "::x::Who? {=a" + "~b" * 501 + "}\n\n::y::" + "z" * 100_001 + " {T}\n\n::z::Read. {T}"

    questions, faults = read_gift(many)

    assert [question.id for question in questions] == ["z"]
    assert [f"{fault.line}: {fault}" for fault in faults] == [
        "1: x has more than 500 answers, which is the most.",
        "3: y is longer than any question.",
    ]


def test_signs_that_no_database_keeps_are_replaced():
    question = only("A\x00b\x0bc\ud800 {T}")

    assert question.text == "A\ufffdb c\ufffd"
