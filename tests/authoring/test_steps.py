"""How far a translation is in step: what one change does, and that it does nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.authoring.gift_units import quiz_units
from lms.authoring.markdown_units import lesson_units
from lms.authoring.steps import (
    Counts,
    State,
    confirm,
    counts,
    forgive,
    remember,
    source_hash,
    step,
)
from lms.authoring.translation_files import twins_of
from lms.authoring.translation_units import Form, TextUnit, UnitKind
from lms.authoring.unit_checks import unit_checks
from lms.authoring.work_list import source_changes, work_list
from tests.authoring.shipped_course import shipped_files, twins_into

# Few different words, so that many texts are equal, as the cells of tables are.
WORDS = st.lists(st.sampled_from(["Total", "1,000", "Yes", "A"]), min_size=1, max_size=2)
SOURCES = st.lists(WORDS.map(" ".join), min_size=1, max_size=9)
PLACES = st.integers(0, 8)
LANGUAGES = ("vi", "mn", "ko")


def lesson(texts):
    return lesson_units("\n\n".join(texts) + "\n")


def translated(texts, language):
    return [f"{language} {text}" for text in texts]


def states(steps):
    return [one.state for one in steps]


def in_step(texts, language="vi"):
    """The units of a source, those of its translation, and what is remembered of them."""
    source, target = lesson(texts), lesson(translated(texts, language))
    return source, target, remember(step(source, target, ()))


@given(SOURCES)
def test_a_translation_made_today_is_current(texts):
    source, target, records = in_step(texts)

    assert states(step(source, target, records)) == [State.CURRENT] * len(texts)
    assert [one.source_text for one in records] == texts


@settings(max_examples=150, deadline=None)
@given(SOURCES, PLACES)
def test_a_changed_source_makes_its_own_text_stale_in_every_language(texts, place):
    at = place % len(texts)
    changed = [*texts[:at], "New words", *texts[at + 1 :]]

    for language in LANGUAGES:
        _, target, records = in_step(texts, language)
        found = step(lesson(changed), target, records)

        wanted = [State.CURRENT] * len(texts)
        wanted[at] = State.STALE
        assert states(found) == wanted
        assert (found[at].old_text, found[at].source.text) == (texts[at], "New words")
        assert found[at].target.text == f"{language} {texts[at]}"


@settings(max_examples=150, deadline=None)
@given(SOURCES, PLACES)
def test_a_stale_text_becomes_current_when_it_is_translated_anew(texts, place):
    at = place % len(texts)
    _, target, records = in_step(texts)
    changed = lesson([*texts[:at], "New words", *texts[at + 1 :]])
    mended = translated(texts, "vi")
    mended[at] = "vi mới"

    found = step(changed, lesson(mended), records)

    assert states(found) == [State.CURRENT] * len(texts)
    assert states(step(changed, lesson(mended), remember(found))) == states(found)
    assert states(step(lesson(texts), lesson(mended), remember(found)))[at] is State.STALE


@settings(max_examples=150, deadline=None)
@given(SOURCES, PLACES)
def test_a_change_that_does_not_matter_leaves_all_current(texts, place):
    at = place % len(texts)
    _, target, records = in_step(texts)
    once, twice = ([*texts[:at], new, *texts[at + 1 :]] for new in ("New words", "Newer words"))

    first = forgive(records, source_hash(texts[at]), source_hash("New words"))
    second = forgive(first, source_hash("New words"), source_hash("Newer words"))

    assert states(step(lesson(once), target, first)) == [State.CURRENT] * len(texts)
    assert states(step(lesson(twice), target, second)) == [State.CURRENT] * len(texts)
    assert states(step(lesson(texts), target, second)) == [State.CURRENT] * len(texts)
    assert states(step(lesson(twice), target, first))[at] is State.STALE


@settings(max_examples=150, deadline=None)
@given(SOURCES, PLACES, st.sampled_from(["New words", "Total"]))
def test_a_paragraph_more_is_one_missing_and_none_stale(texts, place, new):
    _, target, records = in_step(texts)
    at = place % (len(texts) + 1)

    found = step(lesson([*texts[:at], new, *texts[at:]]), target, records)

    assert counts(found) == Counts(current=len(texts), missing=1)
    assert next(one for one in found if one.state is State.MISSING).source.text == new


@settings(max_examples=150, deadline=None)
@given(SOURCES, PLACES)
def test_a_paragraph_less_is_one_surplus_and_none_stale(texts, place):
    _, target, records = in_step(texts)
    at = place % len(texts)
    rest = [*texts[:at], *texts[at + 1 :]]

    found = step(lesson(rest) if rest else (), target, records)

    assert counts(found) == Counts(current=len(rest), surplus=1)


def test_a_paragraph_changed_beside_a_new_one_keeps_its_translation():
    texts = ["Count the jars.", "Pay for the work of all members.", "Choose a price."]
    _, target, records = in_step(texts)
    now = ["Count the jars.", "Write it down.", "Pay for the work of all.", "Choose a price."]

    found = step(lesson(now), target, records)

    assert states(found) == [State.CURRENT, State.MISSING, State.STALE, State.CURRENT]
    assert found[2].old_text == "Pay for the work of all members."


def test_a_stale_text_found_still_right_is_confirmed_until_its_source_changes_again():
    _, target, records = in_step(["One.", "Two."])
    changed = lesson(["One.", "Two jars."])

    records = confirm(step(changed, target, records), "b2")

    assert states(step(changed, target, records)) == [State.CURRENT, State.CONFIRMED]
    again = step(lesson(["One.", "Three."]), target, records)
    assert (again[1].state, again[1].old_text) == (State.STALE, "Two jars.")
    assert confirm(step(changed, target, records), "b1") == records


def test_a_line_break_or_the_form_of_accents_is_no_change():
    _, target, records = in_step(["Gi\u00e1 b\u00e1n là 5.", "Two."])

    found = step(lesson(["Gia\u0301 ba\u0301n\nlà 5.", "Two."]), target, records)

    assert states(found) == [State.CURRENT, State.CURRENT]


def test_questions_in_another_order_keep_their_translations():
    one = "::a::One?{\n=Yes#Good.\n~No#Bad.\n}\n"
    two = "::b::Two?{\n=Yes#Good.\n~No#Bad.\n}\n"
    target = quiz_units(f"{one}\n{two}".replace("Yes", "Có").replace("No", "Không"))
    records = remember(step(quiz_units(f"{one}\n{two}"), target, ()))
    more = two.replace("~No#Bad.", "~Perhaps#Hm.\n~No#Bad.")

    found = step(quiz_units(f"{more}\n{one}"), target, records)

    assert counts(found) == Counts(current=10, missing=2)
    assert [x.source.key for x in found if x.state is State.MISSING] == [
        "b/choices.b.text",
        "b/choices.b.feedback",
    ]
    assert [x.target.text for x in found if x.source.key == "b/choices.c.text"] == ["Không"]


def test_counts_of_files_add_up_and_stale_is_not_done():
    both = Counts(current=2, stale=1) + Counts(missing=3, confirmed=1, surplus=4)

    assert both == Counts(current=2, stale=1, missing=3, confirmed=1, surplus=4)
    assert (both.done, both.wanted) == (3, 7)


@pytest.mark.parametrize(
    ("form", "source", "target", "levels"),
    [
        (Form.MARKDOWN, "Pay 1,000 at 8.5 %", "Trả 1.000, tức 8,5 %", []),
        (Form.MARKDOWN, "Pay 1,000", "Trả 1.100", ["warning"]),
        (Form.MARKDOWN, "A [term](term:budget)", "Một [từ](term:budget)", []),
        (Form.MARKDOWN, "A [term](term:budget)", "Một từ", ["fault"]),
        (Form.MARKDOWN, "![Words](media/two.svg)", "![Chữ](media/one.svg)", ["fault"]),
        (Form.MARKDOWN, "A note.[^1]", "Một chú thích.", ["fault"]),
        (Form.MARKDOWN, "A note.[^1]", "Một chú thích.[^1]", []),
        (Form.GIFT, "Fill [[1]] in", "Điền vào", ["fault", "warning"]),
        (Form.GIFT, "1 + 1 \\= 2", "1 + 1 \\= 2", []),
        (Form.TOML, "In 3 days", "Trong 4 ngày", ["warning"]),
    ],
)
def test_numbers_links_pictures_and_places_to_fill_are_the_same(form, source, target, levels):
    units = [TextUnit("b1", UnitKind.PARAGRAPH, text, 4, form) for text in (source, target)]

    assert sorted(one.level for one in unit_checks(*units)) == levels


def test_every_vietnamese_text_of_the_shipped_course_has_its_partner():
    files = shipped_files()
    total = Counts()
    faults = []

    for twins in twins_into("vi"):
        source, target = twins.units(files)
        found = step(source, target, remember(step(source, target, ())))
        total += counts(found)
        assert [one.source.key for one in found] == [one.target.key for one in found]
        faults += [
            (twins.twin, fault)
            for one in found
            for fault in unit_checks(one.source, one.target)
            if fault.level == "fault"
        ]

    assert total == Counts(current=total.wanted)
    assert total.wanted > 2000
    assert faults == []


def test_one_changed_cell_of_the_shipped_course_is_the_only_stale_text():
    path = "modules/10-costing/en/03-minutes-are-money.md"
    twins = next(one for one in twins_into("vi") if one.path == path)
    source, target = twins.units(shipped_files())
    records = remember(step(source, target, ()))
    changed = shipped_files()[path].replace("| Labour | 6,000 |", "| Labour | 6,100 |")
    with_more = changed.replace("## Pay by the piece", "New.\n\n## Pay by the piece")

    found = step(twins.read_source(changed), target, records)

    assert counts(found) == Counts(current=len(source) - 1, stale=1)
    assert [one.old_text for one in found if one.state is State.STALE] == ["6,000"]
    more = counts(step(twins.read_source(with_more), target, records))
    assert more == Counts(current=len(source) - 1, stale=1, missing=1)


def test_the_work_list_counts_each_file_of_a_language():
    files = {
        "modules/01-x/en/01-one.md": "One.\n\nTwo.\n",
        "modules/01-x/vi/01-one.md": "Một.\n\nHai.\n",
        "modules/01-x/module.toml": '[title]\nen = "X"\nvi = "Y"\n',
        "glossary/en.toml": '[budget]\nword = "budget"\nmeaning = "A list."\n',
    }
    twins = list(twins_of(files, "en", "vi"))

    found = work_list(files, twins, {})

    assert [(one.twins.twin, one.counts) for one in found] == [
        ("glossary/vi.toml", Counts(missing=2)),
        ("modules/01-x/vi/01-one.md", Counts(current=2)),
        ("modules/01-x/module.toml", Counts(current=1)),
    ]


def test_an_author_sees_what_was_changed_added_and_taken_out():
    before, after = lesson(["A", "B", "C", "D"]), lesson(["A", "B now", "C", "E", "F"])

    found = source_changes(before, after)

    assert [(one.state, one.old_text, one.source and one.source.text) for one in found] == [
        (State.STALE, "B", "B now"),
        (State.STALE, "D", "E"),
        (State.MISSING, "", "F"),
    ]
    assert source_changes(after, lesson(["A"]))[0].target.text == "B now"
