"""From answers to figures: each one known or None, never 0 for what nobody has answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lms.plans import sections
from lms.plans.answers import Answers, is_answered, number, rows_begun
from lms.plans.finance import break_even, costing
from lms.plans.finance.currency import step_of, to_step
from lms.plans.questions import Question, Rows

FIXED = ("rent", "wages", "transport", "other")
_NOTHING: Answers = {}


@dataclass(frozen=True)
class MaterialLine:
    """A row of the materials with its cost; the name may be empty."""

    name: str
    quantity: Decimal
    price: Decimal
    cost: Decimal


@dataclass(frozen=True)
class Figures:
    """What the answers say; money at the currency's precision, None while not known.

    unit        what one is called; "" while not known
    direct      materials and work of one
    fixed_part  what one carries of the month's fixed costs, at the planned number
    full        direct + fixed_part
    left        price - full; below 0 each one loses
    needed      units a month to break even; None also when no number is enough
    never_pays  True when price <= direct, so that no number of sales is enough
    result      what the planned month leaves
    missing     the questions that the break-even still waits for
    """

    currency: str
    unit: str
    lines: tuple[MaterialLine, ...]
    minutes: Decimal | None
    hourly_rate: Decimal | None
    price: Decimal | None
    fixed_costs: tuple[Decimal, ...] | None
    planned: Decimal | None
    material: Decimal | None
    labour: Decimal | None
    missing: tuple[Question, ...]

    @property
    def direct(self) -> Decimal | None:
        if self.material is None or self.labour is None:
            return None
        return costing.direct_cost(self.material, self.labour)

    @property
    def fixed(self) -> Decimal | None:
        return None if self.fixed_costs is None else sum(self.fixed_costs, Decimal(0))

    @property
    def fixed_part(self) -> Decimal | None:
        if self.fixed is None or not self.planned:
            return None
        return costing.fixed_cost_per_unit(self.fixed, self.planned, step_of(self.currency))

    @property
    def full(self) -> Decimal | None:
        if self.direct is None or self.fixed_part is None:
            return None
        return costing.full_cost(self.direct, self.fixed_part)

    @property
    def left(self) -> Decimal | None:
        if self.price is None or self.full is None:
            return None
        return costing.left_per_unit(self.price, self.full)

    @property
    def never_pays(self) -> bool:
        return self.price is not None and self.direct is not None and self.price <= self.direct

    @property
    def needed(self) -> int | None:
        if self.price is None or self.direct is None or self.fixed is None or self.never_pays:
            return None
        return break_even.break_even_units(self.fixed, self.price, self.direct)

    @property
    def needed_sales(self) -> Decimal | None:
        if self.needed is None or self.price is None:
            return None
        return break_even.sales_of(self.needed, self.price)

    @property
    def result(self) -> Decimal | None:
        known = (self.fixed, self.price, self.direct, self.planned)
        if any(value is None for value in known):
            return None
        return break_even.month_result(*(value for value in known if value is not None))

    @property
    def nothing_yet(self) -> bool:
        """Whether no figure at all can be shown."""
        return self.material is None and self.labour is None and self.fixed is None


def figures_of(kept: Mapping[str, Answers], currency: str) -> Figures:
    """The figures of a plan.

    kept  answers by the key of their section; a section may be missing
    """
    cost = kept.get(sections.COSTING.key, _NOTHING)
    month = kept.get(sections.BREAK_EVEN.key, _NOTHING)
    step = step_of(currency)
    lines = _lines(cost, step)
    minutes, rate = number(cost, "minutes"), _money(cost, "hourly_rate", step)
    return Figures(
        currency=currency,
        unit=cost.get("unit", ""),
        lines=lines,
        minutes=minutes,
        hourly_rate=rate,
        price=_money(cost, "price", step),
        fixed_costs=_fixed_costs(month, step),
        planned=number(month, "planned_units"),
        material=_material(cost, lines, step),
        labour=None
        if minutes is None or rate is None
        else costing.labour_per_unit(minutes, rate, step),
        missing=_missing(cost, month),
    )


def _money(answers: Answers, name: str, step: Decimal) -> Decimal | None:
    amount = number(answers, name)
    return None if amount is None else to_step(amount, step)


def _materials() -> Rows:
    return next(q for q in sections.COSTING.questions if isinstance(q, Rows))


def _lines(cost: Answers, step: Decimal) -> tuple[MaterialLine, ...]:
    """The rows whose numbers are both known."""
    rows, found = _materials(), []
    for at in rows_begun(rows, cost):
        quantity = number(cost, rows.name(at, "quantity"))
        price = number(cost, rows.name(at, "price"))
        if quantity is not None and price is not None:
            line_cost = costing.line_cost(costing.Material(quantity, price), step)
            name = cost.get(rows.name(at, "name"), "")
            found.append(MaterialLine(name, quantity, price, line_cost))
    return tuple(found)


def _material(cost: Answers, lines: tuple[MaterialLine, ...], step: Decimal) -> Decimal | None:
    if not is_answered(_materials(), cost):
        return None  # a row without its price would count as if it cost nothing
    return costing.material_per_unit(
        (costing.Material(line.quantity, line.price) for line in lines), step
    )


def _fixed_costs(month: Answers, step: Decimal) -> tuple[Decimal, ...] | None:
    amounts = [_money(month, name, step) for name in FIXED]
    known = tuple(amount for amount in amounts if amount is not None)
    return known if len(known) == len(FIXED) else None


def _missing(cost: Answers, month: Answers) -> tuple[Question, ...]:
    asked = [(q, cost) for q in sections.COSTING.questions if q.key not in ("product", "unit")]
    asked += [(q, month) for q in sections.BREAK_EVEN.questions]
    return tuple(question for question, answers in asked if not is_answered(question, answers))
