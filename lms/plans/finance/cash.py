"""Cash: what comes in and goes out, the start-up, and how much money from outside is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from lms.plans.finance.assets import Assets
from lms.plans.finance.exact import added, less, only_in, running, total
from lms.plans.finance.inputs import ZERO, Inputs, Row
from lms.plans.finance.lags import paid_by_group, spread
from lms.plans.finance.loans import Loans
from lms.plans.finance.results import CashFlow, Funding, SalesAndCosts, Sources, StartUp
from lms.plans.finance.taxes import a_month_later


def cash_flow(
    inputs: Inputs,
    plan: SalesAndCosts,
    made_labour: Row,
    purchases: Mapping[str, Row],
    things: tuple[Assets, Loans],
) -> CashFlow:
    """The cash-flow plan; made_labour is paid in the month of production (C14)."""
    assets, loans = things
    step = inputs.currency.step
    groups = paid_by_group(purchases, inputs.supplier_terms, step)
    coming = {
        "collections": spread(plan.sales, inputs.collections, step),
        "member_shares": only_in(0, total(member.share_cash for member in inputs.members)),
        "grants": added([only_in(grant.period, grant.amount) for grant in inputs.grants]),
        "loans_received": loans.received,
    }
    going = {
        "materials_paid": added(groups.values()),
        "direct_labour_paid": made_labour,
        "indirect_paid": plan.indirect,
        "pre_operating_paid": plan.pre_operating,
        "turnover_tax_paid": a_month_later(plan.turnover_tax),
        "fixed_assets_paid": assets.paid,
        "deposit_paid": only_in(0, inputs.deposit),
        "interest_paid": plan.interest,
        "principal_paid": loans.principal,
    }
    total_in, total_out = added(coming.values()), added(going.values())
    net = less(total_in, total_out)
    closing = running(net)
    return CashFlow(
        opening=(ZERO, *closing[:-1]),
        total_in=total_in,
        materials_paid_by_group=groups,
        total_out=total_out,
        net=net,
        closing=closing,
        **coming,
        **going,
    )


def start_up(inputs: Inputs, cash: CashFlow) -> StartUp:
    """What is paid before the opening, and from where the money comes."""
    return StartUp(
        fixed_assets_cash=cash.fixed_assets_paid[0],
        pre_operating=cash.pre_operating_paid[0],
        deposit=inputs.deposit,
        initial_stock_cash=cash.materials_paid[0],
        cash_needed_in_period_0=cash.total_out[0],
        fixed_assets_in_kind=total(one.cost for one in inputs.fixed_assets if one.in_kind),
        sources=Sources(
            member_shares_cash=cash.member_shares[0],
            member_shares_in_kind=total(member.share_in_kind for member in inputs.members),
            grant_period_0=cash.grants[0],
            loan_period_0=cash.loans_received[0],
            grant_later=total(cash.grants[1:]),
            loan_later=total(cash.loans_received[1:]),
        ),
        cash_left_after_start_up=cash.closing[0],
    )


def funding(cash: CashFlow, buffer: Decimal) -> Funding:
    """How deep the cash would fall without money from outside, and how low it falls with it."""
    outside = added([cash.member_shares, cash.grants, cash.loans_received])
    before = less(
        added([cash.net, cash.interest_paid, cash.principal_paid]),
        outside,
    )
    so_far = running(before)
    deepest, lowest = min(so_far), min(cash.closing)
    return Funding(
        cash_flow_before_financing=before,
        cumulative_before_financing=so_far,
        peak_funding_need=max(ZERO, -deepest),
        peak_period=so_far.index(deepest) if deepest < 0 else None,
        min_month_end_cash=lowest,
        min_cash_period=cash.closing.index(lowest),
        buffer=buffer,
        buffer_ok=lowest >= buffer,
        ever_negative=lowest < 0,
        first_negative_period=first(cash.closing, below=True),
    )


def first(row: Sequence[Decimal], *, below: bool, since: int = 0) -> int | None:
    """The first period in which a row is below 0, or not below; None when there is none."""
    return next((at for at in range(since, len(row)) if (row[at] < 0) is below), None)
