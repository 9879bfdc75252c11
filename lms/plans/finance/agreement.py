"""Whether the parts of a plan agree: stocks never below zero, what is in kind on both sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, localcontext

from lms.plans.finance.exact import EXACT, NOTHING, added, less, running, total
from lms.plans.finance.inputs import BOUGHT_AS_USED, ZERO, Inputs, Material, Row


def faults_of(inputs: Inputs) -> tuple[str, ...]:
    """A line for each disagreement, beginning with a field's path; () when all agree."""
    with localcontext(EXACT):
        return (
            *_stocked_faults(inputs),
            *_terms_faults(inputs),
            *_raw_stock_faults(inputs),
            *_finished_faults(inputs),
            *_in_kind_faults(inputs),
        )


def stocked_materials(inputs: Inputs) -> dict[str, Material]:
    """The materials that are kept in stock, by name; of one name, the first."""
    found: dict[str, Material] = {}
    for product in inputs.products:
        for material in product.materials:
            if material.stocked:
                found.setdefault(material.name, material)
    return found


def used_quantities(inputs: Inputs) -> dict[str, Row]:
    """Of each stocked material, what production uses in each period."""
    parts: dict[str, list[Row]] = {}
    for product in inputs.products:
        for material in product.materials:
            if material.stocked:
                used = (ZERO, *(units * material.qty for units in product.made_units))
                parts.setdefault(material.name, []).append(used)
    return {name: added(rows) for name, rows in parts.items()}


def _stocked_faults(inputs: Inputs) -> Iterator[str]:
    first = stocked_materials(inputs)
    for at, product in enumerate(inputs.products):
        for place, material in enumerate(product.materials):
            path = f"inputs.products[{at}].materials[{place}]"
            if not material.stocked:
                continue
            if material.price != first[material.name].price:
                yield f"{path}.price: must be the same in all products, for there is one stock"
            if material.name == BOUGHT_AS_USED:
                yield f"{path}.name: is the name of the group of materials without stock"
    for name in inputs.stock_purchases:
        if name not in first:
            yield f"inputs.stock_purchases.{name}: must be the name of a stocked material"


def _terms_faults(inputs: Inputs) -> Iterator[str]:
    groups = {BOUGHT_AS_USED, *stocked_materials(inputs)}
    times = Counter(terms.name for terms in inputs.supplier_terms)
    for at, terms in enumerate(inputs.supplier_terms):
        path = f"inputs.supplier_terms[{at}].name"
        if terms.name not in groups:
            yield f'{path}: must be "{BOUGHT_AS_USED}" or the name of a stocked material'
        elif times[terms.name] > 1:
            yield f"{path}: must be different from all others"


def _raw_stock_faults(inputs: Inputs) -> Iterator[str]:
    for name, used in used_quantities(inputs).items():
        stock = running(less(inputs.stock_purchases.get(name, NOTHING), used))
        fault = _below_zero(stock)
        if fault:
            yield f"inputs.stock_purchases.{name}: {fault}"


def _finished_faults(inputs: Inputs) -> Iterator[str]:
    for at, product in enumerate(inputs.products):
        if product.production_units is not None:
            made = less(product.production_units, product.sales_units)
            fault = _below_zero(running((ZERO, *made)))
            if fault:
                yield f"inputs.products[{at}].production_units: {fault}"


def _below_zero(stock: Row) -> str | None:
    for period, quantity in enumerate(stock):
        if quantity < 0:
            return f"the stock falls below zero in period {period} ({plain(quantity)})"
    return None


def _in_kind_faults(inputs: Inputs) -> Iterator[str]:
    shares = total(member.share_in_kind for member in inputs.members)
    things = total(asset.cost for asset in inputs.fixed_assets if asset.in_kind)
    if shares != things:
        yield (
            f"inputs.members[].share_in_kind: sum to {plain(shares)},"
            f" but fixed_assets in kind cost {plain(things)}"
        )


def plain(number: Decimal) -> str:
    """Digits without an exponent and without zeros at the end.

    >>> plain(Decimal("1E+3")), plain(Decimal("-2.50")), plain(Decimal("-0.0"))
    ('1000', '-2.5', '0')
    """
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
