"""Where the money comes from and where the surplus goes: grant, loans, tax, rules."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from typing import Any

from lms.plans.expansion_answers import ZERO, Reading, Row
from lms.words import N_

HUNDRED = Decimal(100)
BETWEEN_STEPS = 4  # months, where nobody has said when a step comes
LATER_PART = 6  # month of the rest of a grant that has no steps yet
DEFAULT_TERM = 24  # months; said in words below
LONGEST_TERM = 600
METHODS = ("equal_principal", "annuity")
TAXES = ("profit", "turnover", "none")


def grants(reading: Reading) -> list[dict[str, Any]]:
    """The steps of the grant; a grant without steps comes in two."""
    rows = reading.rows("money", "steps")
    found = [_step(reading, row) for row in rows]
    steps = [step for step in found if step is not None]
    return steps or _without_steps(reading)


def _step(reading: Reading, row: Row) -> dict[str, Any] | None:
    amount = reading.money(row.values, "amount")
    if amount is None:
        reading.lacks(row, "amount")
        return None
    period = reading.whole(row.values, "month", 0, 12)
    if period is None:
        period = min(BETWEEN_STEPS * (row.at - 1), 12)
        sentence = N_("We took month %(month)s for %(name)s of the grant.")
        values: dict[str, Decimal | str] = {"month": Decimal(period), "name": reading.name(row)}
        reading.took(sentence, row.section, row.path("month"), **values)
    return {"name": reading.name(row), "period": period, "amount": amount}


def _without_steps(reading: Reading) -> list[dict[str, Any]]:
    asked = reading.money(reading.values("money"), "grant_ask")
    if not asked:
        return []
    first_part = reading.template.defaults.number("first_step_share") / HUNDRED
    first = (asked * first_part).quantize(reading.step, ROUND_DOWN)
    sentence = N_("We took %(first)s of the grant before opening and the rest in month %(month)s.")
    month = Decimal(LATER_PART)
    reading.took(sentence, "money", "steps", first=first, month=month)
    table = reading.template.section("money").rows_at("steps")
    names = [
        table.row_name.in_language(reading.language) % {"number": at} if table else str(at)
        for at in (1, 2)
    ]
    return [
        {"name": names[0], "period": 0, "amount": first},
        {"name": names[1], "period": LATER_PART, "amount": asked - first},
    ]


def loans(reading: Reading) -> list[dict[str, Any]]:
    """The loans; one without an amount is left out and named as missing."""
    found = []
    for row in reading.rows("money", "loans"):
        amount = reading.money(row.values, "amount")
        if amount is None:
            reading.lacks(row, "amount")
        elif amount:
            found.append(_loan(reading, row, amount))
    return found


def _loan(reading: Reading, row: Row, amount: Decimal) -> dict[str, Any]:
    term = reading.whole(row.values, "months", 1, LONGEST_TERM)
    if term is None:
        term = DEFAULT_TERM
        sentence = N_("We took two years for paying back %(name)s.")
        reading.took(sentence, row.section, row.path("months"), name=reading.name(row))
    rate = reading.number(row.values, "rate")
    if rate is None:
        rate = reading.template.defaults.number("loan_rate")
        sentence = N_("We took %(rate)s %% interest a year for %(name)s. Ask the bank.")
        values: dict[str, Decimal | str] = {"rate": rate, "name": reading.name(row)}
        reading.took(sentence, row.section, row.path("rate"), **values)
    method = row.values.get("method", "")
    return {
        "name": reading.name(row),
        "amount": amount,
        "annual_rate": min(rate, HUNDRED) / HUNDRED,
        "term_months": term,
        # The last month pays back something, or nothing ever would.
        "grace_months": reading.whole(row.values, "grace", 0, term - 1) or 0,
        "method": method if method in METHODS else METHODS[0],
        "period": reading.whole(row.values, "month", 0, 12) or 0,
    }


def tax(reading: Reading) -> dict[str, Any]:
    """The tax that was answered, else the country's example."""
    values, defaults = reading.values("money"), reading.template.defaults
    kind = values.get("tax_type", "")
    usual = defaults.word("tax_type")
    if kind not in TAXES:
        kind = usual
    rate = reading.number(values, "tax_rate")
    if rate is None and kind != "none":
        rate = defaults.number("tax_rate") if kind == usual else ZERO
        sentence = N_("We took %(rate)s %% tax as an example. Ask the tax office.")
        reading.took(sentence, "money", "tax_rate", rate=rate)
    return {"type": kind, "rate": min(rate or ZERO, HUNDRED) / HUNDRED}


def surplus_rules(reading: Reading) -> dict[str, Any]:
    """The rules of sharing; what is not answered stays in the cooperative."""
    funds: list[dict[str, Any]] = []
    for row in reading.rows("rules", "funds"):
        share = reading.number(row.values, "share")
        if share is None:
            reading.lacks(row, "share")
        else:
            funds.append({"name": reading.name(row), "pct": share / HUNDRED})
    if sum((fund["pct"] for fund in funds), ZERO) > 1:
        sentence = N_("Your funds are more than the whole surplus; we left them out.")
        reading.took(sentence, "rules", "funds")
        funds = []
    values = reading.values("rules")
    limit, patronage = (reading.number(values, key) for key in ("share_limit", "patronage"))
    if patronage is None:
        sentence = N_("We took it that the surplus after the funds stays for the next year.")
        reading.took(sentence, "rules", "patronage")
    return {
        "funds": funds,
        "capital_dividend_rate": min(limit or ZERO, HUNDRED) / HUNDRED,
        "patronage_pct": min(patronage or ZERO, HUNDRED) / HUNDRED,
    }


def start_month(reading: Reading) -> str:
    """The month of the opening, such as "2027-01"."""
    typed = reading.values("actions").get("start_month", "")
    if typed:
        return typed
    usual = reading.template.defaults.word("start_month")
    sentence = N_("We took %(month)s as the month in which you open.")
    reading.took(sentence, "actions", "start_month", month=usual)
    return usual


def buffer(reading: Reading) -> Decimal:
    """What must always stay in the cash box; nothing where nobody said so."""
    return reading.money(reading.values("money"), "buffer") or ZERO
