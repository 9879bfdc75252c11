"""Texts to translate: each is found where it stands, and nothing else changes with it."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lms.authoring.gift_units import quiz_units
from lms.authoring.markdown_units import lesson_units
from lms.authoring.readable_texts import as_written, readable
from lms.authoring.toml_units import glossary_units, language_units, with_language
from lms.authoring.translation_units import UnfitError, UnitKind, fitted, rebuild
from lms.courses.parser import parse
from lms.quizzes.formats.as_json import to_json
from lms.quizzes.formats.gift import read_gift
from lms.quizzes.formats.gift_writer import write_gift
from lms.quizzes.questions import Kind, Question
from tests.authoring.shipped_course import shipped_files, twins_into
from tests.quizzes.questions_made import questions

LESSON = """---
id: two-returns
title: "Two: returns"
minutes: 12
---

First paragraph,
on two lines.[^a]

## A heading ##

> quoted
> on two lines
> - an item
>   that goes on

| a | b \\| c |
|---|--:|
| 1 |
| x | *y* | z |

- | k | l |
  |---|---|
  m | n

Term
: its meaning

::: example Thu's first pay
- [ ] to do
:::

::: question Try it
// [unit:won]
::m01-a::How much\\: all?{
\t=Two#Yes.
\t~Two#No.
\t####Because.
}
:::

```
code  kept
```

[^a]: A note
    on two lines.
"""

TEXTS = {
    "title": "Two: returns",
    "b1": "First paragraph,\non two lines.[^a]",
    "b2": "A heading",
    "b3.1": "quoted\non two lines",
    "b3.2": "an item\nthat goes on",
    "b4.1": "a",
    "b4.2": "b \\| c",
    "b4.3": "1",
    "b4.5": "x",
    "b4.6": "*y*",
    "b5.1": "k",
    "b5.2": "l",
    "b5.3": "m",
    "b5.4": "n",
    "b6.1": "Term",
    "b6.2": "its meaning",
    "b7.title": "Thu's first pay",
    "b7.2": "[ ] to do",
    "b8.title": "Try it",
    "m01-a/unit": "won",
    "m01-a/text": "How much\\: all?",
    "m01-a/choices.a.text": "Two",
    "m01-a/choices.a.feedback": "Yes.",
    "m01-a/choices.b.text": "Two",
    "m01-a/choices.b.feedback": "No.",
    "m01-a/feedback": "Because.",
    "b9.1": "code  kept",
    "note-a.1": "A note\non two lines.",
}

MODULE = """# a comment
id = "costing"
lessons = ["one", "two"]
[title]
en = "Costing" # kept
vi = 'Giá "thành"'
[outcomes]
en = [
  "One.", # the first
  "Two.",
]
vi = ["Một.", "Hai."]
[quiz]
pass = 0.7
"""

WORDS = st.lists(
    st.sampled_from(
        ["giá", "한국", "баа", "5.000", "(a)", "**b**", '"c"', "é", "#", "'", "->", "["]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


def test_every_text_of_a_lesson_has_its_key():
    units = lesson_units(LESSON)

    assert {unit.key: unit.text for unit in units} == TEXTS
    assert [unit.key for unit in units] == list(TEXTS)
    assert sorted({unit.block for unit in units}) == list(range(11))  # the title has none
    assert [unit.block for unit in units if unit.key in ("b4.2", "m01-a/unit")] == [4, 8]
    lines = LESSON.split("\n")
    assert [unit for unit in units if unit.text.split("\n")[0] not in lines[unit.line - 1]] == []


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_without_changes_stays_as_it_is(end):
    text = LESSON.replace("\n", end)

    same = {unit.key: unit.text for unit in lesson_units(text)}

    assert same == TEXTS
    assert rebuild(text, {}, lesson_units) == text
    assert rebuild(text, same, lesson_units) == text


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_new_text_is_given_back_and_nothing_else_changes(data):
    key = data.draw(st.sampled_from(sorted(TEXTS)))
    words = data.draw(WORDS)
    new = f"Mới {words}[^a]" if key == "b1" else f"Mới {words}"
    unit = next(one for one in lesson_units(LESSON) if one.key == key)
    new = as_written(unit, new)

    built = rebuild(LESSON, {key: new}, lesson_units)

    assert {one.key: one.text for one in lesson_units(built)} == TEXTS | {key: new}
    (first, _), (_, last) = unit.places[0], unit.places[-1]
    assert built.startswith(LESSON[:first].removesuffix('"'))
    assert built.endswith(LESSON[last:].removeprefix('"'))


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("b1", "one\n\ntwo[^a]"),
        ("b1", "# one[^a]"),
        ("b1", "- one[^a]"),
        ("b1", "one[^a]\n---"),
        ("b1", "the footnote is lost"),
        ("b1", "::: note\n[^a]"),
        ("b2", "two\nlines"),
        ("b4.1", "a | b"),
        ("b7.2", "1. item"),
        ("b9.1", "a\n```\nb"),
        ("m01-a/text", "a { b"),
        ("m01-a/text", "a\n\nb"),
        ("m01-a/choices.a.text", "a ~ b"),
        ("m01-a/choices.a.text", "a # b"),
        ("m01-a/choices.b.text", "%50%b"),
        ("m01-a/feedback", "a\n:::\nb"),
        ("b1", " "),
        ("b1", "a\x07[^a]"),
        ("b99", "no such key"),
    ],
)
def test_a_text_that_would_change_more_than_itself_is_refused(key, text):
    with pytest.raises(UnfitError) as refused:
        rebuild(LESSON, {key: text, "b6.1": "Lời"}, lesson_units)

    assert [fault.key for fault in refused.value.faults] == [key]


def test_a_paragraph_may_have_more_lines_or_fewer_than_before():
    changes = {"b3.2": "one\ntwo\nthree", "b1": "one line[^a]", "b6.2": "two\nlines"}

    built = rebuild(LESSON, changes, lesson_units)

    assert {one.key: one.text for one in lesson_units(built)} == TEXTS | changes
    assert "> - one\n>   two\n>   three\n\n| a" in built
    assert "Term\n: two\n  lines\n\n:::" in built


def test_accents_written_apart_in_the_file_move_no_text():
    text = "Gia\u0301 ba\u0301n\n\n| e\u0301 | b |\n|---|---|\n\n## e\u0301 x\n"

    built = rebuild(text, {"b2.2": "c", "b3": "y"}, lesson_units)

    assert built == "Gia\u0301 ba\u0301n\n\n| e\u0301 | c |\n|---|---|\n\n## y\n"


def test_no_text_of_the_shipped_lessons_is_overlooked():
    overlooked = []

    for path, text in shipped_files().items():
        if path.endswith(".md"):
            found = {unit.text.replace("\\|", "|") for unit in lesson_units(text)}
            body = text.split("\n---\n", 1)[1]
            inline = [one.content for one in parse(body)[0] if one.type == "inline"]
            overlooked += [(path, one) for one in inline if one and one not in found]

    assert overlooked == []


def test_every_shipped_text_can_be_exchanged_and_put_back():
    for twins in twins_into("vi"):
        text = shipped_files()[twins.twin]
        units = twins.read_target(text)
        other = {one.key: "x" + "".join(re.findall(r"\[\^\S+\]", one.text)) for one in units}

        wiped = rebuild(text, other, twins.read_target)

        assert {one.key: one.text for one in twins.read_target(wiped)} == other
        back = {one.key: one.text for one in units}
        assert [
            (one.key, one.text)
            for one in twins.read_target(rebuild(wiped, back, twins.read_target))
        ] == list(back.items())


ODD = st.lists(
    st.sampled_from(
        ["a", "e\u0301", "\n", "\n\n", "- ", "> ", "1. ", "# ", "|", "| a | b |\n|---|---|\n"]
        + ["| c \\| d | `x|y` |\n", "::: note T\n", ":::\n", "::: question\n", "::a::Q{=b#c ~d}\n"]
        + [
            "  ",
            "    ",
            "\t",
            "[^1]",
            "[^1]: n",
            "```\n",
            "***",
            "---\n",
            "title: x\n",
            "\r\n",
            "\r",
        ]
        + ["T\n: d\n", "[r]: /u\n", "\\", "\u00a0", "\x0b", "\u2028", "====\n", "\x00", "\ufeff"]
    ),
    max_size=20,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(ODD, st.sampled_from(["new", "two\nlines", "# ", "a | b", "- c", ":::"]), st.integers(0, 99))
def test_even_an_odd_text_is_changed_in_one_place_or_not_at_all(text, new, place):
    units = lesson_units(text)
    assert rebuild(text, {unit.key: unit.text for unit in units}, lesson_units) == text
    assume(units)
    unit = units[place % len(units)]
    key, kept = unit.key, fitted(unit, new)

    try:
        built = rebuild(text, {key: new}, lesson_units)
    except UnfitError:
        return

    before = {unit.key: unit.text for unit in units}
    assert {unit.key: unit.text for unit in lesson_units(built)} == before | {key: kept}


def texts_of(question: Question) -> list[str]:
    """Every text of a question as a person reads it."""
    said = to_json(question)
    found: list[str] = []

    def walk(value, key=""):
        if isinstance(value, dict):
            for name, one in value.items():
                if name not in ("formats", "kept"):
                    walk(one, name)
        elif isinstance(value, list):
            for one in value:
                walk(one, key)
        elif key in ("text", "feedback", "left", "right", "unit") or key.endswith("_feedback"):
            found.append(value)

    walk(said)
    return sorted(one for one in found if isinstance(one, str) and one.strip())


@settings(max_examples=150, deadline=None)
@given(questions())
def test_every_text_of_every_kind_of_question_is_found(question):
    try:
        written = write_gift([question])
    except ValueError:  # what GIFT cannot hold
        assume(False)

    units = quiz_units(written)

    kept, _ = read_gift(written)
    wanted = [text.strip() for text in texts_of(kept[0])]
    found = [readable(unit, unit.text) for unit in units]
    assert sorted(found) == sorted(wanted)
    assert len({unit.key for unit in units}) == len(units)


@settings(max_examples=150, deadline=None)
@given(questions((Kind.SINGLE, Kind.MATCHING, Kind.SHORT, Kind.ORDERING, Kind.TRUE_FALSE)), WORDS)
def test_any_readable_text_can_stand_in_a_question(question, words):
    try:
        written = write_gift([question])
    except ValueError:
        assume(False)
    units = quiz_units(written)
    assume(units)
    new = {unit.key: as_written(unit, f"{words} = {{{n}}}") for n, unit in enumerate(units)}
    new = {key: text for key, text in new.items() if not key.endswith("/unit")}

    built = rebuild(written, new, quiz_units)

    shown = {unit.key: readable(unit, unit.text) for unit in quiz_units(built)}
    assert {key: shown[key] for key in new} == {
        unit.key: f"{words} = {{{n}}}" for n, unit in enumerate(units) if unit.key in new
    }


def test_the_texts_of_one_language_are_found_in_a_module_s_file():
    units = language_units(MODULE, "vi")

    assert [(unit.key, unit.kind, unit.text) for unit in units] == [
        ("title", UnitKind.TITLE, 'Giá "thành"'),
        ("outcomes/1", UnitKind.OUTCOME, "Một."),
        ("outcomes/2", UnitKind.OUTCOME, "Hai."),
    ]
    built = rebuild(MODULE, {"title": 'Tính "giá"'}, lambda text: language_units(text, "vi"))
    assert built == MODULE.replace("'Giá \"thành\"'", '"Tính \\"giá\\""')


def test_a_language_is_added_to_a_module_s_file():
    texts = {"title": "Өртөг", "outcomes/1": "Нэг.", "outcomes/2": "Хоёр."}

    built = with_language(MODULE, "en", "mn", texts)

    assert {one.key: one.text for one in language_units(built, "mn")} == texts
    assert language_units(built, "vi") != ()
    assert [one.text for one in language_units(built, "vi")] == ['Giá "thành"', "Một.", "Hai."]
    assert 'en = "Costing"\nmn = "Өртөг" # kept\n' in built


def test_words_and_meanings_are_found_in_a_glossary():
    text = '[budget]\nword = "budget"\nmeaning = """A list\nof money."""\n'

    units = glossary_units(text)

    assert [(one.key, one.text) for one in units] == [
        ("budget/word", "budget"),
        ("budget/meaning", "A list\nof money."),
    ]
