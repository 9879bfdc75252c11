"""The summary of a plan (W0): what somebody reads who has one minute."""

from __future__ import annotations

from decimal import Decimal

from lms.plans.drawings.speech import Speech
from lms.plans.finance.exact import EXACT
from lms.plans.finance.results import Results
from lms.plans.papers.paper import Answer
from lms.plans.papers.section_parts import MEMBERS, Telling
from lms.words import N_

HUNDRED = Decimal(100)


def summary_of(telling: Telling, results: Results | None) -> tuple[Answer, ...]:
    """The lines of W0; figures are left open while they cannot be computed."""
    say = telling.speech.say
    lines = [
        Answer(say(N_("The idea in one line")), telling.answer("idea", "one_line")),
        Answer(say(N_("Where it is")), telling.answer("legal", "place")),
        Answer(say(N_("Legal form")), telling.answer("legal", "form")),
        Answer(say(N_("Members")), _members(telling)),
        *(_figures(results, telling.speech) if results is not None else _open(telling.speech)),
        Answer(say(N_("Contact")), _contact(telling)),
    ]
    return tuple(lines)


_FIGURES = (
    N_("All money that is needed"),
    N_("The members' own part"),
    N_("Grant asked for"),
    N_("Loans"),
    N_("Jobs, counted as full time"),
    N_("Sales of the year"),
    N_("Break-even sales"),
    N_("Lowest cash at the end of a month"),
)


def _open(speech: Speech) -> list[Answer]:
    return [Answer(speech.say(name), "") for name in _FIGURES]


def _figures(results: Results, speech: Speech) -> list[Answer]:
    given = results.start_up.sources
    own = given.member_shares_cash + given.member_shares_in_kind
    grant = given.grant_period_0 + given.grant_later
    loans = given.loan_period_0 + given.loan_later
    whole = own + grant + loans
    even, need = results.break_even.break_even_sales, results.funding
    lowest = speech.say(
        N_("%(amount)s, %(period)s"),
        amount=speech.money(need.min_month_end_cash),
        period=speech.period(need.min_cash_period),
    )
    told = (
        speech.money(whole),
        _with_share(own, whole, speech),
        _with_share(grant, whole, speech),
        _with_share(loans, whole, speech),
        _jobs(results, speech),
        speech.money(results.year.sales),
        speech.say(N_("none with these prices and costs")) if even is None else speech.money(even),
        lowest,
    )
    return [Answer(speech.say(name), text) for name, text in zip(_FIGURES, told, strict=True)]


def _with_share(part: Decimal, whole: Decimal, speech: Speech) -> str:
    if not whole:
        return speech.money(part)
    share = (part * HUNDRED / whole).quantize(Decimal("0.1"), context=EXACT)
    return f"{speech.money(part)} ({speech.percent(share)})"


def _jobs(results: Results, speech: Speech) -> str:
    people = results.people
    parts = {
        N_("women"): people.jobs_women_pct,
        N_("young people"): people.jobs_youth_pct,
        N_("people with disabilities"): people.jobs_disability_pct,
    }
    told = [f"{speech.say(name)}: {speech.percent(part)}" for name, part in parts.items() if part]
    return " · ".join([speech.jobs(people.jobs_fte), *told])


def _members(telling: Telling) -> str:
    """How many, and of these how many of each group; what was not asked is not counted."""
    rows = [row for _, row in telling.rows(*MEMBERS)]
    if not rows:
        return ""
    counted = {
        N_("women"): _count(rows, sex="f"),
        N_("men"): _count(rows, sex="m"),
        N_("under 30"): _count(rows, age="under30"),
        N_("with a disability"): _count(rows, disability="yes"),
        N_("returned from abroad"): _count(rows, returnee="yes"),
    }
    speech = telling.speech
    told = [f"{speech.say(name)}: {speech.number(count)}" for name, count in counted.items()]
    return " · ".join([speech.number(len(rows)), *told])


def _count(rows: list[dict[str, str]], **wanted: str) -> int:
    return sum(all(row.get(key) == value for key, value in wanted.items()) for row in rows)


def _contact(telling: Telling) -> str:
    chair = "" if telling.hide_names else telling.answer("work", "chair")
    address = "" if telling.hide_names else telling.answer("legal", "address")
    return " · ".join(part for part in (chair, address) if part)
