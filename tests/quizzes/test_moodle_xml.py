"""Moodle XML: what its types mean here, what is left out, and files that are none."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from lms.quizzes.formats.moodle_xml import read_moodle_xml
from lms.quizzes.formats.moodle_xml_writer import write_moodle_xml
from lms.quizzes.questions import Accepted, Choice, EmbeddedFile, Gap, Kind, Question

NAME = "<name><text>A name</text></name>"


def text(words, name="questiontext", form="html"):
    return f'<{name} format="{form}"><text><![CDATA[{words}]]></text></{name}>'


def answer(words, fraction, feedback=""):
    said = f"<feedback><text>{feedback}</text></feedback>" if feedback else ""
    return f'<answer fraction="{fraction}"><text>{words}</text>{said}</answer>'


def quiz(*questions):
    return ("<?xml version='1.0'?>\n<quiz>\n" + "\n".join(questions) + "\n</quiz>").encode()


def of(type_, *inside, name=NAME):
    return f'<question type="{type_}">{name}{"".join(inside)}</question>'


def only(type_, *inside, name=NAME):
    """The one question of a file, without faults."""
    questions, faults, broken = read_moodle_xml(quiz(of(type_, *inside, name=name)))
    assert ([str(fault) for fault in faults], broken) == ([], None)
    assert len(questions) == 1
    return questions[0]


def test_a_choice_of_one_keeps_weights_feedback_and_order():
    question = only(
        "multichoice",
        text("<p>Which?</p>") + "<single>true</single><shuffleanswers>0</shuffleanswers>",
        text("Well.", "correctfeedback", "markdown") + text("Nearly.", "partiallycorrectfeedback"),
        answer("A", 100, "Yes.") + answer("B", "33.33333") + answer("", 0) + answer("C", "-16.67"),
    )

    assert question == Question(
        "A name",
        Kind.SINGLE,
        "<p>Which?</p>",
        "html",
        choices=(
            Choice("a", "A", True, Fraction(1), "Yes."),
            Choice("b", "B", False, Fraction(1, 3)),
            Choice("c", "C", False, Fraction(-1, 6)),
        ),
        fixed_order=True,
        right_feedback="Well.",
        partial_feedback="Nearly.",
        formats=(("right_feedback", "markdown"),),
    )


def test_a_choice_of_several_and_mixing_follow_their_switches():
    inside = text("?") + answer("A", 50) + answer("B", 50) + answer("C", -100)

    question = only("multichoice", inside, "<single>0</single><shuffleanswers>1</shuffleanswers>")

    assert (question.kind, question.fixed_order) == (Kind.MULTIPLE, False)
    assert [choice.right for choice in question.choices] == [True, True, False]


@pytest.mark.parametrize(
    ("answers", "true"),
    [
        (answer("true", 100, "T") + answer("false", 0, "F"), True),
        (answer("false", 100, "F") + answer("true", 0, "T"), False),
        (answer("Verdadero", 100, "T") + answer("Falso", 0, "F"), True),
    ],
)
def test_true_and_false_may_stand_in_either_order(answers, true):
    question = only("truefalse", text("So?"), answers)

    said = (question.right_feedback, question.wrong_feedback)
    assert (question.true, said) == (true, ("T", "F") if true else ("F", "T"))


def test_typed_answers_keep_case_stars_tolerance_and_the_unit():
    short = only("shortanswer", text("?"), "<usecase>1</usecase>", answer("Ha*", 100))
    units = "<units><unit><multiplier>1</multiplier><unit_name>kg</unit_name></unit></units>"
    inside = answer("1e2", 100).replace("</answer>", "<tolerance>0.5</tolerance></answer>")
    number = only("numerical", text("?"), inside, answer("*", 0, "No."), units)

    assert (short.accepted, short.match_case) == ((Accepted("Ha*", Fraction(1)),), True)
    first, rest = number.numbers
    assert (first.low, first.value, first.high) == (Decimal("99.5"), 100, Decimal("100.5"))
    assert (str(first.value), rest.catches_all, rest.feedback) == ("100", True, "No.")
    assert number.unit == "kg"
    assert number.kept == ()


def test_pairs_and_items_stand_in_their_order():
    sub = "<subquestion><text>{}</text><answer><text>{}</text></answer></subquestion>"
    pairs = only("matching", text("?"), sub.format("a", 1), sub.format("b", 2), sub.format("", 3))
    items = only("ordering", text("?"), answer("x", 1, "First.") + answer("y", 2))

    assert [(one.left, one.right) for one in pairs.pairs] == [("a", "1"), ("b", "2"), ("", "3")]
    assert [one.text for one in items.items] == ["x", "y"]
    assert read_moodle_xml(write_moodle_xml([items]).encode())[0] == [items]


def test_what_moodle_says_beyond_our_fields_is_kept_and_written_back():
    inside = "<defaultgrade>2.0</defaultgrade><responseformat>plain</responseformat>"
    essay = only("essay", text("Tell."), inside, text("Look for &lt;b&gt;.", "graderinfo"))

    written = write_moodle_xml([essay])

    assert [name for name, _ in essay.kept] == ["defaultgrade", "responseformat", "graderinfo"]
    assert "    <defaultgrade>2.0</defaultgrade>\n" in written
    assert "<sse>" not in written
    assert read_moodle_xml(written.encode())[0] == [essay]


def test_a_cloze_question_becomes_gaps():
    words = (
        "Fee {1:SHORTANSWER:=rate#Yes.~%50%price~*#No &amp; no.} of "
        "{1:MC:~=5 %~%-50%6\\}~7&#125;#Too much.} and {1:NM:=32:0}."
    )

    question = only("cloze", text(words))

    typed, chosen, number = question.gaps
    assert question.text == "Fee [[1]] of [[2]] and [[3]]."
    assert typed == Gap(
        (
            Accepted("rate", Fraction(1), "Yes."),
            Accepted("price", Fraction(1, 2)),
            Accepted("*", Fraction(-1), "No & no."),
        )
    )
    assert [one.text for one in chosen.accepted] == ["5 %", "6}", "7}"]
    assert [gap.offered for gap in question.gaps] == [False, True, False]
    assert number == Gap((Accepted("32", Fraction(1)),))


@pytest.mark.parametrize(
    ("type_", "option"), [("gapselect", "selectoption"), ("ddwtos", "dragbox")]
)
def test_words_to_put_into_gaps_are_offered_by_their_group(type_, option):
    words = [("cat", 1), ("mat", 2), ("dog", 1), ("rug", 2)]
    options = (f"<{option}><text>{w}</text><group>{g}</group></{option}>" for w, g in words)

    question = only(type_, text("The [[1]] on the [[4]]."), *options)

    assert question.text == "The [[1]] on the [[2]]."
    assert [[one.text for one in gap.accepted] for gap in question.gaps] == [
        ["cat", "dog"],
        ["rug", "mat"],
    ]


def test_ids_names_categories_and_tags():
    category = "<question type='category'><category><text>top/A</text></category></question>"
    plain = of("essay", text("?"), "<tags><tag><text>slot-1</text></tag></tags>")
    numbered = of("essay", text("?"), "<idnumber>m01-a</idnumber>")

    questions = read_moodle_xml(quiz(plain, category, numbered, plain, of("essay", name="")))[0]

    assert [(one.id, one.name) for one in questions] == [
        ("A name", ""),
        ("m01-a", "A name"),
        ("A name-2", "A name"),
        ("Q4", ""),
    ]
    assert [one.category for one in questions] == ["", "top/A", "top/A", "top/A"]
    assert (questions[0].tags, questions[0].line) == (("slot-1",), 3)


def test_files_are_taken_and_two_with_one_name_stay_apart():
    def file(content):
        return f'<file name="a b.png" path="/" encoding="base64">{content}</file>'

    asked = text("@@PLUGINFILE@@/a%20b.png").replace(
        "</questiontext>", file("QQ==") + "</questiontext>"
    )
    said = text("@@PLUGINFILE@@/a%20b.png", "generalfeedback")
    question = only("essay", asked, said.replace("</generalf", file("Qg==") + "</generalf"))

    assert question.files == (EmbeddedFile("a b.png", b"A"), EmbeddedFile("2-a b.png", b"B"))
    assert question.feedback == "@@PLUGINFILE@@/2-a%20b.png"
    assert read_moodle_xml(write_moodle_xml([question]).encode())[0] == [question]


@pytest.mark.parametrize(
    ("type_", "inside", "sentence"),
    [
        ("calculated", "", "questions of the type calculated cannot be asked here."),
        ("multichoice", answer("A", 100), "there are too few answers."),
        ("multichoice", answer("A", 100) + answer("B", 120), "the weight 120 is not between"),
        ("multichoice", answer("A", 100) + answer("B", "x"), "the weight x is not between"),
        ("truefalse", answer("true", 100), "there must be one answer for true and one for"),
        ("numerical", answer("1,5", 100), "1,5 is not a number."),
        ("matching", "", "there must be two pairs or more to match."),
        ("cloze", text("{1:MULTIRESPONSE:=a~b}"), "a gap of the type MULTIRESPONSE cannot"),
        ("cloze", text("{1:SA:=a} {2:SA:=b}"), "its gaps count differently;"),
        ("cloze", text("{1:NM:=3:0.1}"), "the number 3:0.1 of a gap cannot be asked here."),
        ("cloze", text("{1:SA:=a} {1:SAC:=b}"), "capital letters matter in some of its gaps"),
        ("cloze", text("{1:MC:=a}"), "a gap to choose in has no wrong choice."),
        ("gapselect", text("[[9]]"), "there is no word for the mark 9."),
        (
            "essay",
            "<questiontext><text><p>x</p></text></questiontext>",
            "there are tags in a text;",
        ),
        ("essay", text("?", form="wiki_like"), "its texts are in Moodle's old wiki format."),
        (
            "essay",
            '<questiontext><file name="a">?</file></questiontext>',
            "the file a is no base64",
        ),
        ("essay", '<questiontext><file name="../a"/></questiontext>', "the name of the file ../a"),
        ("description", "", "there is no text."),
        ("essay", "<sse>{</sse>", "its element <sse> is damaged;"),
        ("description", text("x") + "<tags><tag>sse:kind=case</tag></tags>", "there are no quest"),
    ],
)
def test_what_cannot_be_taken_over_is_named_with_its_line(type_, inside, sentence):
    questions, faults, broken = read_moodle_xml(quiz(of("essay"), of(type_, inside)))

    name = faults[0].values["id"]
    assert (len(questions), len(faults), broken) == (1, 1, None)
    assert (faults[0].line, str(faults[0])[: len(sentence) + len(name) + 2]) == (
        4,
        f"{name}: {sentence}",
    )


def test_what_somebody_changed_by_hand_in_moodle_s_elements_counts():
    choices = (Choice("x", "Right", True, Fraction(1)), Choice("y", "Wrong", False, Fraction(0)))
    written = write_moodle_xml([Question("q", Kind.MISTAKE, "[[x]] [[y]]", choices=choices)])

    same = read_moodle_xml(written.encode())[0][0]
    changed = read_moodle_xml(written.replace("<text>Wrong", "<text>False").encode())[0][0]

    assert [choice.id for choice in same.choices] == ["x", "y"]
    assert [(one.id, one.text) for one in changed.choices] == [("a", "Right"), ("b", "False")]
    assert changed.kind is Kind.MISTAKE


def test_a_case_without_our_element_is_put_together_by_its_tags():
    part = Question("p", Kind.TRUE_FALSE, "So?", true=True)
    case = Question("c", Kind.CASE, "A story.", parts=(part,), tags=("slot-1",), category="Part 1")

    written = write_moodle_xml([case])

    assert "<sse>" not in written
    assert "<text>sse:case=c</text>" in written
    assert read_moodle_xml(written.encode())[0] == [case]


def test_a_question_whose_case_is_not_in_the_file_stands_alone():
    category = "<question type='category'><category><text>A</text></category></question>"
    tag = "<tags><tag><text>sse:case=c</text></tag></tags>"

    questions = read_moodle_xml(quiz(category, of("essay", text("?"), tag)))[0]

    assert [(one.tags, one.category) for one in questions] == [(("sse:case=c",), "A")]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (Question("q", Kind.ESSAY, "a\x01b"), "XML cannot hold a control sign that stands in"),
        (Question("q", Kind.ESSAY, "\ud800"), "XML cannot hold a control sign that stands in"),
        (Question("q", Kind.GAPS, "No mark.", gaps=(Gap(()),)), "must have one mark such as"),
    ],
)
def test_what_xml_cannot_hold_is_refused(question, sentence):
    with pytest.raises(ValueError, match=f"q.*{sentence}|{sentence}.*q"):
        write_moodle_xml([question])
