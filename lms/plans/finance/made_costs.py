"""How the figures of one unit and of the year were made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from lms.plans.finance.exact import total
from lms.plans.finance.inputs import Product
from lms.plans.finance.made import Asked, Made, Maker, Money, Number, Sum, made_of, per_cent
from lms.plans.finance.profit import overhead_of
from lms.words import N_

MATERIAL_AND_WORK = N_("Materials %(material)s + work %(labour)s.")


def _product(asked: Asked) -> Product:
    return next(one for one in asked.inputs.products if one.id == asked.key)


def _parts(amounts: Iterable[Decimal]) -> Sum:
    """What is not 0 of amounts to be added."""
    return Sum(tuple(amount for amount in amounts if amount))


def _materials(asked: Asked) -> Sum:
    return _parts(line.cost for line in asked.results.unit_costing[asked.key].materials)


def _labour(asked: Asked) -> Made:
    labour = _product(asked).labour
    if labour.piece_rate is not None:
        return Made(N_("The pay for one piece: %(rate)s."), {"rate": Money(labour.piece_rate)})
    return Made(
        N_("Minutes of work %(minutes)s ÷ 60 × pay of an hour %(rate)s, rounded."),
        {"minutes": Number(labour.minutes), "rate": Money(labour.hourly_rate)},
    )


def _work_of_year(asked: Asked) -> Money:
    """Direct work on what is made, which may be more than what is sold."""
    return Money(total(asked.results.cash_flow.direct_labour_paid))


def _carried(asked: Asked) -> Money:
    return Money(overhead_of(asked.results.sales_and_costs))


def _turnover_tax(asked: Asked) -> Made:
    if asked.inputs.tax.type != "turnover":
        return Made(N_("This plan pays no tax on turnover."))
    return Made(
        N_("%(rate)s of the sales of each quarter: %(parts)s."),
        {
            "rate": per_cent(asked.inputs.tax.rate),
            "parts": _parts(asked.results.sales_and_costs.turnover_tax),
        },
    )


def _profit_tax(asked: Asked) -> Made:
    if asked.inputs.tax.type != "profit":
        return Made(N_("This plan pays no tax on profit."))
    return Made(
        N_("%(rate)s of the profit before tax, %(profit)s; nothing when it is a loss."),
        {
            "rate": per_cent(asked.inputs.tax.rate),
            "profit": Money(asked.results.year.profit_before_tax),
        },
    )


OF_UNITS: Mapping[str, Maker] = {
    "unit_costing.*.direct_material": made_of(
        N_("The materials of one, each quantity × price, rounded: %(parts)s."), parts=_materials
    ),
    "unit_costing.*.direct_labour": _labour,
    "unit_costing.*.direct_cost": made_of(
        MATERIAL_AND_WORK,
        material="unit_costing.*.direct_material",
        labour="unit_costing.*.direct_labour",
    ),
    "unit_costing.*.overhead": made_of(
        N_(
            "Work on one, %(labour)s × indirect costs and depreciation of the year, %(carried)s"
            " ÷ direct work of the year, %(work)s."
        ),
        labour="unit_costing.*.direct_labour",
        carried=_carried,
        work=_work_of_year,
    ),
    "unit_costing.*.full_cost": made_of(
        N_("Direct cost %(direct)s + its part of the indirect costs %(overhead)s."),
        direct="unit_costing.*.direct_cost",
        overhead="unit_costing.*.overhead",
    ),
    "unit_costing.*.contribution": made_of(
        N_("Price %(price)s − direct cost %(direct)s."),
        price="unit_costing.*.price",
        direct="unit_costing.*.direct_cost",
    ),
    "unit_costing.*.margin": made_of(
        N_("Price %(price)s − full cost %(full)s."),
        price="unit_costing.*.price",
        full="unit_costing.*.full_cost",
    ),
    "unit_costing.*.margin_pct": made_of(
        N_("What is left of one, %(margin)s ÷ its price %(price)s."),
        margin="unit_costing.*.margin",
        price="unit_costing.*.price",
    ),
    "overhead_rate_on_direct_labour": made_of(
        N_(
            "Indirect costs and depreciation of the year, %(carried)s ÷ direct work of the year,"
            " %(work)s."
        ),
        carried=_carried,
        work=_work_of_year,
    ),
}

OF_YEAR: Mapping[str, Maker] = {
    "year.sales": made_of(
        N_("Units × price of all products, month by month: %(parts)s."),
        parts=lambda asked: _parts(asked.results.sales_and_costs.sales),
    ),
    "year.direct_material": made_of(
        N_("Materials of what is sold, month by month: %(parts)s."),
        parts=lambda asked: _parts(asked.results.sales_and_costs.direct_material),
    ),
    "year.direct_labour": made_of(
        N_("Work on what is sold, month by month: %(parts)s."),
        parts=lambda asked: _parts(asked.results.sales_and_costs.direct_labour),
    ),
    "year.direct_cost": made_of(
        MATERIAL_AND_WORK, material="year.direct_material", labour="year.direct_labour"
    ),
    "year.gross_profit": made_of(
        N_("Sales %(sales)s − direct costs %(direct)s."),
        sales="year.sales",
        direct="year.direct_cost",
    ),
    "year.gross_margin_pct": made_of(
        N_("Gross profit %(gross)s ÷ sales %(sales)s."),
        gross="year.gross_profit",
        sales="year.sales",
    ),
    "year.indirect": made_of(
        N_("The running costs of twelve months: %(parts)s."),
        parts=lambda asked: _parts(
            total(row) for row in asked.results.sales_and_costs.indirect_by_item.values()
        ),
    ),
    "year.depreciation": made_of(
        N_("What your things lose in value in twelve months: %(parts)s."),
        parts=lambda asked: _parts(one.year_1 for one in asked.results.depreciation.values()),
    ),
    "year.interest": made_of(
        N_("Interest on the loans in twelve months: %(parts)s."),
        parts=lambda asked: _parts(one.interest_in_plan for one in asked.results.loans),
    ),
    "year.turnover_tax": _turnover_tax,
    "year.pre_operating": made_of(
        N_("The costs before the opening: %(parts)s."),
        parts=lambda asked: _parts(one.amount for one in asked.inputs.pre_operating),
    ),
    "year.profit_before_tax": made_of(
        N_(
            "Gross profit %(gross)s − running costs %(indirect)s − depreciation %(depreciation)s"
            " − interest %(interest)s − turnover tax %(tax)s − costs before the opening %(before)s."
        ),
        gross="year.gross_profit",
        indirect="year.indirect",
        depreciation="year.depreciation",
        interest="year.interest",
        tax="year.turnover_tax",
        before="year.pre_operating",
    ),
    "year.profit_tax": _profit_tax,
    "year.net_surplus": made_of(
        N_("Profit before tax %(profit)s − tax on it %(tax)s. A grant is no profit."),
        profit="year.profit_before_tax",
        tax="year.profit_tax",
    ),
    "year.net_margin_pct": made_of(
        N_("Surplus %(surplus)s ÷ sales %(sales)s."),
        surplus="year.net_surplus",
        sales="year.sales",
    ),
}

OF_COSTS: Mapping[str, Maker] = MappingProxyType({**OF_UNITS, **OF_YEAR})
