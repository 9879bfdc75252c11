"""Materials: what is bought in each period, what of it is used, what lies in stock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lms.plans.finance.agreement import stocked_materials, used_quantities
from lms.plans.finance.currency import to_step
from lms.plans.finance.exact import NOTHING, added, less, running, total
from lms.plans.finance.inputs import BOUGHT_AS_USED, Inputs, Row
from lms.plans.finance.making import Flow
from lms.plans.finance.results import RawStock


@dataclass(frozen=True)
class Materials:
    """The buying of a plan.

    purchases  money by group, in the period of the purchase; payment may come later
    stock      by stocked material
    value      of all stock at the end of each period
    """

    purchases: Mapping[str, Row]
    stock: Mapping[str, RawStock]
    value: Row


def materials_of(inputs: Inputs, flows: Sequence[Flow]) -> Materials:
    """The buying of a plan (C06): stocked materials by the purchase plan, others as they are used.

    The value of stock is what was bought less what was used at the line costs of one unit (C04),
    so that it agrees with the costs of what is made; it may differ a little from quantity x price.
    """
    step = inputs.currency.step
    purchases = {BOUGHT_AS_USED: added([flow.made.bought for flow in flows])}
    stock, values = {}, []
    used_values = _used_values(flows)
    for name, used in used_quantities(inputs).items():
        price = stocked_materials(inputs)[name].price
        quantities = inputs.stock_purchases.get(name, NOTHING)
        purchases[name] = tuple(to_step(quantity * price, step) for quantity in quantities)
        value = running(less(purchases[name], used_values[name]))
        level = running(less(quantities, used))
        stock[name] = RawStock(total(quantities), total(used), level[-1], value[-1], level)
        values.append(value)
    return Materials(purchases, stock, added(values))


def _used_values(flows: Sequence[Flow]) -> dict[str, Row]:
    rows: dict[str, list[Row]] = {}
    for flow in flows:
        for name, row in flow.made.stocked:
            rows.setdefault(name, []).append(row)
    return {name: added(many) for name, many in rows.items()}
