"""Checks on where the money comes from: sources and uses, and what members bring themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from lms.plans.coach.case import HUNDRED, ZERO, Case, percent_of, total
from lms.plans.coach.finding import Found, Money, Said, say
from lms.words import N_


def sources_and_uses(case: Case) -> Iterator[Found]:
    """K02: what is paid before the opening is there, and gifts in kind stand in both lists."""
    yield from _in_kind(case)
    if case.results is None:
        return
    start = case.results.start_up
    short = -start.cash_left_after_start_up
    if short > 0:
        said = say(
            N_("Before you open you pay %(uses)s, but only %(sources)s is there: %(short)s short."),
            uses=Money(start.cash_needed_in_period_0),
            sources=Money(start.cash_needed_in_period_0 - short),
            short=Money(short),
        )
        yield Found("money", "", said, tuple(_start_ways(case, short)))


def _start_ways(case: Case, short: Decimal) -> Iterator[Said]:
    yield say(N_("Raise the members' shares in cash by %(more)s together."), more=Money(short))
    bought = [row for row in case.rows("things", "things") if row.text("in_kind") != "yes"]
    if bought:
        dearest = max(bought, key=lambda row: row.amount("cost"))
        yield say(
            N_("Buy %(thing)s (%(cost)s) later or second-hand, or rent it."),
            thing=dearest.text("name"),
            cost=Money(dearest.amount("cost")),
        )
    yield say(N_("Ask for a larger first step of the grant, as far as the call allows."))


def _in_kind(case: Case) -> Iterator[Found]:
    things = [row for row in case.rows("things", "things") if row.text("in_kind") == "yes"]
    brought = total(case.rows("people", "members"), "share_in_kind")
    listed = total(things, "cost")
    if brought == listed:
        return
    said = say(
        N_("Members bring things worth %(brought)s; the list of things shows %(listed)s in kind."),
        brought=Money(brought),
        listed=Money(listed),
    )
    ways = (
        say(N_("Mark each thing that a member brings as brought in kind.")),
        say(N_("Write the same value at the member's share and at the thing.")),
    )
    path = things[0].path("cost") if things else "things"
    yield Found("things", path, said, ways)


def own_part(case: Case) -> Iterator[Found]:
    """K04: the members' own part of all money; things in kind count only beside enough cash.

    Source: the fund's rules, own contribution at least a share of the cost, in kind a part of it.
    """
    members = case.rows("people", "members")
    asked = case.number("money", "grant_ask")
    given = any(row.number(field) is not None for row in members for field in _SHARES)
    if not asked or not given:
        return
    cash, in_kind = (total(members, field) for field in _SHARES)
    own = Own(cash, in_kind, case.limits.in_kind_most)
    whole = cash + in_kind + asked + total(case.rows("money", "loans"), "amount")
    least = case.limits.own_share
    if own.counted * HUNDRED >= whole * least:
        return
    said = say(
        N_("Of %(whole)s in all you bring %(own)s: %(share)s %%. The call asks for %(least)s %%."),
        whole=Money(whole),
        own=Money(own.counted),
        share=percent_of(own.counted, whole),
        least=least,
    )
    more = Money(own.more_cash(whole, least))
    way = say(N_("Raise the members' shares in cash by %(more)s together."), more=more)
    yield Found("people", "members", said, (way, *_own_ways(own)), limit="own_share")


_SHARES = ("share_cash", "share_in_kind")


@dataclass(frozen=True)
class Own:
    """What members bring; in_kind_most: percent of the own part that may be in kind, 0 to 100."""

    cash: Decimal
    in_kind: Decimal
    in_kind_most: Decimal

    @property
    def counted(self) -> Decimal:
        """The own part that a call counts.

        >>> Own(Decimal(60), Decimal(90), Decimal(50)).counted
        Decimal('120')
        """
        if self.in_kind_most >= HUNDRED:
            return self.cash + self.in_kind
        beside = self.cash * self.in_kind_most / (HUNDRED - self.in_kind_most)
        return self.cash + min(self.in_kind, beside)

    def more_cash(self, whole: Decimal, least: Decimal) -> Decimal:
        """The smallest extra cash, in whole money, with which the own part is large enough.

        whole  all money of the plan before the extra cash
        least  the share asked for, in percent, below 100

        >>> Own(Decimal(10), Decimal(0), Decimal(50)).more_cash(Decimal(100), Decimal(15))
        Decimal('6')
        """
        part = least / HUNDRED
        more = (part * whole - self.cash - self.in_kind) / (1 - part)
        if self.in_kind_most < HUNDRED:
            # Where things count only beside cash, each sum paid lets some more of them count.
            each = HUNDRED / (HUNDRED - self.in_kind_most)
            more = max(more, (part * whole - self.cash * each) / (each - part))
        return max(more, ZERO).to_integral_value(ROUND_CEILING)


def _own_ways(own: Own) -> Iterator[Said]:
    if own.counted < own.cash + own.in_kind:
        yield say(
            N_("Things instead of money count for at most %(most)s %% of your own part."),
            most=own.in_kind_most,
        )
    yield say(N_("Ask for a smaller grant: begin with fewer things, or rent them."))
