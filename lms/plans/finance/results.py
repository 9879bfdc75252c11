"""The figures of a plan, named and nested as in the contract (plan.md A.4).

A Row holds periods 0 (before the opening) to 12; money is at the currency's precision,
percentages have two decimals. None is "there is no such figure", and `Results.reasons` or
`BreakEven.reason` says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from lms.plans.finance.inputs import Row
from lms.plans.finance.money_results import (
    BalanceSheet,
    CashFlow,
    Funding,
    Instalment,
    LoanSchedule,
    Sources,
    StartUp,
)

__all__ = [
    "AssetDepreciation",
    "BalanceSheet",
    "BreakEven",
    "CashFlow",
    "FinishedGoods",
    "FundAmount",
    "Funding",
    "Instalment",
    "LoanSchedule",
    "MaterialCost",
    "MemberSurplus",
    "People",
    "RawStock",
    "Results",
    "SalesAndCosts",
    "Sources",
    "StartUp",
    "SurplusDistribution",
    "UnitCosting",
    "Year",
]


@dataclass(frozen=True)
class MaterialCost:
    """A material's part in the cost of one unit."""

    name: str
    cost: Decimal
    stocked: bool


@dataclass(frozen=True)
class UnitCosting:
    """One unit of a product: what it costs and what its price leaves.

    contribution  price - direct cost
    margin        price - full cost; below 0 each one loses
    """

    materials: tuple[MaterialCost, ...]
    direct_material: Decimal
    direct_labour: Decimal
    direct_cost: Decimal
    price: Decimal
    overhead: Decimal | None
    full_cost: Decimal | None
    contribution: Decimal
    margin: Decimal | None
    margin_pct: Decimal | None


@dataclass(frozen=True)
class SalesAndCosts:
    """The sales-and-costs plan; units and direct costs are those of what is sold."""

    units: Mapping[str, Row]
    sales_by_product: Mapping[str, Row]
    sales: Row
    direct_material: Row
    direct_labour: Row
    direct_cost: Row
    gross_profit: Row
    indirect_by_item: Mapping[str, Row]
    indirect: Row
    depreciation: Row
    interest: Row
    turnover_tax: Row
    pre_operating: Row
    profit_before_tax: Row
    cumulative_profit_before_tax: Row


@dataclass(frozen=True)
class Year:
    """The sums of all periods, and the tax on profit."""

    sales: Decimal
    direct_material: Decimal
    direct_labour: Decimal
    direct_cost: Decimal
    gross_profit: Decimal
    gross_margin_pct: Decimal | None
    indirect: Decimal
    depreciation: Decimal
    interest: Decimal
    turnover_tax: Decimal
    pre_operating: Decimal
    profit_before_tax: Decimal
    profit_tax: Decimal
    net_surplus: Decimal
    net_margin_pct: Decimal | None


@dataclass(frozen=True)
class AssetDepreciation:
    """One thing: what it loses in a month and in the plan, and its value at the end of month 12."""

    monthly: Decimal
    year_1: Decimal
    net_book_value: Decimal


@dataclass(frozen=True)
class RawStock:
    """A stocked material; the value is what was bought less what was used at line costs (C04)."""

    purchased_qty: Decimal
    used_qty: Decimal
    closing_qty: Decimal
    closing_value: Decimal
    qty_by_period: Row


@dataclass(frozen=True)
class FinishedGoods:
    """What is made and not sold yet, at the direct cost of a unit."""

    units_by_period: Row
    closing_units: Decimal
    closing_value: Decimal


@dataclass(frozen=True)
class BreakEven:
    """When the year pays (C18, C19); where it never does, `reason` says why.

    safety_margin_pct  below 0 when less is sold than needed
    reason             marked for translation
    """

    variable_costs: Decimal
    fixed_costs: Decimal
    contribution_margin_pct: Decimal | None
    break_even_sales: Decimal | None
    break_even_units_at_planned_mix: Mapping[str, int] | None
    safety_margin_pct: Decimal | None
    first_profitable_month: int | None
    cumulative_payback_month: int | None
    reason: str | None = None


@dataclass(frozen=True)
class FundAmount:
    """A fund's part of the surplus."""

    name: str
    amount: Decimal


@dataclass(frozen=True)
class MemberSurplus:
    """A member's part of the surplus."""

    id: str
    capital_dividend: Decimal
    patronage_refund: Decimal
    total: Decimal


@dataclass(frozen=True)
class SurplusDistribution:
    """Who gets what of the surplus; the parts and what is carried forward sum to net_surplus."""

    net_surplus: Decimal
    funds: tuple[FundAmount, ...]
    capital_dividend: Decimal
    patronage_refund: Decimal
    carried_forward: Decimal
    members: tuple[MemberSurplus, ...]


@dataclass(frozen=True)
class People:
    """Members by head, jobs by full-time equivalent; percentages are None where there are none."""

    members: int
    members_women_pct: Decimal | None
    members_youth_pct: Decimal | None
    members_disability_pct: Decimal | None
    members_returnee_pct: Decimal | None
    jobs_fte: Decimal
    jobs_women_pct: Decimal | None
    jobs_youth_pct: Decimal | None
    jobs_disability_pct: Decimal | None
    grant_per_fte: Decimal | None
    largest_share_pct: Decimal | None


@dataclass(frozen=True)
class Results:
    """All figures of a plan.

    overhead_rate_on_direct_labour  exact to 60 digits; the contract prints six decimals
    balance_by_period               periods 0 to 12; the contract prints the last only
    reasons                         of each figure that is None: its path, and why, marked for
                                    translation ("unit_costing.overhead" is said of all products)
    """

    unit_costing: Mapping[str, UnitCosting]
    overhead_rate_on_direct_labour: Decimal | None
    sales_and_costs: SalesAndCosts
    year: Year
    depreciation: Mapping[str, AssetDepreciation]
    purchases: Mapping[str, Row]
    raw_stock: Mapping[str, RawStock]
    finished_goods: Mapping[str, FinishedGoods]
    cash_flow: CashFlow
    loans: tuple[LoanSchedule, ...]
    start_up: StartUp
    funding: Funding
    break_even: BreakEven
    balance_sheet_month_12: BalanceSheet
    surplus_distribution: SurplusDistribution
    people: People
    balance_by_period: tuple[BalanceSheet, ...]
    reasons: Mapping[str, str] = field(default_factory=dict)
