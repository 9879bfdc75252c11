"""The figures of a plan that are about cash, loans and what is owned; see `results`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lms.plans.finance.inputs import Row


@dataclass(frozen=True)
class CashFlow:
    """The cash-flow plan; closing = opening + total_in - total_out."""

    opening: Row
    collections: Row
    member_shares: Row
    grants: Row
    loans_received: Row
    total_in: Row
    materials_paid: Row
    materials_paid_by_group: Mapping[str, Row]
    direct_labour_paid: Row
    indirect_paid: Row
    pre_operating_paid: Row
    turnover_tax_paid: Row
    fixed_assets_paid: Row
    deposit_paid: Row
    interest_paid: Row
    principal_paid: Row
    total_out: Row
    net: Row
    closing: Row


@dataclass(frozen=True)
class Instalment:
    """A payment on a loan; instalment counts from 1, period may lie after month 12."""

    instalment: int
    period: int
    opening: Decimal
    interest: Decimal
    principal: Decimal
    payment: Decimal
    closing: Decimal


@dataclass(frozen=True)
class LoanSchedule:
    """A loan to its end.

    level_payment         what an annuity pays each month after the grace; else None
    principal_instalment  what equal principal repays each month after the grace; else None
    """

    name: str
    method: str
    level_payment: Decimal | None
    principal_instalment: Decimal | None
    schedule: tuple[Instalment, ...]
    total_interest: Decimal
    interest_in_plan: Decimal
    balance_end_month_12: Decimal


@dataclass(frozen=True)
class Sources:
    """Where the money comes from."""

    member_shares_cash: Decimal
    member_shares_in_kind: Decimal
    grant_period_0: Decimal
    loan_period_0: Decimal
    grant_later: Decimal
    loan_later: Decimal


@dataclass(frozen=True)
class StartUp:
    """What is needed and what is there before the opening.

    fixed_assets_cash     things bought in period 0
    fixed_assets_in_kind  things that members bring, whenever they come
    """

    fixed_assets_cash: Decimal
    pre_operating: Decimal
    deposit: Decimal
    initial_stock_cash: Decimal
    cash_needed_in_period_0: Decimal
    fixed_assets_in_kind: Decimal
    sources: Sources
    cash_left_after_start_up: Decimal


@dataclass(frozen=True)
class Funding:
    """How much money from outside is needed, and whether the cash lasts (C20).

    peak_period  None when no money from outside is needed
    """

    cash_flow_before_financing: Row
    cumulative_before_financing: Row
    peak_funding_need: Decimal
    peak_period: int | None
    min_month_end_cash: Decimal
    min_cash_period: int
    buffer: Decimal
    buffer_ok: bool
    ever_negative: bool
    first_negative_period: int | None


@dataclass(frozen=True)
class BalanceSheet:
    """What the cooperative has, owes and owns at the end of a period."""

    cash: Decimal
    receivables: Decimal
    raw_stock: Decimal
    finished_goods: Decimal
    deposit: Decimal
    fixed_assets_net: Decimal
    total_assets: Decimal
    payables: Decimal
    loans: Decimal
    tax_payable: Decimal
    total_liabilities: Decimal
    share_capital: Decimal
    grant_fund: Decimal
    net_surplus: Decimal
    total_equity: Decimal
