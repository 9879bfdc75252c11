"""What one unit costs: materials and work line by line, then its part of the indirect costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lms.plans.finance.currency import to_step
from lms.plans.finance.exact import percent, total
from lms.plans.finance.inputs import ZERO, Labour, Product
from lms.plans.finance.results import MaterialCost, UnitCosting

_MINUTES_IN_AN_HOUR = 60


@dataclass(frozen=True)
class DirectCost:
    """What can be seen in one unit: its materials, line by line, and its work."""

    materials: tuple[MaterialCost, ...]
    labour: Decimal

    @property
    def material(self) -> Decimal:
        """All materials of one unit."""
        return total(line.cost for line in self.materials)

    @property
    def bought_as_used(self) -> Decimal:
        """The materials that are not kept in stock."""
        return total(line.cost for line in self.materials if not line.stocked)


def direct_cost(product: Product, step: Decimal) -> DirectCost:
    """The direct cost of one unit; each line is rounded half up to the step (C04, C05)."""
    lines = (
        MaterialCost(line.name, to_step(line.qty * line.price, step), line.stocked)
        for line in product.materials
    )
    return DirectCost(tuple(lines), labour_cost(product.labour, step))


def labour_cost(labour: Labour, step: Decimal) -> Decimal:
    """Money for the work on one unit, rounded half up to the step (C05).

    >>> labour_cost(Labour(Decimal(12), Decimal(30000)), Decimal(1))
    Decimal('6000')
    >>> labour_cost(Labour(piece_rate=Decimal(450)), Decimal(1))
    Decimal('450')
    """
    if labour.piece_rate is not None:
        return to_step(labour.piece_rate, step)
    return to_step(labour.minutes * labour.hourly_rate / _MINUTES_IN_AN_HOUR, step)


def overhead_rate(overhead: Decimal, labour: Decimal) -> Decimal | None:
    """Money of indirect costs that each money of direct labour carries (C21).

    overhead  indirect costs and depreciation of the twelve months
    labour    direct labour of what is made in them
    returns   0 when there is nothing to carry; None when there is, and no labour to carry it
    """
    if not overhead:
        return ZERO
    return overhead / labour if labour else None


def unit_costing(
    products: Sequence[Product],
    direct: Mapping[str, DirectCost],
    overhead: Decimal,
    labour: Decimal,
    step: Decimal,
) -> dict[str, UnitCosting]:
    """The full cost of one unit of each product; overhead and labour as for `overhead_rate`."""
    found = {}
    for product in products:
        cost = direct[product.id]
        part = _part(cost.labour, overhead, labour, step)
        found[product.id] = _costing(product.price, cost, part)
    return found


def _part(of_unit: Decimal, overhead: Decimal, labour: Decimal, step: Decimal) -> Decimal | None:
    """The overhead of one unit; the rate is never rounded on the way."""
    if overhead and not labour:
        return None
    return to_step(of_unit * overhead / labour, step) if labour else ZERO


def _costing(price: Decimal, cost: DirectCost, part: Decimal | None) -> UnitCosting:
    direct = cost.material + cost.labour
    full = None if part is None else direct + part
    margin = None if full is None else price - full
    return UnitCosting(
        materials=cost.materials,
        direct_material=cost.material,
        direct_labour=cost.labour,
        direct_cost=direct,
        price=price,
        overhead=part,
        full_cost=full,
        contribution=price - direct,
        margin=margin,
        margin_pct=None if margin is None else percent(margin, price),
    )
