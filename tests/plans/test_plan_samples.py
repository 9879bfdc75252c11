"""The sample plans: complete, in two languages, computed, with nothing that stops them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans.coach_cases import ways

from lms.plans import answers as kept
from lms.plans.coach.case import PeopleState
from lms.plans.coach.complete import State, state_of
from lms.plans.coach.registry import explanation, findings
from lms.plans.expansion import expand
from lms.plans.finance.compute import compute
from lms.plans.finance.reading import read_inputs
from lms.plans.reckoning import reckon
from lms.plans.samples import (
    SampleError,
    countries_with_samples,
    load_sample,
    read_sample,
    row_id,
)
from lms.plans.template import Kind
from lms.plans.template_reading import load_template

COUNTRIES = ["KG", "MN", "VN"]
TYPED = {Kind.LINE, Kind.TEXT}


def plan(country, language="en"):
    sample, template = load_sample(country), load_template(country)
    answers = sample.answers(language)
    expanded = expand(
        answers,
        template,
        currency=template.currency,
        title=sample.title.in_language(language),
    )
    return answers, expanded, template


def answered(country, language):
    """Every answer of a sample with its field."""
    template = load_template(country)
    for key, values in load_sample(country).answers(language).items():
        if key != "explanations":
            section = template.section(key)
            for path, value in values.items():
                if not path.endswith("/_at"):
                    yield key, path, section.field_at(path), value


def test_each_country_of_the_course_has_a_sample_and_no_other():
    assert list(countries_with_samples()) == COUNTRIES
    with pytest.raises(LookupError):
        load_sample("KR")


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_section_of_a_sample_is_filled(country):
    answers, _, template = plan(country)

    states = {section.key: state_of(section, answers[section.key]) for section in template.sections}

    assert states == dict.fromkeys(states, State.DONE)
    fields = [
        (section.key, field.key) for section in template.sections for field in section.fields()
    ]
    open_fields = [pair for pair in fields if not answers[pair[0]].get(pair[1])]
    assert open_fields in ([], [("products", "explain_low_price")])
    tables = [(section.key, rows.key) for section in template.sections for rows in section.tables()]
    without_rows = [pair for pair in tables if not kept.rows(answers[pair[0]], pair[1])]
    assert without_rows in ([], [("money", "loans")])


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_each_answer_of_a_sample_is_one_that_the_page_would_take(country, language):
    faults = [
        (section, path, value)
        for section, path, field, value in answered(country, language)
        if not fits(field, value)
    ]

    assert faults == []


FORMS = {
    Kind.MONTH: r"20\d\d-(0[1-9]|1[0-2])",
    Kind.SEASON: r"[123](,[123]){11}",
    Kind.TWELVE: r"\d+(\.\d+)?(,\d+(\.\d+)?){11}",
    Kind.ROW: r"[0-9a-f-]{36}",
    Kind.COUNT: r"\d+",
}


def fits(field, value):
    """Whether a value is in the form in which answers of its kind are kept."""
    if field.kind in TYPED:
        return 0 < len(value) <= field.most and value == value.strip()
    if field.kind in FORMS and not re.fullmatch(FORMS[field.kind], value):
        return False
    if field.kind in (Kind.CHOICE, Kind.YESNO, Kind.MANY):
        return set(value.split(",")) <= {choice.key for choice in field.choices}
    return not field.kind.is_number or field.least <= Decimal(value) <= field.most


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_sample_says_the_same_in_both_languages(country):
    both = [list(answered(country, language)) for language in ("en", "vi")]

    assert [one[:2] for one in both[0]] == [one[:2] for one in both[1]]
    numbers = [[one[3] for one in half if one[2].kind not in TYPED] for half in both]
    assert numbers[0] == numbers[1]
    texts = [[one[3] for one in half if one[2].kind is Kind.TEXT] for half in both]
    assert all(english != other for english, other in zip(*texts, strict=True))


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_people_of_a_sample_are_marked_as_invented(country):
    names = {
        language: [
            row["name"]
            for _, row in kept.rows(load_sample(country).answers(language)["people"], "members")
        ]
        for language in ("en", "vi")
    }

    assert all(name.endswith("(sample)") for name in names["en"])
    assert all(name.endswith("(mẫu)") for name in names["vi"])
    assert "sample" in load_sample(country).title.in_language("en")


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_sample_is_computed_balances_and_keeps_its_cash(country):
    _, expanded, _ = plan(country)

    results = compute(read_inputs(expanded.inputs))

    sheets = results.balance_by_period
    assert [sheet.total_assets for sheet in sheets] == [
        sheet.total_liabilities + sheet.total_equity for sheet in sheets
    ]
    assert results.funding.buffer_ok
    assert results.year.profit_before_tax > 0
    assert results.break_even.safety_margin_pct > 20


@pytest.mark.parametrize("country", COUNTRIES)
def test_nothing_stops_a_sample_but_the_agreement_of_its_people(country):
    answers, expanded, template = plan(country)
    results = compute(read_inputs(expanded.inputs))
    people = PeopleState(2, ("Lan",))

    found = findings(answers, expanded, results, template, people)

    stops = [finding.id for finding in found if finding.level == "stop"]
    warnings = [finding for finding in found if finding.level == "warn"]
    tips = [finding.id for finding in found if finding.level == "tip"]
    assert stops == ["K06"]
    assert [finding.id for finding in warnings] == (["K19"] if country == "VN" else [])
    assert all(explanation(finding, answers) for finding in warnings)
    assert tips == []


def test_a_sample_that_cannot_pay_is_told_the_month_and_computed_ways_out():
    answers, _, template = plan("MN")
    late = dict(answers["money"])
    second = row_id("MN", "money/steps", "sales")
    late[f"steps/{second}/month"] = "10"
    changed = dict(answers) | {"money": late}
    expanded = expand(changed, template, currency="MNT", title="A sample")
    results = compute(read_inputs(expanded.inputs))

    (finding,) = [one for one in findings(changed, expanded, results, template) if one.id == "K08"]

    assert finding.values["month"] == results.funding.min_cash_period
    assert finding.values["amount"].amount == -results.funding.min_month_end_cash
    assert ways(finding)[0] == "Ask for 7200000 of the grant in month 4, not in month 10."


def test_a_sample_that_names_what_the_template_does_not_know_is_refused(tmp_path):
    file = tmp_path / "vn.toml"
    head = 'title = {en = "A"}\nnote = {en = "B"}\n'
    template = load_template("VN")

    for body in ('[idea]\nstrange = "x"\n', '[strange]\nwho = "x"\n'):
        file.write_text(head + body)
        with pytest.raises(SampleError, match="strange"):
            read_sample(file, template)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(draw=st.data())
def test_a_plan_with_any_answers_taken_away_is_still_read(draw):
    country = draw.draw(st.sampled_from(COUNTRIES))
    template = load_template(country)
    kept_share = draw.draw(st.integers(0, 9))
    dice = draw.draw(st.randoms(use_true_random=False))
    answers = {
        section: {path: text for path, text in values.items() if dice.randint(0, 9) <= kept_share}
        for section, values in load_sample(country).answers("en").items()
    }

    told = reckon(answers, template, currency=template.currency, title="A", language="en")

    assert {finding.id for finding in told.findings} <= {f"K{number:02}" for number in range(1, 26)}
    assert all(finding.message % finding.values for finding in told.findings)
    assert all(way.message % way.values for finding in told.findings for way in finding.ways_out)
