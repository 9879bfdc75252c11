"""What is sold and made of a product in each period, at its price and at its direct cost.

Money is rounded on each line of a product and a month (C02). With whole units nothing is left to
round, because the costs of one unit are rounded already; with parts of units (12.5 kg) the same
lines are rounded alike for what is made and what is sold, so that a product which is sold as it is
made leaves no stock. What is made ahead in parts of units may leave its stock a smallest coin off.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lms.plans.finance.currency import to_step
from lms.plans.finance.exact import added, less, running
from lms.plans.finance.inputs import ZERO, Product, Row
from lms.plans.finance.results import FinishedGoods
from lms.plans.finance.unit_costs import DirectCost


@dataclass(frozen=True)
class Lot:
    """So many units in each period, and their direct cost.

    bought    materials without stock
    stocked   of each stocked material, the value used
    """

    units: Row
    bought: Row
    stocked: tuple[tuple[str, Row], ...]
    labour: Row

    @property
    def material(self) -> Row:
        """All materials."""
        return added([self.bought, *(row for _, row in self.stocked)])


@dataclass(frozen=True)
class Flow:
    """A product in the plan: its sales in money, what is sold, what is made."""

    id: str
    sales: Row
    sold: Lot
    made: Lot


def flow_of(product: Product, cost: DirectCost, step: Decimal) -> Flow:
    """What a product moves in each period."""
    sold = _lot(product.sales_units, cost, step)
    same = product.production_units is None or product.production_units == product.sales_units
    made = sold if same else _lot(product.made_units, cost, step)
    return Flow(product.id, _valued(sold.units, product.price, step), sold, made)


def finished_goods(flow: Flow) -> FinishedGoods:
    """What is made and not sold yet; its value is what was made less what was sold."""
    units = running(less(flow.made.units, flow.sold.units))
    return FinishedGoods(units, units[-1], finished_value(flow)[-1])


def finished_value(flow: Flow) -> Row:
    """The value of the finished goods at the end of each period."""
    made = added([flow.made.material, flow.made.labour])
    return running(less(made, flow.sold.material, flow.sold.labour))


def _lot(units: Row, cost: DirectCost, step: Decimal) -> Lot:
    row = (ZERO, *units)
    stocked = tuple(
        (line.name, _valued(row, line.cost, step)) for line in cost.materials if line.stocked
    )
    bought = _valued(row, cost.bought_as_used, step)
    return Lot(row, bought, stocked, _valued(row, cost.labour, step))


def _valued(units: Row, each: Decimal, step: Decimal) -> Row:
    return tuple(to_step(number * each, step) for number in units)
