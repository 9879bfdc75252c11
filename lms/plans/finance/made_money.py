"""How the figures of break-even, cash, loans and things were made."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lms.plans.finance.assets import names
from lms.plans.finance.exact import total
from lms.plans.finance.inputs import FixedAsset
from lms.plans.finance.made import Asked, Made, Maker, Money, Number, Percent, made_of, per_cent
from lms.words import N_

_SALES, _VARIABLE = "year.sales", "break_even.variable_costs"
_FIXED = "break_even.fixed_costs"


def _planned_units(asked: Asked) -> Number:
    return Number(total(asked.results.sales_and_costs.units[asked.key]))


def _profit_of_first_month(asked: Asked) -> Money:
    month = asked.results.break_even.first_profitable_month
    return Money(asked.results.sales_and_costs.profit_before_tax[month or 0])


def _profit_until_payback(asked: Asked) -> Money:
    month = asked.results.break_even.cumulative_payback_month
    return Money(asked.results.sales_and_costs.cumulative_profit_before_tax[month or 0])


def _peak(asked: Asked) -> Made:
    need = asked.results.funding
    amount = Money(need.peak_funding_need)
    if need.peak_period is None:
        return Made(N_("Without shares, grants and loans the cash never falls below 0."))
    if need.peak_period == 0:
        return Made(
            N_("Without shares, grants and loans the most is missing at the opening: %(amount)s."),
            {"amount": amount},
        )
    return Made(
        N_(
            "Without shares, grants and loans the most is missing at the end of month %(month)s:"
            " %(amount)s."
        ),
        {"month": Number(need.peak_period), "amount": amount},
    )


def _lowest(asked: Asked) -> Made:
    need = asked.results.funding
    if need.min_cash_period == 0:
        return Made(N_("The cash is lowest at the opening, before the first month."))
    return Made(
        N_("Of all months, the cash is lowest at the end of month %(month)s."),
        {"month": Number(need.min_cash_period)},
    )


OF_BREAK_EVEN: Mapping[str, Maker] = {
    _VARIABLE: made_of(
        N_("Direct costs of what is sold %(direct)s + turnover tax %(tax)s."),
        direct="year.direct_cost",
        tax="year.turnover_tax",
    ),
    _FIXED: made_of(
        N_("Running costs %(indirect)s + depreciation %(depreciation)s + interest %(interest)s."),
        indirect="year.indirect",
        depreciation="year.depreciation",
        interest="year.interest",
    ),
    "break_even.contribution_margin_pct": made_of(
        N_("(Sales %(sales)s − variable costs %(variable)s) ÷ sales."),
        sales=_SALES,
        variable=_VARIABLE,
    ),
    "break_even.break_even_sales": made_of(
        N_(
            "Fixed costs %(fixed)s × sales %(sales)s ÷ (sales − variable costs %(variable)s),"
            " rounded up."
        ),
        fixed=_FIXED,
        sales=_SALES,
        variable=_VARIABLE,
    ),
    "break_even.break_even_units_at_planned_mix.*": made_of(
        N_(
            "Planned units %(units)s × fixed costs %(fixed)s ÷ (sales %(sales)s − variable costs"
            " %(variable)s), rounded up."
        ),
        units=_planned_units,
        fixed=_FIXED,
        sales=_SALES,
        variable=_VARIABLE,
    ),
    "break_even.safety_margin_pct": made_of(
        N_("(Sales %(sales)s − break-even sales %(needed)s) ÷ sales."),
        sales=_SALES,
        needed="break_even.break_even_sales",
    ),
    "break_even.first_profitable_month": made_of(
        N_("The first month without a loss; its profit before tax is %(profit)s."),
        profit=_profit_of_first_month,
    ),
    "break_even.cumulative_payback_month": made_of(
        N_(
            "The first month at whose end all profits and losses so far make 0 or more: %(profit)s."
        ),
        profit=_profit_until_payback,
    ),
}


def _asset(asked: Asked) -> FixedAsset:
    assets = asked.inputs.fixed_assets
    return assets[names(asset.name for asset in assets).index(asked.key)]


def _instalments(asked: Asked) -> Number:
    loan = asked.inputs.loans[asked.place]
    return Number(loan.term_months - loan.grace_months)


def _repaid(asked: Asked) -> Money:
    loan = asked.inputs.loans[asked.place]
    return Money(loan.amount - asked.results.loans[asked.place].balance_end_month_12)


def _rate(asked: Asked) -> Percent:
    return per_cent(asked.inputs.loans[asked.place].annual_rate)


OF_CASH: Mapping[str, Maker] = {
    "cash_flow.closing.*": made_of(
        N_("Cash before %(opening)s + what comes in %(coming)s − what goes out %(going)s."),
        opening="cash_flow.opening.*",
        coming="cash_flow.total_in.*",
        going="cash_flow.total_out.*",
    ),
    "funding.peak_funding_need": _peak,
    "funding.min_month_end_cash": _lowest,
    "start_up.cash_needed_in_period_0": made_of(
        N_(
            "Things to buy %(things)s + costs before the opening %(before)s + deposit %(deposit)s"
            " + first stock %(stock)s."
        ),
        things="start_up.fixed_assets_cash",
        before="start_up.pre_operating",
        deposit="start_up.deposit",
        stock="start_up.initial_stock_cash",
    ),
    "start_up.cash_left_after_start_up": made_of(
        N_("Money that comes before the opening %(coming)s − what is paid by then %(going)s."),
        coming="cash_flow.total_in.0",
        going="cash_flow.total_out.0",
    ),
}

OF_THINGS_AND_LOANS: Mapping[str, Maker] = {
    "depreciation.*.monthly": made_of(
        N_("(Cost %(cost)s − rest value %(rest)s) ÷ months of life %(months)s, rounded."),
        cost=lambda asked: Money(_asset(asked).cost),
        rest=lambda asked: Money(_asset(asked).residual),
        months=lambda asked: Number(_asset(asked).life_months),
    ),
    "depreciation.*.net_book_value": made_of(
        N_("Cost %(cost)s − what it loses until month 12, %(lost)s."),
        cost=lambda asked: Money(_asset(asked).cost),
        lost="depreciation.*.year_1",
    ),
    "loans.*.principal_instalment": made_of(
        N_("Loan %(amount)s ÷ instalments after the grace %(instalments)s, rounded."),
        amount="inputs.loans.*.amount",
        instalments=_instalments,
    ),
    "loans.*.level_payment": made_of(
        N_(
            "Loan %(amount)s with %(rate)s interest a year, repaid after the grace by equal"
            " payments; number of payments: %(instalments)s."
        ),
        instalments=_instalments,
        amount="inputs.loans.*.amount",
        rate=_rate,
    ),
    "loans.*.interest_in_plan": made_of(
        N_("Each month what is still owed × %(rate)s ÷ 12, until month 12."), rate=_rate
    ),
    "loans.*.total_interest": made_of(
        N_("Each month what is still owed × %(rate)s ÷ 12, until the loan is repaid."), rate=_rate
    ),
    "loans.*.balance_end_month_12": made_of(
        N_("Loan %(amount)s − repaid until month 12, %(repaid)s."),
        amount="inputs.loans.*.amount",
        repaid=_repaid,
    ),
}

OF_MONEY: Mapping[str, Maker] = MappingProxyType(
    {**OF_BREAK_EVEN, **OF_CASH, **OF_THINGS_AND_LOANS}
)
