"""The sales-and-costs plan, month by month and for the year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from lms.plans.finance.assets import names
from lms.plans.finance.exact import added, less, only_in, percent, running, total
from lms.plans.finance.inputs import ZERO, Inputs, Row
from lms.plans.finance.making import Flow
from lms.plans.finance.results import SalesAndCosts, Year
from lms.plans.finance.taxes import profit_tax, turnover_tax


def sales_and_costs(
    inputs: Inputs, flows: Sequence[Flow], depreciation: Row, interest: Row
) -> SalesAndCosts:
    """What is earned and what it costs in each period; grants are no earnings (C16)."""
    sales = added([flow.sales for flow in flows])
    material = added([flow.sold.material for flow in flows])
    labour = added([flow.sold.labour for flow in flows])
    direct = added([material, labour])
    gross = less(sales, direct)
    by_item = _indirect(inputs)
    indirect = added(by_item.values())
    tax = turnover_tax(sales, inputs.tax, inputs.currency.step)
    before = only_in(0, total(cost.amount for cost in inputs.pre_operating))
    profit = less(gross, indirect, depreciation, interest, tax, before)
    return SalesAndCosts(
        units={flow.id: flow.sold.units for flow in flows},
        sales_by_product={flow.id: flow.sales for flow in flows},
        sales=sales,
        direct_material=material,
        direct_labour=labour,
        direct_cost=direct,
        gross_profit=gross,
        indirect_by_item=by_item,
        indirect=indirect,
        depreciation=depreciation,
        interest=interest,
        turnover_tax=tax,
        pre_operating=before,
        profit_before_tax=profit,
        cumulative_profit_before_tax=running(profit),
    )


def year_of(plan: SalesAndCosts, inputs: Inputs) -> Year:
    """The sums of all periods, and what the tax on profit leaves."""
    sales, gross = total(plan.sales), total(plan.gross_profit)
    profit = total(plan.profit_before_tax)
    tax = profit_tax(profit, inputs.tax, inputs.currency.step)
    return Year(
        sales=sales,
        direct_material=total(plan.direct_material),
        direct_labour=total(plan.direct_labour),
        direct_cost=total(plan.direct_cost),
        gross_profit=gross,
        gross_margin_pct=percent(gross, sales),
        indirect=total(plan.indirect),
        depreciation=total(plan.depreciation),
        interest=total(plan.interest),
        turnover_tax=total(plan.turnover_tax),
        pre_operating=total(plan.pre_operating),
        profit_before_tax=profit,
        profit_tax=tax,
        net_surplus=profit - tax,
        net_margin_pct=percent(profit - tax, sales),
    )


def overhead_of(plan: SalesAndCosts) -> Decimal:
    """What unit costs must carry: indirect costs and depreciation of the year (C21)."""
    return total(plan.indirect) + total(plan.depreciation)


def _indirect(inputs: Inputs) -> dict[str, Row]:
    keys = names(cost.name for cost in inputs.indirect_costs)
    amounts = ((ZERO, *cost.amount) for cost in inputs.indirect_costs)
    return dict(zip(keys, amounts, strict=True))
