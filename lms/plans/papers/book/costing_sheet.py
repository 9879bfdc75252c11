"""The sheet of what one unit of each product costs, and what its price leaves."""

from __future__ import annotations

from lms.plans.finance.inputs import ZERO
from lms.plans.finance.results import UnitCosting
from lms.plans.papers.book.cells import Sheet, Style, added
from lms.plans.papers.book.figured import Figured
from lms.words import N_


def write_costing(sheet: Sheet, plan: Figured) -> None:
    """Materials line by line, work, the part of the running costs, the price."""
    say = plan.speech.say
    sheet.say(say(N_("What one costs")), Style.TITLE)
    carried = plan.results.year.indirect + plan.results.year.depreciation
    carrier = sum(plan.results.cash_flow.direct_labour_paid)
    sheet.one(
        "carried",
        say(N_("Running costs and depreciation of the year")),
        carried,
        "[indirect.total]+[depreciation.total]",
    )
    paid = say(N_("Work on all that is made"))
    sheet.one("carrier", paid, carrier, "[labour.paid.total]")
    sheet.one(
        "overhead.rate",
        say(N_("Running costs for each money of work")),
        plan.results.overhead_rate_on_direct_labour,
        'IF([carried]=0,0,IF([carrier]=0,"",[carried]/[carrier]))',
        Style.COUNT,
    )
    for at, product in enumerate(plan.inputs.products):
        sheet.heading(product.name)
        _direct(sheet, plan, at, plan.results.unit_costing[product.id])
        _full(sheet, plan, at, plan.results.unit_costing[product.id])


def _direct(sheet: Sheet, plan: Figured, at: int, one: UnitCosting) -> None:
    say = plan.speech.say
    for (line, material), cost in zip(plan.materials(at), one.materials, strict=True):
        formula = plan.rounded(f"[material.{line}.qty]*[material.{line}.price]")
        sheet.one(f"cost.of.{line}", material.name, cost.cost, formula)
    lines = [f"[cost.of.{line}]" for line, _ in plan.materials(at)]
    as_used = [f"[cost.of.{line}]" for line, one in plan.materials(at) if not one.stocked]
    bought = sum((cost.cost for cost in one.materials if not cost.stocked), ZERO)
    materials = say(N_("All materials"))
    sheet.one(f"material.all.{at}", materials, one.direct_material, added(lines))
    sheet.one(f"used.{at}", say(N_("Of these, bought as they are used")), bought, added(as_used))
    piece = plan.inputs.products[at].labour.piece_rate is not None
    minutes = f"[product.{at}.minutes]/60*[product.{at}.hourly]"
    formula = plan.rounded(f"[product.{at}.piece]" if piece else minutes)
    sheet.one(f"labour.{at}", say(N_("Work")), one.direct_labour, formula)
    direct = f"[material.all.{at}]+[labour.{at}]"
    sheet.one(f"direct.{at}", say(N_("Direct cost")), one.direct_cost, direct, Style.SUM)


def _full(sheet: Sheet, plan: Figured, at: int, one: UnitCosting) -> None:
    say = plan.speech.say
    part = plan.rounded(f"[labour.{at}]*[carried]/[carrier]")
    sheet.one(
        f"overhead.{at}",
        say(N_("Part of the running costs")),
        one.overhead,
        f'IF([carrier]=0,IF([carried]=0,0,""),{part})',
    )
    sheet.one(
        f"full.{at}",
        say(N_("Full cost")),
        one.full_cost,
        f'IF([overhead.{at}]="","",[direct.{at}]+[overhead.{at}])',
        Style.SUM,
    )
    sheet.one(f"price.{at}", say(N_("Price")), one.price, f"[product.{at}.price]")
    left = say(N_("Price less direct cost"))
    sheet.one(f"contribution.{at}", left, one.contribution, f"[price.{at}]-[direct.{at}]")
    sheet.one(
        f"margin.{at}",
        say(N_("Price less full cost")),
        one.margin,
        f'IF([full.{at}]="","",[price.{at}]-[full.{at}])',
        Style.SUM,
    )
    sheet.one(
        f"margin.part.{at}",
        say(N_("Of the price, in percent")),
        one.margin_pct,
        f'IF([margin.{at}]="","",IF([price.{at}]=0,"",ROUND([margin.{at}]/[price.{at}]*100,2)))',
        Style.COUNT,
    )
