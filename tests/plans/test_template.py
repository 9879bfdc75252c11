"""The questions of the plan and a country's examples: complete, plain, and strictly read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from lms.plans.template import Field, Kind, Rows, Template, Texts
from lms.plans.template_reading import FOLDER, countries, load_template, read_template
from lms.plans.template_shapes import TemplateError

LESSONS = FOLDER.parent / "modules"
COUNTRIES = ("KG", "MN", "VN")


def texts_in(value: Any) -> Iterator[Texts]:
    """Every text of a template, however deep."""
    if isinstance(value, Texts):
        yield value
    elif is_dataclass(value):
        for one in fields(value):
            yield from texts_in(getattr(value, one.name))
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from texts_in(one)


def asked_in(template: Template) -> Iterator[Field | Rows]:
    """Every question, table and column."""
    for section in template.sections:
        for part in section.parts:
            yield part
            if isinstance(part, Rows):
                yield from part.fields


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the template files, to be spoilt."""
    return Path(shutil.copytree(FOLDER, tmp_path / "plans"))


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def faults_of(folder: Path) -> tuple[str, ...]:
    with pytest.raises(TemplateError) as caught:
        read_template(folder, "vn")
    return caught.value.faults


def test_three_countries_ask_the_same_questions_in_the_same_order():
    asked = {
        code: [(part.key, type(part)) for part in asked_in(load_template(code))]
        for code in COUNTRIES
    }

    assert countries() == COUNTRIES
    assert asked["KG"] == asked["MN"] == asked["VN"]
    assert [section.key for section in load_template("VN").sections] == [
        *("idea", "people", "market", "marketing", "legal", "work", "products", "things"),
        *("costs", "money", "rules", "risks", "actions", "declarations"),
    ]


def test_a_stranger_country_has_no_template():
    for code in ("KR", "", "../vn", "V"):
        with pytest.raises(LookupError):
            load_template(code)


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_text_is_there_in_english_and_vietnamese(code):
    texts = [*texts_in(load_template(code).sections), *texts_in(load_template(code).trades)]
    figures = [figure.note for figure in load_template(code).defaults.values()]

    assert len(texts) > 400
    for text in [*texts, *figures]:
        assert set(text.by_language) >= {"en", "vi"}
        assert text.in_language("vi") == text.by_language["vi"]
        assert text.in_language("ky") == text.by_language["en"]


@pytest.mark.parametrize("code", COUNTRIES)
def test_english_sentences_are_short(code):
    texts = {text.by_language["en"] for text in texts_in(load_template(code).sections)}
    lengths = [
        len(sentence.split())
        for text in texts
        for sentence in re.split(r"(?<=[.?!:;])\s+", text)
        if len(sentence.split()) > 2
    ]

    assert sum(lengths) / len(lengths) <= 14
    assert max(lengths) <= 24


def test_each_question_says_why_it_is_asked_and_each_choice_has_two_answers_at_least():
    for part in (part for section in load_template("MN").sections for part in section.parts):
        assert part.why is not None, part.key
    for part in asked_in(load_template("MN")):
        if isinstance(part, Field) and part.kind in (Kind.CHOICE, Kind.MANY, Kind.YESNO):
            assert len(part.choices) >= 2, part.key


def test_each_link_leads_to_a_lesson_of_the_course():
    there = {
        f"{folder.name[3:]}/{lesson.stem[3:]}"
        for folder in LESSONS.iterdir()
        for lesson in folder.glob("en/[0-9]*.md")
    }
    linked = {part.lesson for part in asked_in(load_template("VN"))} - {None}
    waiting = {part.module for part in asked_in(load_template("VN"))} - {None}

    assert linked - there == set()
    assert len(linked) >= 12
    assert waiting <= {f"M{number:02}" for number in range(1, 15)}


def test_a_path_finds_its_question_and_a_stranger_finds_none():
    products = load_template("VN").section("products")

    price = products.field_at("products/5f0c/price")
    assert price is not None
    assert price.kind is Kind.MONEY
    assert products.field_at("supplier_later") is products.fields()[1]
    for path in ("price", "products/5f0c/_at", "products//price", "unknown/supplier_later", "a/b"):
        assert products.field_at(path) is None


@pytest.mark.parametrize("code", COUNTRIES)
def test_a_figure_is_an_example_or_says_where_it_was_read(code):
    template = load_template(code)

    for key, figure in template.defaults.items():
        assert figure.example or figure.source, key
    for form in template.legal_forms:
        assert form.members_least is None or form.source, form.key
        assert form.sure or "sk" in form.note.by_language["en"] or form.key == "other"


@pytest.mark.parametrize("code", COUNTRIES)
def test_examples_of_a_country_stand_at_its_questions(code):
    parts = list(asked_in(load_template(code)))
    assert sum(part.example is not None for part in parts) >= 65
    assert load_template(code).section("idea").fields()[0].example is not None


def test_the_version_changes_with_a_word_and_with_the_country(folder):
    before = read_template(folder, "vn").version

    spoil(folder, "vn.toml", "30 families", "31 families")

    assert read_template(folder, "vn").version != before
    assert read_template(folder, "kg").version == load_template("KG").version
    assert load_template("KG").version != load_template("MN").version


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        (
            "sections.toml",
            'vi = "Ai đang có nhu cầu?"',
            'vu = "Ai"',
            "sections.toml: section[idea].part[who].question.vi: is missing",
        ),
        (
            "sections.toml",
            'key = "need"\nkind = "text"',
            'key = "need"\nkind = "novel"',
            'sections.toml: section[idea].part[need].kind: "novel" is none of line, text, money,'
            " number, count, percent, month, choice, many, yesno, season, twelve, row, rows",
        ),
        (
            "sections.toml",
            'key = "need"\nkind = "text"',
            'key = "need"\ncolour = "red"\nkind = "text"',
            "sections.toml: section[idea].part[need].colour: is not known here",
        ),
        (
            "sections.toml",
            'key = "truth"\n',
            'key = "consent"\n',
            'sections.toml: section[declarations].part: "consent" stands here twice',
        ),
        (
            "sections.toml",
            'of = "products/products"',
            'of = "products/goods"',
            'sections.toml: section[market]: of: there is no table "products/goods"',
        ),
        (
            "sections.toml",
            "Member %(number)s",
            "Member",
            "sections.toml: section[people].part[members].row_name.en: needs %(number)s",
        ),
        (
            "vn.toml",
            '"idea.who" =',
            '"idea.whom" =',
            "vn.toml: examples.idea.whom: is not known here",
        ),
        (
            "vn.toml",
            "hours_week = {value = 48, example = true,",
            "hours_week = {value = 48, example = false,",
            "vn.toml: call_defaults.hours_week.source: is missing:"
            " without a source a figure is an example",
        ),
        (
            "vn.toml",
            'season = "3,2,2,2,2,1,1,1,2,2,2,3"',
            'season = "3,2,2"',
            "vn.toml: trade[preserved_food].season: must be twelve of 1, 2 and 3 with commas",
        ),
        (
            "vn.toml",
            'tax_type = {value = "profit"',
            'tax_type = {value = "salt"',
            'vn.toml: call_defaults.tax_type.value: "salt" is not possible here',
        ),
        (
            "vn.toml",
            'country = "VN"',
            'country = "VM"',
            'vn.toml: country: must be "VN"',
        ),
    ],
)
def test_a_fault_names_its_file_and_its_key(folder, name, old, new, fault):
    spoil(folder, name, old, new)

    assert faults_of(folder) == (fault,)


def test_a_file_that_is_no_toml_is_named(folder):
    (folder / "vn.toml").write_text("country = \n", encoding="utf-8")

    (fault,) = faults_of(folder)

    assert fault.startswith("vn.toml: Invalid value")
