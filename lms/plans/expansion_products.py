"""Products with what goes into them and how many are sold; when customers and suppliers are paid.

The engine knows one delay for all sales. Each product's part that is paid later is weighed by the
product's sales of the year: part paid after n months = (sum over products that are paid after n
months of sales x late customers / 10) / all sales, to six decimals; the rest is paid at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from lms.plans import answers as kept
from lms.plans.expansion_answers import ZERO, Reading, Row, delayed
from lms.plans.expansion_units import FLAT, season_factors, units_made, units_of_year
from lms.plans.finance.inputs import BOUGHT_AS_USED
from lms.words import N_

_FINE = Decimal("0.000001")
_WEEKS_IN_MONTH = Decimal(52) / 12
_STARTS = ("fast", "half", "year")
_DEFAULT_START = "half"


class Sold(NamedTuple):
    """A product for the engine, with what the collections need to know of it."""

    inputs: dict[str, Any]
    sales: Decimal
    row: Row


def products(reading: Reading, opens_in: int) -> list[Sold]:
    """Every product that has a price and a number of units.

    opens_in  the calendar month that is month 1
    """
    found = []
    rows = reading.rows("products", "products")
    for row in rows:
        price, units = reading.money(row.values, "price"), _units(reading, row, opens_in)
        if price is None:
            reading.lacks(row, "price")
        if units is None:
            reading.lacks(row, "normal_month")
        if price is not None and units is not None:
            found.append(_sold(reading, row, price, units))
    _give_materials(reading, found, [row.id for row in rows])
    return found


def _sold(reading: Reading, row: Row, price: Decimal, units: tuple[Decimal, ...]) -> Sold:
    product: dict[str, Any] = {
        "id": row.id,
        "name": reading.name(row),
        "unit": row.values.get("unit", ""),
        "price": price,
        "materials": [],
        "labour": _labour(reading, row),
        "sales_units": list(units),
    }
    stock = reading.number(row.values, "stock_months") or ZERO
    if stock:
        product["production_units"] = list(units_made(units, stock))
    return Sold(product, price * sum(units, ZERO), row)


def _units(reading: Reading, row: Row, opens_in: int) -> tuple[Decimal, ...] | None:
    table = kept.numbers(row.values, "twelve")
    if table is not None and min(table) >= 0:
        return table
    normal = reading.number(row.values, "normal_month")
    if normal is None:
        return None
    start = row.values.get("start", "")
    if start not in _STARTS:
        start = _DEFAULT_START
        sentence = N_("We took it that sales of %(name)s grow step by step over half a year.")
        reading.took(sentence, row.section, row.path("start"), name=reading.name(row))
    levels = [int(level) for level in kept.numbers(row.values, "season") or FLAT]
    if set(levels) - {1, 2, 3}:
        levels = list(FLAT)
    first = reading.whole(row.values, "first_month", 1, 12) or 1
    return units_of_year(normal, season_factors(levels, opens_in), first=first, start=start)


def _labour(reading: Reading, row: Row) -> dict[str, Decimal]:
    minutes = reading.number(row.values, "minutes")
    rate = reading.number(row.values, "hourly_rate")
    if minutes is None:
        sentence = N_("We took it that nobody works on %(name)s. Write the minutes for one.")
        reading.took(sentence, row.section, row.path("minutes"), name=reading.name(row))
    elif minutes and rate is None:
        rate = _lowest_rate(reading)
        sentence = N_("We took %(rate)s for an hour of work on %(name)s: the lowest wage.")
        path = row.path("hourly_rate")
        reading.took(sentence, row.section, path, rate=rate, name=reading.name(row))
    return {"minutes": minutes or ZERO, "hourly_rate": rate or ZERO}


def _lowest_rate(reading: Reading) -> Decimal:
    """The lowest wage for an hour: that of a month over the hours of its full weeks."""
    defaults = reading.template.defaults
    hours = defaults.number("hours_week") * _WEEKS_IN_MONTH
    return (defaults.number("lowest_wage") / hours).quantize(reading.step, ROUND_HALF_UP)


def _give_materials(reading: Reading, found: list[Sold], known: list[str]) -> None:
    by_id = {sold.row.id: sold for sold in found}
    for row in reading.rows("products", "materials"):
        product = row.values.get("product", "")
        if product not in known and len(known) == 1:
            product = known[0]  # with one product there is no doubt for which one it is
        if product not in known:
            reading.lacks(row, "product")
        elif product in by_id:
            material = _material(reading, row)
            by_id[product].inputs["materials"] += [] if material is None else [material]


def _material(reading: Reading, row: Row) -> dict[str, Any] | None:
    price = reading.number(row.values, "price")
    if price is None:
        reading.lacks(row, "price")
        return None
    quantity = reading.number(row.values, "quantity")
    if quantity is None:
        sentence = N_("We took 1 as the quantity of %(name)s.")
        reading.took(sentence, row.section, row.path("quantity"), name=reading.name(row))
    return {
        "name": reading.name(row),
        "qty": Decimal(1) if quantity is None else quantity,
        "unit": row.values.get("unit", ""),
        "price": price,
    }


def collections(reading: Reading, found: list[Sold]) -> list[Decimal]:
    """Which part of the sales is paid after 0, 1, 2 ... months; sums to 1.

    The ways to sell say it where no product does.
    """
    if not any("later" in sold.row.values for sold in found):
        return delayed(_by_channels(reading))
    sales = sum((sold.sales for sold in found), ZERO)
    late: dict[int, Decimal] = {}
    for sold in found:
        part = min(reading.number(sold.row.values, "later") or ZERO, Decimal(10)) / 10
        if part and sales:
            months = _months_later(reading, sold.row.values, sold.row.path("later_months"))
            late[months] = late.get(months, ZERO) + part * sold.sales / sales
    return delayed(_exact_parts(late))


def _by_channels(reading: Reading) -> dict[int, Decimal]:
    ways = reading.rows("marketing", "channels")
    shares = {row.id: reading.number(row.values, "share") or ZERO for row in ways}
    whole = sum(shares.values(), ZERO)
    late: dict[int, Decimal] = {}
    for row in ways if whole else ():
        months = reading.whole(row.values, "lag", 0, 3) or 0
        if months:
            late[months] = late.get(months, ZERO) + shares[row.id] / whole
    if late:
        sentence = N_("We took from your ways to sell how late customers pay.")
        reading.took(sentence, "marketing", "channels")
    return _exact_parts(late)


def _exact_parts(late: Mapping[int, Decimal]) -> dict[int, Decimal]:
    # Rounded down, so that together they are never more than the whole.
    return {months: part.quantize(_FINE, ROUND_DOWN) for months, part in late.items()}


def supplier_terms(reading: Reading) -> list[dict[str, Any]]:
    """When materials are paid; none where all is paid at once."""
    values = reading.values("products")
    part = min(reading.number(values, "supplier_later") or ZERO, Decimal(10)) / 10
    if not part:
        return []
    months = _months_later(reading, values, "supplier_months")
    return [{"name": BOUGHT_AS_USED, "shares": delayed({months: part})}]


def _months_later(reading: Reading, values: Mapping[str, str], path: str) -> int:
    months = reading.whole(values, path.rpartition("/")[2], 1, 3)
    if months is None:
        reading.took(N_("We took one month for what is paid later."), "products", path)
    return months or 1
