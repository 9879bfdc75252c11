"""From the contract's JSON to what the engine takes: all of it usable, or every fault named.

Amounts of money with more decimals than the currency are rounded half up to its precision as they
are read (C02), so that each figure can be followed from the amounts shown. Rates for a quantity
(a material's price, an hour's pay) keep all their decimals: the line they make is rounded. An
amount that would be rounded to 0 is a fault, for nobody meant 0.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal, localcontext
from typing import Any

from lms.plans.finance.agreement import faults_of
from lms.plans.finance.exact import EXACT, total
from lms.plans.finance.field_reading import Fields
from lms.plans.finance.inputs import (
    MONTHS,
    PERIODS,
    ZERO,
    Currency,
    FixedAsset,
    Fund,
    Grant,
    IndirectCost,
    Inputs,
    Job,
    Labour,
    Loan,
    Material,
    Member,
    PreOperating,
    Product,
    Row,
    SupplierTerms,
    SurplusRules,
    Tax,
    Unusable,
)

METHODS = ("equal_principal", "annuity")
TAXES = ("profit", "turnover", "none")
SEXES = ("F", "M", "X", "")
MOST_MONTHS = 600
MOST_RATE = Decimal(10)
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def read_inputs(raw: Mapping[str, Any] | None) -> Inputs:
    """The plan of the object under the key `inputs`, its numbers int or Decimal.

    raises  Unusable with a line per fault, each beginning with its field's path
    """
    faults: list[str] = []
    with localcontext(EXACT):
        inputs = _inputs(raw, faults)
        if not faults:
            faults = list(faults_of(inputs))
    if faults:
        raise Unusable(tuple(" ".join(fault.split()) for fault in faults))
    return inputs


def _inputs(raw: Any, faults: list[str]) -> Inputs:
    fields = Fields(raw, "inputs", faults)
    currency = _currency(fields.object("currency"))
    fields.step = currency.step
    return Inputs(
        title=fields.text("title", needed=False),
        country=fields.text("country", needed=False),
        currency=currency,
        start_month=_start_month(fields),
        legal_form=fields.text("legal_form", needed=False),
        products=_unique(fields, "products", fields.each("products", _product)),
        indirect_costs=fields.each("indirect_costs", _indirect_cost),
        fixed_assets=fields.each("fixed_assets", _fixed_asset),
        pre_operating=fields.each("pre_operating", _pre_operating),
        deposit=fields.money("deposit"),
        stock_purchases=_stock_purchases(fields),
        collections=fields.shares("collections"),
        supplier_terms=fields.each("supplier_terms", _supplier_terms),
        members=_unique(fields, "members", fields.each("members", _member)),
        grants=fields.each("grants", _grant),
        loans=fields.each("loans", _loan),
        tax=_tax(fields.object("tax")),
        min_cash_buffer=fields.money("min_cash_buffer"),
        surplus_rules=_surplus_rules(fields.object("surplus_rules")),
        jobs=fields.each("jobs", _job),
    )


def _unique(fields: Fields, key: str, found: tuple[Any, ...]) -> tuple[Any, ...]:
    times = Counter(one.id for one in found)
    for at, one in enumerate(found):
        if one.id and times[one.id] > 1:
            fields.fault(f"{key}[{at}].id", "must be different from all others")
    return found


def _start_month(fields: Fields) -> str:
    month = fields.text("start_month", needed=False)
    if month and not _MONTH.fullmatch(month):
        fields.fault("start_month", "must be a month like 2027-01")
    return month


def _currency(fields: Fields) -> Currency:
    return Currency(fields.text("code"), fields.whole("decimals", 0, 4))


def _product(fields: Fields) -> Product:
    own_plan = "production_units" in fields
    return Product(
        id=fields.text("id"),
        name=fields.text("name"),
        unit=fields.text("unit", needed=False),
        price=fields.money("price"),
        materials=fields.each("materials", _material),
        labour=_labour(fields.object("labour")),
        sales_units=fields.numbers("sales_units", MONTHS),
        production_units=fields.numbers("production_units", MONTHS) if own_plan else None,
    )


def _material(fields: Fields) -> Material:
    return Material(
        name=fields.text("name"),
        qty=fields.number("qty"),
        unit=fields.text("unit", needed=False),
        price=fields.number("price"),
        stocked=fields.yes("stocked"),
    )


def _labour(fields: Fields) -> Labour:
    """A rate for the piece wins; minutes may stand beside it, for the hours that are needed."""
    by_piece = "piece_rate" in fields

    def timed(key: str) -> Decimal:
        return fields.number(key) if not by_piece or key in fields else ZERO

    return Labour(
        minutes=timed("minutes"),
        hourly_rate=timed("hourly_rate"),
        piece_rate=fields.money("piece_rate") if by_piece else None,
    )


def _indirect_cost(fields: Fields) -> IndirectCost:
    return IndirectCost(fields.text("name"), fields.amounts("amount", MONTHS))


def _fixed_asset(fields: Fields) -> FixedAsset:
    before = len(fields.faults)
    asset = FixedAsset(
        name=fields.text("name"),
        cost=fields.money("cost"),
        life_months=fields.whole("life_months", 1, 2 * MOST_MONTHS),
        residual=fields.money("residual", absent=ZERO),
        period=_period(fields, absent=0),
        in_kind=fields.yes("in_kind"),
    )
    if asset.residual > asset.cost and len(fields.faults) == before:
        fields.fault("residual", "must not be more than the cost")
    return asset


def _period(fields: Fields, absent: int | None = None) -> int:
    return fields.whole("period", 0, PERIODS - 1, absent=absent)


def _pre_operating(fields: Fields) -> PreOperating:
    return PreOperating(fields.text("name"), fields.money("amount"))


def _stock_purchases(fields: Fields) -> dict[str, Row]:
    if "stock_purchases" not in fields.raw:
        return {}
    bought = fields.object("stock_purchases")
    return {name: bought.numbers(name, PERIODS) for name in bought.raw}


def _supplier_terms(fields: Fields) -> SupplierTerms:
    return SupplierTerms(fields.text("name"), fields.shares("shares"))


def _sex(fields: Fields) -> str:
    """A letter; null or "" where it was not asked, but not simply absent."""
    known = "sex" in fields or "sex" not in fields.raw
    return fields.choice("sex", SEXES) if known else ""


def _member(fields: Fields) -> Member:
    return Member(
        id=fields.text("id"),
        sex=_sex(fields),
        youth=fields.yes("youth", needed=True),
        disability=fields.yes("disability", needed=True),
        returnee=fields.yes("returnee", needed=True),
        share_cash=fields.money("share_cash"),
        patronage=fields.number("patronage"),
        share_in_kind=fields.money("share_in_kind", absent=ZERO),
    )


def _grant(fields: Fields) -> Grant:
    return Grant(fields.text("name"), _period(fields), fields.money("amount"))


def _loan(fields: Fields) -> Loan:
    before = len(fields.faults)
    loan = Loan(
        name=fields.text("name"),
        amount=fields.money("amount"),
        annual_rate=fields.number("annual_rate", MOST_RATE),
        term_months=fields.whole("term_months", 1, MOST_MONTHS),
        grace_months=fields.whole("grace_months", 0, MOST_MONTHS),
        method=fields.choice("method", METHODS),
        period=_period(fields),
    )
    if loan.grace_months >= loan.term_months and len(fields.faults) == before:
        fields.fault("grace_months", "must be less than term_months")
    return loan


def _tax(fields: Fields) -> Tax:
    kind = fields.choice("type", TAXES)
    return Tax(kind, ZERO if kind == "none" and "rate" not in fields else fields.share("rate"))


def _surplus_rules(fields: Fields) -> SurplusRules:
    funds = fields.each("funds", lambda fund: Fund(fund.text("name"), fund.share("pct")))
    if total(fund.pct for fund in funds) > 1:
        fields.fault("funds", "must sum to at most 1")
    dividend, patronage = fields.share("capital_dividend_rate"), fields.share("patronage_pct")
    return SurplusRules(funds, dividend, patronage)


def _job(fields: Fields) -> Job:
    return Job(
        title=fields.text("title"),
        fte=fields.number("fte"),
        sex=_sex(fields),
        youth=fields.yes("youth"),
        disability=fields.yes("disability"),
    )
