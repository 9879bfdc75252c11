"""From a plan to all its figures: the order in which the parts follow from each other."""

from __future__ import annotations

from decimal import localcontext

from lms.plans.finance.agreement import faults_of
from lms.plans.finance.assets import assets_of
from lms.plans.finance.balance import balance_sheets
from lms.plans.finance.break_even_year import break_even
from lms.plans.finance.cash import cash_flow, funding, start_up
from lms.plans.finance.exact import EXACT, added, total
from lms.plans.finance.inputs import Inputs, Unusable
from lms.plans.finance.loans import loans_of
from lms.plans.finance.making import finished_goods, flow_of
from lms.plans.finance.people import people_of
from lms.plans.finance.profit import overhead_of, sales_and_costs, year_of
from lms.plans.finance.reasons import reasons_of
from lms.plans.finance.results import Results
from lms.plans.finance.stock import materials_of
from lms.plans.finance.surplus import distribute
from lms.plans.finance.unit_costs import direct_cost, overhead_rate, unit_costing


def compute(inputs: Inputs) -> Results:
    """All figures of a plan; the same inputs give the same figures.

    inputs  from `read_inputs`, or made of such by `replace`
    raises  Unusable when stock falls below zero or shares in kind and things in kind differ,
            which a changed plan can come to; Unbalanced for a mistake of ours
    """
    with localcontext(EXACT):
        faults = faults_of(inputs)
        if faults:
            raise Unusable(faults)
        return _compute(inputs)


def _compute(inputs: Inputs) -> Results:
    step = inputs.currency.step
    direct = {product.id: direct_cost(product, step) for product in inputs.products}
    flows = [flow_of(product, direct[product.id], step) for product in inputs.products]
    materials = materials_of(inputs, flows)
    assets, loans = assets_of(inputs.fixed_assets, step), loans_of(inputs.loans, step)

    plan = sales_and_costs(inputs, flows, assets.depreciation, loans.interest)
    year = year_of(plan, inputs)
    made_labour = added([flow.made.labour for flow in flows])
    carried, carrier = overhead_of(plan), total(made_labour)
    units = unit_costing(inputs.products, direct, carried, carrier, step)

    cash = cash_flow(inputs, plan, made_labour, materials.purchases, (assets, loans))
    need = funding(cash, inputs.min_cash_buffer)
    sheets = balance_sheets(inputs, plan, year, cash, (flows, materials, assets, loans))
    pays, people = break_even(plan, year, step), people_of(inputs)
    return Results(
        unit_costing=units,
        overhead_rate_on_direct_labour=overhead_rate(carried, carrier),
        sales_and_costs=plan,
        year=year,
        depreciation=assets.by_name,
        purchases=materials.purchases,
        raw_stock=materials.stock,
        finished_goods={flow.id: finished_goods(flow) for flow in flows},
        cash_flow=cash,
        loans=loans.schedules,
        start_up=start_up(inputs, cash),
        funding=need,
        break_even=pays,
        balance_sheet_month_12=sheets[-1],
        surplus_distribution=distribute(
            year.net_surplus, inputs.surplus_rules, inputs.members, step
        ),
        people=people,
        balance_by_period=sheets,
        reasons=reasons_of(inputs, units, (year, pays, need, people)),
    )
