"""What the list of plans and the home of a plan are given to show, ready for templates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext, ngettext

from lms.plans.addresses import page_url, plan_url, section_url
from lms.plans.answers import UNKNOWN, Answers, Values, by_section
from lms.plans.coach.complete import State, missing_answers, state_of
from lms.plans.coach.finding import Level
from lms.plans.copied import still_copied
from lms.plans.countries import COUNTRIES, template_of
from lms.plans.drawings.speech import Speech
from lms.plans.finance.currency import step_of
from lms.plans.finance.results import Results
from lms.plans.models import Plan
from lms.plans.reckoning import Reckoning, reckon
from lms.plans.section_around import name_in
from lms.plans.taking import writer_now
from lms.plans.template import Section, Template
from lms.words import N_

_NOTHING: Values = {}
_KINDS: Mapping[State, str] = {
    State.DONE: "done",
    State.BEGUN: "here",
    State.NOT_BEGUN: "ahead",
}
_WORDS: Mapping[State, str] = {
    State.DONE: N_("Done"),
    State.BEGUN: N_("In work"),
    State.NOT_BEGUN: N_("Not begun"),
}
MOST_ON_LIST = 30


class Card(NamedTuple):
    """A plan in the list."""

    title: str
    url: str
    state: str
    state_kind: str
    done: int
    of: int
    changed_at: datetime


class SectionRow(NamedTuple):
    """A section on the plan's home; writer: who is writing there now, "" when nobody said so."""

    number: int
    title: str
    url: str
    minutes: int
    state: str
    state_word: str
    writer: str


class Step(NamedTuple):
    """The one question to go on with."""

    question: str
    url: str
    minutes: int


class Home(NamedTuple):
    """The home of a plan; figures is empty while they cannot be made.

    copied  answers that are still those of a sample
    """

    title: str
    url: str
    facts: list[str]
    step: Step | None
    waiting: str
    figures: list[tuple[str, str]]
    findings: list[str]
    to_do: list[tuple[str, str]]
    sections: list[SectionRow]
    pages: list[tuple[str, str, str]]
    copied: int


def card(plan: Plan) -> Card:
    """A plan as the list shows it."""
    template, kept = template_of(plan), by_section(plan.sections)
    states = [state_of(one, kept.get(one.key, _NOTHING)) for one in template.sections]
    whole = _whole(states)
    return Card(
        plan.title,
        plan_url(plan.id),
        gettext(_WORDS[whole]),
        _KINDS[whole],
        states.count(State.DONE),
        len(states),
        plan.updated_at,
    )


def home(plan: Plan, *, waiting: int, language: str, now: datetime, writes: bool) -> Home:
    """The home of a plan: one question, the figures, what is open, the sections.

    waiting  open questions in which two people wrote different things
    writes   whether the reader may answer; a reader gets no next step
    """
    template, kept = template_of(plan), by_section(plan.sections)
    found = reckon(kept, template, currency=plan.currency, title=plan.title, language=language)
    to_do = _to_do(plan, template, kept, language)
    return Home(
        title=plan.title,
        url=plan_url(plan.id),
        facts=[gettext(COUNTRIES.get(plan.country, N_("Another country"))), plan.currency],
        step=_step(plan, template, kept, language) if writes else None,
        waiting=_waiting(waiting) if writes else "",
        figures=_figures(found.results, Speech(language, plan.currency, _decimals(plan))),
        findings=_counted(found) if found.results else [],
        to_do=to_do[:MOST_ON_LIST],
        sections=[
            _section_row(plan, one, number, kept, language, now)
            for number, one in enumerate(template.sections, 1)
        ],
        pages=_pages(plan),
        copied=still_copied(plan.sections),
    )


def _whole(states: list[State]) -> State:
    return states[0] if len(set(states)) == 1 else State.BEGUN


def _waiting(count: int) -> str:
    if not count:
        return ""
    words = ngettext(
        "%(num)s question for you: two of you wrote different things.",
        "%(num)s questions for you: two of you wrote different things.",
        count,
    )
    return str(words)


def _section_row(
    plan: Plan, section: Section, number: int, kept: Answers, language: str, now: datetime
) -> SectionRow:
    state = state_of(section, kept.get(section.key, _NOTHING))
    row = next((one for one in plan.sections if one.key == section.key), None)
    writer = writer_now(row, now) if row is not None else None
    return SectionRow(
        number,
        section.title.in_language(language),
        section_url(plan.id, section),
        section.minutes,
        _KINDS[state],
        gettext(_WORDS[state]),
        gettext(N_("%(name)s is writing"), name=name_in(plan, writer)) if writer else "",
    )


def _step(plan: Plan, template: Template, kept: Answers, language: str) -> Step | None:
    """The first required answer that is missing and was not put on the list."""
    for section in template.sections:
        values = kept.get(section.key, _NOTHING)
        for missing in missing_answers(section, values):
            if values.get(f"{UNKNOWN}/{missing.path}"):
                continue
            minutes = max(1, section.minutes // max(1, len(section.parts)))
            url = f"{section_url(plan.id, section)}#{missing.path}"
            return Step(missing.question.in_language(language), url, minutes)
    return None


def _to_do(plan: Plan, template: Template, kept: Answers, language: str) -> list[tuple[str, str]]:
    """What somebody said "I don't know yet" to, with its place."""
    listed = []
    for section in template.sections:
        for path, tick in sorted(kept.get(section.key, _NOTHING).items()):
            if not (path.startswith(f"{UNKNOWN}/") and tick):
                continue
            place = path.removeprefix(f"{UNKNOWN}/")
            asked, table = section.field_at(place), section.rows_at(place)
            words = asked.question if asked else table.title if table else None
            if words is not None:
                url = f"{section_url(plan.id, section)}#{place}"
                listed.append((url, words.in_language(language)))
    return listed


def _figures(results: Results | None, speech: Speech) -> list[tuple[str, str]]:
    """What the figures say, in three lines; (kind, sentence)."""
    if results is None:
        return []
    funding, year, even = results.funding, results.year, results.break_even
    lines = []
    if funding.ever_negative and funding.first_negative_period is not None:
        month = funding.first_negative_period
        short = speech.money(-results.cash_flow.closing[month])
        sentence = (
            gettext(N_("Before you open, %(amount)s are missing."), amount=short)
            if month == 0
            else gettext(
                N_("In month %(month)s you cannot pay %(amount)s."), month=month, amount=short
            )
        )
        lines.append(("warning", sentence))
    else:
        amount = speech.money(funding.min_month_end_cash)
        lines.append(
            (
                "plain",
                gettext(N_("Your cash lasts. At its lowest it is %(amount)s."), amount=amount),
            )
        )
    profit = speech.money(year.net_surplus)
    lines.append(
        (
            "plain" if year.net_surplus >= 0 else "warning",
            gettext(N_("After a year, without the grant, %(amount)s are left."), amount=profit)
            if year.net_surplus >= 0
            else gettext(
                N_("After a year, without the grant, the plan loses %(amount)s."),
                amount=speech.money(-year.net_surplus),
            ),
        )
    )
    if even.break_even_sales is not None:
        lines.append(
            (
                "plain",
                gettext(
                    N_("You need sales of %(amount)s in the year to lose nothing."),
                    amount=speech.money(even.break_even_sales),
                ),
            )
        )
    return lines


def _counted(found: Reckoning) -> list[str]:
    stops = len(found.of_level(Level.STOP))
    warnings = len(found.of_level(Level.WARN))
    tips = len(found.of_level(Level.TIP))
    counted = [
        (stops, ngettext("%(num)s thing to mend", "%(num)s things to mend", stops)),
        (warnings, ngettext("%(num)s thing to look at", "%(num)s things to look at", warnings)),
        (tips, ngettext("%(num)s tip", "%(num)s tips", tips)),
    ]
    return [words for count, words in counted if count]


def _pages(plan: Plan) -> list[tuple[str, str, str]]:
    """The other pages of a plan: (address, name, what it is for)."""
    named = (
        ("figures", N_("Does it carry?"), N_("Cash month by month, and what if things go worse")),
        ("group", N_("Our group"), N_("Who writes, comments and reads")),
        ("advice", N_("Advice"), N_("Ask a trainer or a mentor about a section")),
        ("papers", N_("Papers"), N_("PDF, text document, workbook, empty worksheets")),
        ("history", N_("History"), N_("Who wrote what, and earlier versions")),
        ("ready", N_("Ready to send?"), N_("The check list, and every founder's agreement")),
    )
    return [(page_url(plan.id, key), gettext(name), gettext(what)) for key, name, what in named]


def _decimals(plan: Plan) -> int:
    return -int(step_of(plan.currency).as_tuple().exponent)
