"""A language out to translators and back: what is taken, what is left, and why nothing is."""

from __future__ import annotations

import re

import pytest

from lms.authoring.exchange import export, take
from lms.authoring.steps import Counts, counts, remember, step
from lms.authoring.translation_files import twins_of
from lms.authoring.translation_units import rebuild
from lms.authoring.xliff import Entry, UnreadableError, read_xliff, write_xliff
from tests.authoring.shipped_course import shipped_files, twins_into

EN = """---
id: one
title: One
---

Count & <weigh>.

Pay 5.

- An item
"""
VI = EN.replace("title: One", "title: Một").replace("Count", "Đếm").replace("Pay", "Trả")
VI = VI.replace("An item", "Một mục")
GIFT = "::a::1 + 1 \\= ?{\n=2#Yes\\: two.\n~3#No.\n}\n"
PATH, TWIN, QUIZ = (
    "modules/01-x/en/01-one.md",
    "modules/01-x/vi/01-one.md",
    "modules/01-x/en/quiz.gift",
)
FILES = {PATH: EN, TWIN: VI, QUIZ: GIFT, QUIZ.replace("/en/", "/vi/"): GIFT}


def twins_in(files, language="vi"):
    return list(twins_of(files, "en", language))


def records_of(files, language="vi"):
    found = {}
    for twins in twins_in(files, language):
        source, target = twins.units(files)
        found[twins.twin] = remember(step(source, target, ()))
    return found


def back(content, files, records=None, language="vi"):
    return take(content, files, twins_in(files, language), records or {})


def sent(*targets, original=PATH, source="Pay 5.", key="b2", language="vi", state=""):
    entries = [Entry(original, key, source, target, state) for target in targets]
    return write_xliff(entries, "en", language)


def test_every_text_goes_out_as_people_read_it():
    content = export(FILES, twins_in(FILES), {})

    language, entries = read_xliff(content)
    assert language == "vi"
    assert [(one.key, one.source, one.target, one.state) for one in entries] == [
        ("title", "One", "Một", "translated"),
        ("b1", "Count & <weigh>.", "Đếm & <weigh>.", "translated"),
        ("b2", "Pay 5.", "Trả 5.", "translated"),
        ("b3.1", "An item", "Một mục", "translated"),
        ("a/text", "1 + 1 = ?", "1 + 1 = ?", "translated"),
        ("a/choices.a.text", "2", "2", "translated"),
        ("a/choices.a.feedback", "Yes: two.", "Yes: two.", "translated"),
        ("a/choices.b.text", "3", "3", "translated"),
        ("a/choices.b.feedback", "No.", "No.", "translated"),
    ]


def test_what_is_open_goes_out_alone_with_its_old_source():
    files = FILES | {PATH: EN.replace("Pay 5.", "Pay 6.\n\nNew.")}

    content = export(files, twins_in(files), records_of(FILES), open_only=True)

    assert [(one.source, one.target, one.state, one.notes) for one in read_xliff(content)[1]] == [
        ("Pay 6.", "Trả 5.", "needs-review-translation", ("paragraph", "old: Pay 5.")),
        ("New.", "", "needs-translation", ("paragraph",)),
    ]


def test_a_translation_comes_back_into_its_file_and_is_current():
    files = FILES | {PATH: EN.replace("Pay 5.", "Pay 6.")}
    content = sent("Trả 6.", source="Pay 6.")

    taken = back(content, files, records_of(FILES))

    assert taken.files == {TWIN: VI.replace("Trả 5.", "Trả 6.")}
    assert (taken.left, taken.faults) == ((), ())
    twins = twins_in(files)[0]
    steps = step(*twins.units(files | taken.files), taken.records[TWIN])
    assert counts(steps) == Counts(current=4)


def test_a_question_comes_back_with_its_signs_escaped():
    content = sent("1 + 1 = {?}", original=QUIZ, key="a/text", source="1 + 1 = ?")

    taken = back(content, FILES)

    assert list(taken.files.values()) == [GIFT.replace("1 + 1 \\= ?", "1 + 1 \\= \\{?\\}")]


def test_a_translation_of_an_older_source_is_left_out_and_named():
    files = FILES | {PATH: EN.replace("Pay 5.", "Pay 6.")}
    entries = [Entry(PATH, "b2", "Pay 5.", "Trả năm."), Entry(PATH, "b3.1", "An item", "Mục")]

    taken = back(write_xliff(entries, "en", "vi"), files)

    assert taken.files == {TWIN: VI.replace("Một mục", "Mục")}
    assert [(one.key, one.line > 1, str(one)) for one in taken.left] == [
        (
            "b2",
            True,
            "5: modules/01-x/en/01-one.md b2: The source has changed since this was sent out.",
        )
    ]


def test_a_text_that_stands_elsewhere_by_now_is_found_there():
    files = FILES | {PATH: EN.replace("Count", "First.\n\nCount")}

    taken = back(sent("Trả năm."), files, records_of(FILES))

    assert taken.files == {TWIN: VI.replace("Trả 5.", "Trả năm.")}


def test_a_key_that_the_source_lacks_is_left_out():
    taken = back(sent("Trả", key="b77", source="Nothing like it"), FILES)

    assert taken.files == {}
    assert [str(one.template) for one in taken.left] == ["The source has no such text any more."]


def test_with_a_text_that_breaks_its_file_nothing_is_taken():
    entries = [
        Entry(PATH, "b2", "Pay 5.", "# Trả"),
        Entry(PATH, "b3.1", "An item", "Mục"),
        Entry(QUIZ, "a/text", "1 + 1 = ?", "Bao nhiêu?"),
    ]

    taken = back(write_xliff(entries, "en", "vi"), FILES)

    assert (taken.files, taken.records) == ({}, {})
    assert [(one.path, one.key, one.line > 1) for one in taken.faults] == [(PATH, "b2", True)]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"no xml", 1),
        (sent("Tr\u1ea3").replace("Tr\u1ea3".encode(), "Tr\u00e0".encode("latin-1")), 7),
        (sent("a").replace(b"<xliff", b'<!DOCTYPE x [<!ENTITY y "z">]>\n<xliff'), 2),
        (b"<quiz/>", 1),
        (b"<xliff version='1.2'>" + b"<a>" * 50, 1),
        (sent("a")[:200], 3),
        (sent("a", language="mn"), 1),
        (sent("a", "b"), 9),
        (sent("a", original="modules/other.md"), 5),
        (b"<?xml version='1.0' encoding='x-none'?><xliff version='1.2'/>", 1),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused_as_a_whole(content, line):
    taken = back(content, FILES)

    assert (taken.files, taken.records, taken.left) == ({}, {}, ())
    assert [one.line for one in taken.faults] == [line]


def test_a_stale_text_that_somebody_looked_at_is_confirmed():
    files = FILES | {PATH: EN.replace("Pay 5.", "Pay 5 now.")}
    looked_at = sent("Trả 5.", source="Pay 5 now.", state="final")

    taken = back(looked_at, files, records_of(FILES))

    assert taken.files == {}
    steps = step(*twins_in(files)[0].units(files), taken.records[TWIN])
    assert counts(steps) == Counts(current=3, confirmed=1)


def test_older_translations_and_inline_codes_of_other_tools_are_read_over():
    content = (
        b'<x:xliff version="1.2" xmlns:x="urn:oasis:names:tc:xliff:document:1.2">'
        b'<x:file original="a" target-language="vi"><x:body><x:group><x:trans-unit id="k">'
        b"<x:source>One <x:g>two</x:g></x:source><x:target>Mot <x:g>hai</x:g></x:target>"
        b"<x:alt-trans><x:target>old</x:target></x:alt-trans></x:trans-unit></x:group></x:body>"
        b"</x:file></x:xliff>"
    )

    assert read_xliff(content) == ("vi", [Entry("a", "k", "One two", "Mot hai")])


def test_a_file_over_twenty_megabytes_is_not_read():
    with pytest.raises(UnreadableError, match="20 MB"):
        read_xliff(b" " * 20_000_001)


def test_some_texts_of_a_new_language_make_no_file():
    taken = back(sent("Төл.", language="mn"), FILES, language="mn")

    assert (taken.files, taken.faults) == ({}, ())
    assert [one.values for one in taken.left] == [{"count": 3}]


def test_the_shipped_course_goes_out_and_comes_back_as_it_is():
    files, twins = shipped_files(), twins_into("vi")
    records = records_of(files)

    taken = take(export(files, twins, records), files, twins, records)

    assert (taken.files, taken.left, taken.faults) == ({}, (), ())
    assert taken.records == records


def test_what_translators_send_for_an_emptied_course_makes_it_byte_for_byte():
    files, twins = shipped_files(), twins_into("vi")
    content = export(files, twins, {})
    emptied = dict(files)
    for one in twins:
        texts = {
            unit.key: f"x{n}" + "".join(re.findall(r"\[\^\S+\]", unit.text))
            for n, unit in enumerate(one.units(files)[1])
        }
        emptied[one.twin] = rebuild(emptied[one.twin], texts, one.read_target)

    taken = take(content, emptied, twins, {})

    assert (taken.left, taken.faults) == ((), ())
    assert emptied | taken.files == files


def test_a_language_is_made_from_nothing_on_the_blocks_of_the_source():
    files = shipped_files()
    content = export(files, twins_into("vi"), {}).replace(b'"vi"', b'"mn"')
    twins = twins_into("mn")

    taken = take(content, files, twins, {})

    assert (taken.left, taken.faults) == ((), ())
    made = files | taken.files
    assert set(taken.files) == {one.twin for one in twins}
    for one, vietnamese in zip(twins, twins_into("vi"), strict=True):
        texts = [unit.text for unit in one.units(made)[1]]
        assert texts == [unit.text for unit in vietnamese.units(files)[1]]
        if one.path.endswith(".md"):
            assert made[one.twin] == files[vietnamese.twin]
