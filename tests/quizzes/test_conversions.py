"""A whole bank of questions through every form and back; and files that are none of them."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from lms.quizzes.formats.aiken import write_aiken
from lms.quizzes.formats.as_json import from_json, to_json
from lms.quizzes.formats.gift_writer import write_gift
from lms.quizzes.formats.moodle_xml_writer import write_moodle_xml
from lms.quizzes.formats.reading import LARGEST_FILE, form_of, read_questions
from lms.quizzes.questions import (
    FORMATS,
    Accepted,
    Choice,
    Criterion,
    Gap,
    Item,
    Kind,
    NumericAnswer,
    Pair,
    Question,
    is_right,
    letter_id,
)

WORDS = [
    *("fee", "rate", "5%", "a<b", "R&D", "bánh-mì", "돈", "{x}", "=", "~", "#", ":", "\\"),
    *("->", "[1]", "//", "*", "]]>", "&amp;"),
]
FULL, NONE, HALF = Fraction(1), Fraction(0), Fraction(1, 2)


class Maker:
    """Makes questions of every kind, the same for the same seed."""

    def __init__(self, seed):
        self.dice = random.Random(seed)

    def words(self):
        return "Word " + " ".join(self.dice.choices(WORDS, k=self.dice.randint(1, 4)))

    def choices(self, kind, weights):
        return tuple(
            Choice(
                letter_id(n), f"{n} {self.words()}", is_right(kind, weight), weight, self.words()
            )
            for n, weight in enumerate(weights)
        )

    def fields(self, kind, id_):
        numbers = range(1, self.dice.randint(2, 5) + 1)
        half = NumericAnswer(Decimal("2.5"), Decimal("3.5"), Decimal(3), HALF, self.words())
        made = {
            Kind.SINGLE: lambda: {"choices": self.choices(kind, [NONE, FULL, Fraction(1, 3)])},
            Kind.MULTIPLE: lambda: {"choices": self.choices(kind, [HALF, -HALF, HALF])},
            Kind.TRUE_FALSE: lambda: {
                "true": self.dice.random() < 0.5,
                "reasons": self.choices(Kind.SINGLE, [FULL, NONE]),
            },
            Kind.SHORT: lambda: {"accepted": (Accepted(self.words(), FULL, self.words()),)},
            Kind.NUMERIC: lambda: {"numbers": (half,), "unit": "kg"},
            Kind.MATCHING: lambda: {
                "pairs": tuple(Pair(f"l{n}", f"{n} l", f"r{n}", f"{n} r") for n in numbers)
            },
            Kind.ORDERING: lambda: {
                "items": tuple(Item(f"i{n}", f"{n} {self.words()}") for n in numbers)
            },
            Kind.GAPS: lambda: {
                "text": "The [[1]] and the [[2]].",
                "gaps": (
                    Gap((Accepted("fee", FULL), Accepted(self.words(), HALF, self.words()))),
                    Gap((Accepted("rate", FULL), Accepted("price", NONE, self.words()))),
                ),
            },
            Kind.MISTAKE: lambda: {
                "text": "It is [[a]] or [[b]].",
                "choices": self.choices(Kind.SINGLE, [FULL, NONE]),
            },
            Kind.CASE: lambda: {
                "parts": tuple(
                    replace(self.question(part, f"{id_}-{part.value}"), category="")
                    for part in (Kind.SINGLE, Kind.GAPS, Kind.NUMERIC)
                )
            },
            Kind.ESSAY: lambda: {"rubric": (Criterion("a", self.words(), 3),)},
            Kind.DESCRIPTION: dict,
        }
        return {"text": f"{self.words()}?"} | made[kind]()

    def question(self, kind, id_):
        fields = self.fields(kind, id_)
        said = "" if kind in (Kind.DESCRIPTION, Kind.CASE) else self.words()
        format_ = self.dice.choice(FORMATS)
        return Question(id_, kind, format=format_, feedback=said, tags=("slot-1",), **fields)


def bank(count):
    maker = Maker(7)
    kinds = list(Kind)
    return [
        replace(maker.question(kinds[n % len(kinds)], f"q{n}"), category=f"Part {n // 100}")
        for n in range(count)
    ]


def read(text, form=None):
    """The questions of a file that is wholly good."""
    found = read_questions(text.encode(), form)
    assert ([str(fault) for fault in found.faults], found.broken) == ([], None)
    return found.questions


def test_a_thousand_questions_of_every_kind_come_back_from_every_form():
    made = bank(1000)

    from_gift = read(write_gift(made))
    from_xml = read(write_moodle_xml([from_json(to_json(one)) for one in from_gift]))
    again = read(write_gift([from_json(to_json(one)) for one in from_xml]))

    assert from_gift == made
    assert from_xml == made
    assert again == made


def test_the_singles_of_a_bank_come_back_from_aiken_in_their_order():
    made = [one for one in bank(120) if one.kind is Kind.SINGLE]
    plain = [
        replace(
            one,
            text=f"{n} plain?",
            format="plain",
            choices=tuple(
                replace(choice, weight=FULL if choice.right else NONE) for choice in one.choices
            ),
        )
        for n, one in enumerate(made)
    ]

    back = read(write_aiken(plain), "aiken")

    assert [(one.text, [c.right for c in one.choices]) for one in back] == [
        (one.text, [c.right for c in one.choices]) for one in plain
    ]
    assert [[c.text for c in one.choices] for one in back] == [
        [c.text for c in one.choices] for one in plain
    ]


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"\xef\xbb\xbf <?xml version='1.0'?><quiz/>", "moodle-xml"),
        (b"<!-- ours --><quiz/>", "moodle-xml"),
        ("<quiz/>".encode("utf-16"), "moodle-xml"),
        (b"<p>Who?</p>{=I}", "gift"),
        (b' [\n {"id": "a"}]', "json"),
        (b"[]", "json"),
        (b'{"id": "a"}', "json"),
        (b"[html]Who?{}", "gift"),
        (b"Who?\nA) I\nB) You\nANSWER: A", "aiken"),
        (b"Who?{\n=I\n}\nANSWER: A", "gift"),
        (b"", "gift"),
    ],
)
def test_the_form_is_known_by_what_the_file_holds(content, form):
    assert form_of(content) == form


ESSAY = "<question type='essay'><name><text>a</text></name></question>"
BOMB = "<!DOCTYPE q [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><quiz>&b;</quiz>"
DECLARED = "A document type or an entity is declared;"
BROKEN = "This is not readable as XML from here on: "


@pytest.mark.parametrize(
    ("content", "line", "sentence"),
    [
        (b"", 1, "This file is empty."),
        (b"\xef\xbb\xbf \n", 1, "This file is empty."),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 3, "This is no text in UTF-8: it holds a NUL."),
        (b"::a::Ok{}\n\n::b::Tr\xe0{}", 3, "This is not UTF-8 from here on."),
        ("::a::Ok{}".encode("utf-16"), 1, "This is no text in UTF-8: it holds a NUL."),
        (b'[{"id": 1},\n{', 2, "This is no JSON: "),
        (b"[" * 100_000, 1, "This is no JSON: "),
        (b'{"id": "a"}', 1, "This file holds no list of questions."),
        (f"<?xml version='1.0'?>\n{BOMB}".encode(), 2, DECLARED),
        (b"<!DOCTYPE q SYSTEM 'file:///etc/passwd'>\n<quiz/>", 1, DECLARED),
        (f"<quiz>\n{ESSAY}\n<question>".encode(), 3, f"{BROKEN}no element found."),
        (b"<quiz>\n<question>\n</quiz>", 3, f"{BROKEN}mismatched tag."),
        (b"<quiz>\n\n&nbsp;</quiz>", 3, f"{BROKEN}undefined entity."),
        (b"<quiz>\nTr\xe0</quiz>", 2, f"{BROKEN}not well-formed (invalid token)."),
        (b"<quiz>\n\0</quiz>", 2, f"{BROKEN}not well-formed (invalid token)."),
        (b"<?xml version='1.0' encoding='shift_jis'?><quiz/>", 1, BROKEN),
        (b"<html><body/></html>", 1, "This is no Moodle XML: it begins with <html>."),
        (b"<quiz>" + b"<a>" * 100, 1, "Elements stand inside each other too deep to be meant."),
        (b"<quiz><question>" + b"<a/>" * 30_000, 1, "A question has too many elements to be meant"),
        (b"<quiz><!--" + b"x" * 3_000_000, 1, "A single tag or comment is too long to be meant."),
        (b"x" * (LARGEST_FILE + 1), 1, "This file is larger than 20 MB. Make several of it."),
    ],
    ids=lambda value: None if isinstance(value, int) else repr(value[:20]),
)
def test_a_file_that_cannot_be_read_says_where_and_why(content, line, sentence):
    broken = read_questions(content).broken

    assert (broken.line, str(broken)[: len(sentence)]) == (line, sentence)


def test_what_is_complete_before_the_end_of_a_broken_file_is_there_to_be_checked():
    found = read_questions(f"<quiz>{ESSAY}{ESSAY}<question>".encode())

    assert [question.id for question in found.questions] == ["a", "a-2"]


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1252"])
def test_xml_that_names_its_encoding_is_read_in_it(encoding):
    name = "Trả" if encoding == "utf-16" else "Café"
    essay = ESSAY.replace(">a<", f">{name}<")
    source = f"<?xml version='1.0' encoding='{encoding}'?><quiz>{essay}</quiz>"

    found = read_questions(source.encode(encoding), "moodle-xml")

    assert ([one.id for one in found.questions], found.broken) == ([name], None)


def test_half_a_sign_in_json_is_a_fault():
    found = read_questions(rb'[{"id": "\ud800", "kind": "essay"}]')

    assert [(fault.line, str(fault)) for fault in found.faults] == [
        (1, "A text holds half a sign.")
    ]
