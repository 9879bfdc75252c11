"""How the figures of the balance sheet, of the surplus and of the people were made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from lms.plans.finance.exact import total
from lms.plans.finance.inputs import Job, Member
from lms.plans.finance.made import Asked, Maker, Money, Number, Value, made_of, per_cent
from lms.plans.finance.people import WOMAN
from lms.words import N_

_SHEET = "balance_sheet_month_12"


def _line(name: str) -> str:
    return f"{_SHEET}.{name}"


def _bought(asked: Asked) -> Money:
    return Money(total(total(row) for row in asked.results.purchases.values()))


OF_BALANCE: Mapping[str, Maker] = {
    _line("receivables"): made_of(
        N_("Sales %(sales)s − what customers have paid by month 12, %(paid)s."),
        sales="year.sales",
        paid=lambda asked: Money(total(asked.results.cash_flow.collections)),
    ),
    _line("payables"): made_of(
        N_("Materials bought %(bought)s − paid for them by month 12, %(paid)s."),
        bought=_bought,
        paid=lambda asked: Money(total(asked.results.cash_flow.materials_paid)),
    ),
    _line("fixed_assets_net"): made_of(
        N_("What your things cost %(cost)s − what they lose until month 12, %(lost)s."),
        cost=lambda asked: Money(total(one.cost for one in asked.inputs.fixed_assets)),
        lost="year.depreciation",
    ),
    _line("total_assets"): made_of(
        N_(
            "Cash %(cash)s + owed by customers %(receivables)s + materials in stock %(raw)s"
            " + goods in stock %(finished)s + deposit %(deposit)s + things %(things)s."
        ),
        cash=_line("cash"),
        receivables=_line("receivables"),
        raw=_line("raw_stock"),
        finished=_line("finished_goods"),
        deposit=_line("deposit"),
        things=_line("fixed_assets_net"),
    ),
    _line("total_liabilities"): made_of(
        N_("Owed to suppliers %(payables)s + loans %(loans)s + tax not yet paid %(tax)s."),
        payables=_line("payables"),
        loans=_line("loans"),
        tax=_line("tax_payable"),
    ),
    _line("total_equity"): made_of(
        N_("Shares %(shares)s + grants %(grants)s + surplus %(surplus)s."),
        shares=_line("share_capital"),
        grants=_line("grant_fund"),
        surplus=_line("net_surplus"),
    ),
}


def _shares(asked: Asked) -> Money:
    return Money(total(member.share for member in asked.inputs.members))


def _after_dividend(asked: Asked) -> Money:
    given = asked.results.surplus_distribution
    return Money(given.patronage_refund + max(given.carried_forward, 0 * given.net_surplus))


def _patronage(asked: Asked) -> Number:
    return Number(asked.inputs.members[asked.place].patronage)


OF_SURPLUS: Mapping[str, Maker] = {
    "surplus_distribution.funds.*.amount": made_of(
        N_("%(share)s of the surplus %(surplus)s, rounded; nothing of a loss."),
        share=lambda asked: per_cent(asked.inputs.surplus_rules.funds[asked.place].pct),
        surplus="year.net_surplus",
    ),
    "surplus_distribution.capital_dividend": made_of(
        N_("%(rate)s of all shares %(shares)s, but no more than the funds leave."),
        rate=lambda asked: per_cent(asked.inputs.surplus_rules.capital_dividend_rate),
        shares=_shares,
    ),
    "surplus_distribution.patronage_refund": made_of(
        N_("%(share)s of what funds and return on shares leave, %(left)s."),
        share=lambda asked: per_cent(asked.inputs.surplus_rules.patronage_pct),
        left=_after_dividend,
    ),
    "surplus_distribution.carried_forward": made_of(
        N_(
            "Surplus %(surplus)s − funds %(funds)s − return on shares %(dividend)s − patronage"
            " %(refund)s."
        ),
        surplus="year.net_surplus",
        funds=lambda asked: Money(
            total(fund.amount for fund in asked.results.surplus_distribution.funds)
        ),
        dividend="surplus_distribution.capital_dividend",
        refund="surplus_distribution.patronage_refund",
    ),
    "surplus_distribution.members.*.capital_dividend": made_of(
        N_("Return on all shares %(dividend)s × own share %(own)s ÷ all shares %(shares)s."),
        dividend="surplus_distribution.capital_dividend",
        own=lambda asked: Money(asked.inputs.members[asked.place].share),
        shares=_shares,
    ),
    "surplus_distribution.members.*.patronage_refund": made_of(
        N_(
            "Patronage %(refund)s × own part %(own)s ÷ all parts %(parts)s; what rounding leaves"
            " goes to the largest remainders."
        ),
        refund="surplus_distribution.patronage_refund",
        own=_patronage,
        parts=lambda asked: Number(total(member.patronage for member in asked.inputs.members)),
    ),
    "surplus_distribution.members.*.total": made_of(
        N_("Return on the share %(dividend)s + patronage %(refund)s."),
        dividend="surplus_distribution.members.*.capital_dividend",
        refund="surplus_distribution.members.*.patronage_refund",
    ),
}


def _fte(counts: Callable[[Job], bool]) -> Callable[[Asked], Value]:
    return lambda asked: Number(total(job.fte for job in asked.inputs.jobs if counts(job)))


def _of_jobs(counts: Callable[[Job], bool]) -> Maker:
    sentence = N_("Full-time jobs counted %(part)s ÷ all %(whole)s.")
    return made_of(sentence, part=_fte(counts), whole=_fte(lambda job: True))


def _of_members(counts: Callable[[Member], bool]) -> Maker:
    def heads(asked: Asked) -> Number:
        return Number(sum(counts(member) for member in asked.inputs.members))

    return made_of(
        N_("Members counted %(part)s ÷ all %(whole)s."), part=heads, whole="people.members"
    )


OF_PEOPLE: Mapping[str, Maker] = {
    "people.jobs_fte": made_of(
        N_("All jobs together, counted as full-time jobs: %(whole)s."), whole=_fte(lambda job: True)
    ),
    "people.jobs_women_pct": _of_jobs(lambda job: job.sex == WOMAN),
    "people.jobs_youth_pct": _of_jobs(lambda job: job.youth),
    "people.jobs_disability_pct": _of_jobs(lambda job: job.disability),
    "people.members_women_pct": _of_members(lambda member: member.sex == WOMAN),
    "people.members_youth_pct": _of_members(lambda member: member.youth),
    "people.members_disability_pct": _of_members(lambda member: member.disability),
    "people.members_returnee_pct": _of_members(lambda member: member.returnee),
    "people.grant_per_fte": made_of(
        N_("All grants %(grants)s ÷ full-time jobs %(whole)s."),
        grants=lambda asked: Money(total(grant.amount for grant in asked.inputs.grants)),
        whole=_fte(lambda job: True),
    ),
    "people.largest_share_pct": made_of(
        N_("The largest share %(largest)s ÷ all shares %(shares)s."),
        largest=lambda asked: Money(max(member.share for member in asked.inputs.members)),
        shares=_shares,
    ),
}

OF_SHARING: Mapping[str, Maker] = MappingProxyType({**OF_BALANCE, **OF_SURPLUS, **OF_PEOPLE})
