"""Drawings as lists of bars, name above and amount at the end: readable on the narrowest phone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from lms.plans.drawings.drawing import (
    WIDTH,
    Drawing,
    Shape,
    filled,
    hollow,
    line,
    text,
)
from lms.plans.drawings.speech import Speech
from lms.plans.finance.results import Results
from lms.words import N_

ZERO = Decimal(0)
HUNDRED = Decimal(100)
HEAD, ROW, LINE = 26, 34, 15  # heights of a heading, of a bar with its name, of one more line


class Bar(NamedTuple):
    """A bar: its name, its length, the length as words; a hollow one is what goes out."""

    name: str
    size: Decimal
    said: str
    hollow: bool = False


class Group(NamedTuple):
    """Bars under a heading; "" has none."""

    heading: str
    bars: Sequence[Bar]


def break_even(results: Results, speech: Speech) -> Drawing:
    """Sales of the year beside the sales with which nothing is lost, or the reason of none."""
    year, even = results.year, results.break_even
    sold = Bar(speech.say(N_("Sales of the year")), year.sales, speech.money(year.sales))
    if even.break_even_sales is None:
        says = speech.say(even.reason or N_("There is no break-even with these prices and costs."))
        return _listed("break-even", N_("Sales and break-even"), says, [Group("", [sold])], speech)
    needed = Bar(
        speech.say(N_("Break-even sales")),
        even.break_even_sales,
        speech.money(even.break_even_sales),
        hollow=True,
    )
    difference = year.sales - even.break_even_sales
    message = (
        N_("You plan to sell %(amount)s more than you need to lose nothing.")
        if difference >= 0
        else N_("You plan to sell %(amount)s less than you need to lose nothing.")
    )
    says = speech.say(message, amount=speech.money(abs(difference)))
    groups = [Group("", [sold, needed])]
    return _listed("break-even", N_("Sales and break-even"), says, groups, speech)


def sources_and_uses(results: Results, speech: Speech) -> Drawing:
    """Where the money comes from, and what it is used for; both sides have one total."""
    sources, uses = _sources(results), _uses(results)
    total = sum(sources.values(), ZERO)
    groups = [
        Group(speech.say(N_("Where the money comes from")), _bars(sources, speech)),
        Group(speech.say(N_("What it is used for")), _bars(uses, speech, hollow=True)),
    ]
    says = speech.say(
        N_("%(amount)s comes in, and %(amount)s is used or kept."), amount=speech.money(total)
    )
    return _listed("sources", N_("Sources and uses of money"), says, groups, speech)


def _sources(results: Results) -> dict[str, Decimal]:
    start = results.start_up
    given = start.sources
    return {
        N_("Members' shares in cash"): given.member_shares_cash,
        N_("Members' shares in kind"): given.member_shares_in_kind,
        N_("Grant at the start"): given.grant_period_0,
        N_("Grant in later steps"): given.grant_later,
        N_("Loans at the start"): given.loan_period_0,
        N_("Loans in later months"): given.loan_later,
        N_("Still missing at the start"): max(ZERO, -start.cash_left_after_start_up),
    }


def _uses(results: Results) -> dict[str, Decimal]:
    start = results.start_up
    later = start.sources.grant_later + start.sources.loan_later
    return {
        N_("Things bought"): start.fixed_assets_cash,
        N_("Things that members bring"): start.fixed_assets_in_kind,
        N_("Costs before the opening"): start.pre_operating,
        N_("Deposit"): start.deposit,
        N_("First stock"): start.initial_stock_cash,
        N_("For the months after the start"): later + max(ZERO, start.cash_left_after_start_up),
    }


def _bars(amounts: dict[str, Decimal], speech: Speech, *, hollow: bool = False) -> list[Bar]:
    return [
        Bar(speech.say(name), amount, speech.money(amount), hollow)
        for name, amount in amounts.items()
        if amount
    ]


def jobs_by_group(results: Results, speech: Speech) -> Drawing:
    """How much of the work, and how many of the members, are women, young or disabled people."""
    people = results.people
    jobs = {
        N_("Women"): people.jobs_women_pct,
        N_("Young people"): people.jobs_youth_pct,
        N_("People with disabilities"): people.jobs_disability_pct,
    }
    members = {
        N_("Women"): people.members_women_pct,
        N_("Young people"): people.members_youth_pct,
        N_("People with disabilities"): people.members_disability_pct,
        N_("People who worked abroad"): people.members_returnee_pct,
    }
    groups = [
        Group(speech.say(N_("Of the work")), _shares(jobs, speech)),
        Group(speech.say(N_("Of the members")), _shares(members, speech, hollow=True)),
    ]
    says = speech.say(
        N_("Jobs, counted as full time: %(jobs)s. Members: %(members)s."),
        jobs=speech.jobs(people.jobs_fte),
        members=speech.number(people.members),
    )
    return _listed("jobs", N_("Jobs and members by group"), says, groups, speech, most=HUNDRED)


def _shares(
    shares: dict[str, Decimal | None], speech: Speech, *, hollow: bool = False
) -> list[Bar]:
    return [
        Bar(speech.say(name), share, speech.percent(share), hollow)
        for name, share in shares.items()
        if share is not None
    ]


def _listed(
    key: str,
    title: str,
    says: str,
    groups: list[Group],
    speech: Speech,
    *,
    most: Decimal | None = None,
) -> Drawing:
    """A drawing of bars; most: the length of the whole width, None: the longest bar."""
    bars = [bar for group in groups for bar in group.bars]
    longest = most or max([bar.size for bar in bars], default=ZERO) or Decimal(1)
    height = 0.0
    shapes: list[Shape] = []
    for group in groups:
        shapes += _drawn(group, height, longest)
        height += _height(group)
    return Drawing(
        key=key,
        title=speech.say(title),
        says=says,
        height=max(int(height), ROW),
        shapes=tuple(shapes),
        columns=(speech.say(N_("Item")), speech.say(N_("Value"))),
        rows=tuple(_row(group, bar) for group in groups for bar in group.bars),
    )


def _row(group: Group, bar: Bar) -> tuple[str, str]:
    return (f"{group.heading}: {bar.name}" if group.heading else bar.name, bar.said)


def _height(group: Group) -> float:
    bars = sum(ROW if _fits(bar) else ROW + LINE for bar in group.bars)
    return bars + (HEAD if group.heading else 0)


def _fits(bar: Bar) -> bool:
    """Whether name and amount have room beside each other; a letter is guessed at its widest."""
    return len(bar.name) * 6.9 + len(bar.said) * 7.4 < WIDTH


def _drawn(group: Group, top: float, longest: Decimal) -> Iterator[Shape]:
    y = top
    if group.heading:
        yield text(0, y + 17, group.heading, strong=True)
        yield line(0, y + HEAD - 4, WIDTH, y + HEAD - 4, faint=True)
        y += HEAD
    for bar in group.bars:
        yield text(0, y + 12, bar.name)
        y += 0 if _fits(bar) else LINE
        yield text(WIDTH, y + 12, bar.said, anchor="end", strong=True)
        wide = float(max(ZERO, bar.size) / longest) * WIDTH
        yield (hollow if bar.hollow else filled)(0, y + 17, wide, 11)
        y += ROW
