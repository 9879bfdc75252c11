"""From about thirty answers to everything that the engine asks: what is missing and what was taken.

A plan can be computed as soon as one product has a price and a number for a normal month. For the
rest there is a default, and each one that was taken stands in `notes`, so that a page can say so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lms.plans import expansion_costs as costs
from lms.plans import expansion_money as money
from lms.plans import expansion_people as people
from lms.plans import expansion_products as sold
from lms.plans.answers import Answers
from lms.plans.expansion_answers import ZERO, Missing, Note, Reading
from lms.plans.finance.currency import step_of
from lms.plans.template import Template

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Expanded:
    """What became of the answers.

    inputs   for the engine's `read_inputs`; None while there is no product to sell
    missing  answers without which a part could not be counted
    notes    what was taken where nothing was answered; both in the order of the sections
    """

    inputs: Mapping[str, Any] | None
    missing: tuple[Missing, ...]
    notes: tuple[Note, ...]


def expand(
    answers: Answers, template: Template, *, currency: str, title: str, language: str = "en"
) -> Expanded:
    """The engine's inputs (plan.md, A.4) from the answers of all sections.

    currency  code of the plan's money
    title     the plan's name
    language  in which rows without a name are called
    raises    KeyError for a currency that no plan counts in
    """
    reading = Reading(answers, template, currency, language)
    month = money.start_month(reading)
    if not _MONTH.fullmatch(month):
        month = template.defaults.word("start_month")
    products = sold.products(reading, int(month[5:7]))
    if not reading.rows("products", "products"):
        reading.missing.append(Missing("products", "products"))
    inputs = _inputs(reading, products)
    order = {section.key: at for at, section in enumerate(template.sections)}
    inputs |= {"title": title, "country": template.country, "start_month": month}
    return Expanded(
        inputs=inputs if products else None,
        missing=tuple(sorted(reading.missing, key=lambda one: order[one.section])),
        notes=tuple(sorted(reading.notes, key=lambda one: order[one.section])),
    )


def _inputs(reading: Reading, products: list[sold.Sold]) -> dict[str, Any]:
    members, assets = people.members(reading), costs.fixed_assets(reading)
    costs.agree_in_kind(reading, members, assets)
    form = reading.template.legal_form(reading.values("legal").get("form", ""))
    return {
        "currency": {
            "code": reading.currency,
            "decimals": -int(step_of(reading.currency).as_tuple().exponent),
        },
        "legal_form": form.name.in_language(reading.language) if form else "",
        "products": [product.inputs for product in products],
        "indirect_costs": costs.indirect_costs(reading),
        "fixed_assets": assets,
        "pre_operating": costs.pre_operating(reading),
        "deposit": reading.money(reading.values("things"), "deposit") or ZERO,
        "stock_purchases": {},
        "collections": sold.collections(reading, products),
        "supplier_terms": sold.supplier_terms(reading),
        "members": members,
        "grants": money.grants(reading),
        "loans": money.loans(reading),
        "tax": money.tax(reading),
        "min_cash_buffer": money.buffer(reading),
        "surplus_rules": money.surplus_rules(reading),
        "jobs": people.jobs(reading),
    }
