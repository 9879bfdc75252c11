"""The sheet of how the surplus is shared, to the last coin of each member."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from lms.plans.finance.inputs import ZERO
from lms.plans.papers.book.cells import Column, Computed, Sheet, Style, added
from lms.plans.papers.book.figured import Figured
from lms.words import N_


def write_surplus(sheet: Sheet, plan: Figured) -> None:
    """Losses, funds, return on shares, patronage, what is carried forward (C22)."""
    shared, say = plan.results.surplus_distribution, plan.speech.say
    sheet.say(say(N_("How the surplus is shared")), Style.TITLE)
    sheet.one("to.share", say(N_("Surplus of the year")), shared.net_surplus, "[surplus]")
    for at, fund in enumerate(shared.funds):
        given = added(f"[fund.{before}]" for before in range(at))
        wanted = plan.rounded(f"[fund.{at}.part]*MAX([to.share],0)")
        sheet.one(
            f"fund.{at}", fund.name, fund.amount, f"MIN({wanted},MAX([to.share],0)-({given}))"
        )
    funds = added(f"[fund.{at}]" for at in range(len(shared.funds)))
    members = bool(plan.inputs.members)
    shares = "(SUM([member#cash])+SUM([member#kind]))" if members else "0"
    wanted = plan.rounded(f"[dividend.rate]*{shares}")
    dividend = say(N_("Return on shares"))
    formula = f"MIN({wanted},MAX([to.share],0)-({funds}))"
    sheet.one("dividend", dividend, shared.capital_dividend, formula)
    left = f"(MAX([to.share],0)-({funds})-[dividend])"
    refund = f"MIN({plan.rounded(f'{left}*[refund.part]')},{left})"
    formula = f"IF(SUM([member#use])=0,0,{refund})" if members else "0"
    by_use = say(N_("Shared by use of the cooperative"))
    sheet.one("refund", by_use, shared.patronage_refund, formula)
    forward = f"{left}-[refund]+MIN([to.share],0)"
    sheet.one("forward", say(N_("Carried forward")), shared.carried_forward, forward, Style.SUM)
    if members:
        sheet.heading(say(N_("The surplus of each member")))
        _members(sheet, plan)


class Parted(NamedTuple):
    """An amount shared by weights: whole coins, what is left over of each, the amounts."""

    floors: tuple[Decimal, ...]
    rests: tuple[Decimal, ...]
    amounts: tuple[Decimal, ...]


def _members(sheet: Sheet, plan: Figured) -> None:
    """Whole coins first; the coins left go to the largest remainders, ties by order."""
    members = plan.inputs.members
    told = plan.results.surplus_distribution
    step = plan.inputs.currency.step
    shares, uses = [one.share for one in members], [one.patronage for one in members]
    dividends = tuple(one.capital_dividend for one in told.members)
    refunds = tuple(one.patronage_refund for one in told.members)
    by_share = _parted(told.capital_dividend, shares, dividends, step)
    by_use = _parted(told.patronage_refund, uses, refunds, step)
    rows = [
        (
            Computed(plan.members.get(one.id, one.id), f"[member.{at}.name]"),
            Computed(shares[at], f"[member.{at}.cash]+[member.{at}.kind]"),
            Computed(uses[at], f"[member.{at}.use]"),
            *_cells(by_share, at, "share", "dividend", plan.digits),
            *_cells(by_use, at, "use", "refund", plan.digits),
            Computed(told.members[at].total, f"[part.{at}.dividend]+[part.{at}.refund]"),
        )
        for at, one in enumerate(members)
    ]
    sheet.table("part", _columns(plan), rows)


def _columns(plan: Figured) -> tuple[Column, ...]:
    say = plan.speech.say
    coins, rest = say(N_("Whole coins")), say(N_("Remainder"))
    return (
        Column("name", say(N_("Member")), Style.TEXT),
        Column("share", say(N_("Share in the cooperative")), Style.AMOUNT),
        Column("use", say(N_("Use of the cooperative")), Style.COUNT),
        Column("dividendfloor", coins, Style.COUNT),
        Column("dividendrest", rest, Style.COUNT),
        Column("dividend", say(N_("Return on shares")), Style.AMOUNT),
        Column("refundfloor", coins, Style.COUNT),
        Column("refundrest", rest, Style.COUNT),
        Column("refund", say(N_("Shared by use of the cooperative")), Style.AMOUNT),
        Column("total", say(N_("Total")), Style.SUM),
    )


def _cells(parted: Parted, at: int, weight: str, amount: str, digits: int) -> tuple[Computed, ...]:
    whole = f"SUM([part#{weight}])"
    steps = f"ROUND([{amount}]*{10**digits},0)"
    of_all = f"{steps}*[part.{at}.{weight}]"
    rests = f"[part#{amount}rest]"
    own = f"[part.{at}.{amount}rest]"
    before = "".join(f"+([part.{one}.{amount}rest]={own})" for one in range(at))
    place = f"1+SUMPRODUCT(({rests}>{own})*1){before}"
    over = f"{steps}-SUM([part#{amount}floor])"
    coins = f"[part.{at}.{amount}floor]+IF({place}<={over},1,0)"
    return (
        Computed(parted.floors[at], f"IF({whole}=0,0,INT({of_all}/{whole}))"),
        Computed(parted.rests[at], f"IF({whole}=0,0,{of_all}-[part.{at}.{amount}floor]*{whole})"),
        Computed(parted.amounts[at], f"IF({whole}=0,0,({coins})/{10**digits})"),
    )


def _parted(
    amount: Decimal, weights: Sequence[Decimal], amounts: tuple[Decimal, ...], step: Decimal
) -> Parted:
    whole = sum(weights, ZERO)
    if not whole:
        nothing = (ZERO,) * len(weights)
        return Parted(nothing, nothing, amounts)
    parts = [divmod(amount / step * weight, whole) for weight in weights]
    return Parted(tuple(one for one, _ in parts), tuple(rest for _, rest in parts), amounts)
