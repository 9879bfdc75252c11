"""The words of the interface: catalogues in step with the code, whole, and right in each place."""

from __future__ import annotations

import re
from collections import Counter
from gettext import c2py

import pytest
from word_house import catalogue

from lms import paths
from lms.catalogue_files import LANGUAGES
from lms.web.languages import NAMES
from lms.word_commands import findings

# Each language's forms of a count, as CLDR has them: which form these counts take.
COUNTS = (0, 1, 2, 5, 11, 21, 22, 111)
NO_PLURAL = (0, 0, 0, 0, 0, 0, 0, 0)
ONE_AND_OTHER = (1, 0, 1, 1, 1, 1, 1, 1)
FORMS = {
    "en": ONE_AND_OTHER,
    "vi": NO_PLURAL,
    "mn": ONE_AND_OTHER,
    "ky": ONE_AND_OTHER,
    "ru": (2, 0, 1, 2, 2, 0, 1, 2),
    "ko": NO_PLURAL,
}


def test_code_templates_and_catalogues_have_no_finding():
    found = findings(paths.PACKAGE, paths.TEMPLATES, paths.LOCALE)

    assert [str(finding) for finding in found] == []


def test_the_languages_of_the_catalogues_are_those_a_person_can_choose():
    assert list(LANGUAGES) == list(NAMES)


@pytest.mark.parametrize("language", NAMES)
def test_all_catalogues_hold_the_same_sentences(language: str):
    ids = [(entry.msgid, entry.msgid_plural) for entry in catalogue(language)]

    assert ids == [(entry.msgid, entry.msgid_plural) for entry in catalogue("en")]
    assert len(ids) > 300


def test_vietnamese_is_whole_and_nothing_in_it_is_fuzzy():
    vietnamese = catalogue("vi")

    assert [entry.msgid for entry in vietnamese.untranslated_entries()] == []
    assert [entry.msgid for entry in vietnamese.fuzzy_entries()] == []


@pytest.mark.parametrize("language", NAMES)
def test_named_values_and_tags_are_the_same_in_every_language(language: str):
    def named(text: str) -> Counter[str]:
        return Counter(re.findall(r"%\(\w+\)s|\{\w+\}|<[^>]+>", text))

    differing = [
        entry.msgid
        for entry in catalogue(language)
        if entry.msgstr and named(entry.msgstr) != named(entry.msgid)
    ]

    assert differing == []


@pytest.mark.parametrize("language", NAMES)
def test_a_count_finds_the_plural_form_of_its_language(language: str):
    header = catalogue(language).metadata["Plural-Forms"]
    count, rule = re.fullmatch(r"nplurals=(\d); plural=(.+);", header).groups()

    assert int(count) == max(FORMS[language]) + 1
    assert tuple(map(c2py(rule), COUNTS)) == FORMS[language]


@pytest.mark.parametrize("language", ["mn", "ky", "ru", "ko"])
def test_a_draft_says_so_and_has_the_words_of_the_way_in(language: str):
    draft = catalogue(language)

    assert draft.metadata["X-State"] == "draft, needs a native reader"
    for word in ("Sign in", "Join", "My course", "Save", "Check yourself", "I have read this"):
        assert draft.find(word).msgstr, word


def test_a_vietnamese_page_is_vietnamese(browse):
    page = browse(lang="vi").get("/sign-in").text

    assert "<h1>Đăng nhập</h1>" in page
    assert "Mã PIN hoặc mật khẩu" in page
    assert "Sign in" not in page
