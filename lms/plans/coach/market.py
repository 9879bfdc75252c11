"""Checks on the market: who was asked, who buys, what others charge, when and how customers pay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from lms.plans import answers as kept
from lms.plans.coach.case import MONTHS, ZERO, Case, Row
from lms.plans.coach.finding import Found, Money, say
from lms.plans.coach.limits import INTERVIEWS_LEAST
from lms.plans.template import Kind, Trade
from lms.words import N_

DEAR, CHEAP = Decimal("1.5"), Decimal("0.5")  # times a competitor's price
LATER_MOST = 5  # of ten customers
STOCK_MONTHS_MOST = 3
SHORT_WORD = 3  # letters up to which a trade's word may begin a quite different one
FIGURES_ENOUGH = 8  # with fewer amounts round ones are no sign of guessing


def asked_enough(case: Case) -> Iterator[Found]:
    """K22: enough possible customers were asked before the plan was made."""
    asked = case.number("market", "interviews")
    if asked is None or asked >= INTERVIEWS_LEAST:
        return
    said = say(
        N_("Possible customers asked so far: %(asked)s. Fewer than %(least)s tell too little."),
        asked=asked,
        least=INTERVIEWS_LEAST,
    )
    ways = (
        say(N_("Ask some more: what do you buy, where, for how much, what is missing?")),
        say(N_("Let the family at home ask at the market, and count each talk.")),
    )
    yield Found("market", "interviews", said, ways)


def enough_customers(case: Case) -> Iterator[Found]:
    """K12: no month sells more than the customers who are named buy in a month."""
    customers = case.rows("market", "customers")
    known = [(row.number("how_many"), row.number("buys_per_month")) for row in customers]
    if case.results is None or not known:
        return
    if any(many is None or times is None for many, times in known):
        return
    bought = sum(((many or ZERO) * (times or ZERO) for many, times in known), ZERO)
    units = case.results.sales_and_costs.units.values()
    sold = {month: sum((row[month] for row in units), ZERO) for month in MONTHS}
    month = max(sold, key=lambda one: (sold[one], -one))
    if sold[month] <= bought:
        return
    said = say(
        N_("In month %(month)s you plan to sell %(sold)s; the customers you name buy %(bought)s."),
        month=month,
        sold=sold[month].to_integral_value(ROUND_CEILING),
        bought=bought.to_integral_value(ROUND_FLOOR),
    )
    ways = (
        say(N_("Name more customers, and where each number comes from.")),
        say(N_("Plan to sell less in that month, and see whether the year still pays.")),
    )
    yield Found("market", customers[0].path("buys_per_month"), said, ways)


def prices_of_others(case: Case) -> Iterator[Found]:
    """K13: a price is neither far above nor far below what a competitor asks."""
    products = {row.id: row for row in case.rows("products", "products")}
    for other in case.rows("market", "competitors"):
        product = products.get(other.text("product_ref"))
        theirs = other.number("price")
        ours = product.number("price") if product else None
        if product is None or not theirs or not ours or CHEAP <= ours / theirs <= DEAR:
            continue
        message = (
            N_("%(product)s costs %(ours)s with you and %(theirs)s at %(other)s: much more.")
            if ours > theirs
            else N_("%(product)s costs %(ours)s with you and %(theirs)s at %(other)s: much less.")
        )
        said = say(
            message,
            product=product.text("name"),
            ours=Money(ours),
            theirs=Money(theirs),
            other=other.text("name"),
        )
        ways = (
            say(N_("Check that both prices are for the same size and quality.")),
            say(N_("Write what your customers get for the difference, or change the price.")),
        )
        yield Found("products", product.path("price"), said, ways)


def late_money(case: Case) -> Iterator[Found]:
    """K18: no more than half pays later, and no more than three months' sales lie in stock."""
    for product in case.rows("products", "products"):
        later, stock = product.number("later"), product.number("stock_months")
        name = product.text("name")
        if later is not None and later > LATER_MOST:
            said = say(
                N_("Of ten customers for %(product)s, %(later)s pay later."),
                product=name,
                later=later,
            )
            ways = (
                say(N_("Ask for a part at the order, or give a small discount for cash.")),
                say(N_("Sell a part through channels that pay at once.")),
            )
            yield Found("products", product.path("later"), said, ways)
        if stock is not None and stock > STOCK_MONTHS_MOST:
            said = say(
                N_("Stock of %(product)s: sales of %(months)s months. Your money lies in it."),
                product=name,
                months=stock,
            )
            way = say(N_("Make smaller batches, or write why it must lie so long."))
            yield Found("products", product.path("stock_months"), said, (way,))


def seasons(case: Case) -> Iterator[Found]:
    """K21: twelve months alike in a trade that has busy and quiet months."""
    for product in case.rows("products", "products"):
        trade = _seasonal_trade(case, product)
        field = "twelve" if product.text("twelve") else "season"
        months = kept.numbers(product.values, field)
        if trade is None or months is None or len(set(months)) > 1:
            continue
        said = say(
            N_("%(product)s: twelve months alike. In this trade (%(trade)s) they rarely are."),
            product=product.text("name"),
            trade=trade.name,
        )
        way = say(N_("Ask a seller which months are busy and which are quiet, and mark them."))
        yield Found("products", product.path(field), said, (way,))


def _seasonal_trade(case: Case, product: Row) -> Trade | None:
    name = product.text("name").casefold()
    for trade in case.template.trades:
        if len(set(trade.season)) > 1 and any(_names(word, name) for word in trade.words):
            return trade
    return None


def _names(word: str, name: str) -> bool:
    """Whether a name has a word that begins so; a short word must stand alone.

    >>> _names("pickle", "pickled greens"), _names("may", "mayonnaise"), _names("may", "áo may sẵn")
    (True, False, True)
    """
    end = r"(?!\w)" if len(word) <= SHORT_WORD else ""
    return re.search(rf"(?<!\w){re.escape(word)}{end}", name) is not None


def round_numbers(case: Case) -> Iterator[Found]:
    """K25: when all amounts end in 000, somebody will ask where they come from."""
    amounts = list(_amounts(case))
    if len(amounts) < FIGURES_ENOUGH or any(amount % 1000 for amount in amounts):
        return
    said = say(
        N_("All %(count)s amounts in your plan end in 000. Where do they come from?"),
        count=len(amounts),
    )
    way = say(N_("Take the exact price from an offer, a bill or a price tag where you can."))
    yield Found("costs", "", said, (way,))


def _amounts(case: Case) -> Iterator[Decimal]:
    for section in case.template.sections:
        values = case.values(section.key)
        gone = {path.rsplit("/", 1)[0] for path in values if path.endswith("/_gone")}
        for path in values:
            field = section.field_at(path)
            if field is None or field.kind is not Kind.MONEY or path.rsplit("/", 1)[0] in gone:
                continue
            amount = kept.number(values, path)
            if amount:
                yield amount
