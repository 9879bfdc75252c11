"""Sharing a surplus: funds, a return on shares, patronage; to the last coin (C22)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from lms.plans.finance.currency import to_step
from lms.plans.finance.exact import total
from lms.plans.finance.inputs import ZERO, Fund, Member, SurplusRules
from lms.plans.finance.results import FundAmount, MemberSurplus, SurplusDistribution


def distribute(
    net: Decimal, rules: SurplusRules, members: Sequence[Member], step: Decimal
) -> SurplusDistribution:
    """Who gets what of the year's surplus; a loss is carried forward as it is.

    No part is more than what is left when its turn comes. Without any patronage nothing is paid
    back by it, and it is carried forward.
    """
    left = max(net, ZERO)
    funds = []
    for fund in rules.funds:
        amount = _fund(fund, net, left, step)
        funds.append(FundAmount(fund.name, amount))
        left -= amount
    shares = [member.share for member in members]
    dividend = min(to_step(rules.capital_dividend_rate * total(shares), step), left)
    left -= dividend
    weights = [member.patronage for member in members]
    refund = min(to_step(left * rules.patronage_pct, step), left) if total(weights) else ZERO
    left -= refund
    return SurplusDistribution(
        net_surplus=net,
        funds=tuple(funds),
        capital_dividend=dividend,
        patronage_refund=refund,
        carried_forward=left + min(net, ZERO),
        members=_members(members, shared(dividend, shares, step), shared(refund, weights, step)),
    )


def shared(amount: Decimal, weights: Sequence[Decimal], step: Decimal) -> tuple[Decimal, ...]:
    """An amount by weights, exactly: floor first, then what is left by the largest remainders.

    amount   >= 0, a multiple of the step
    weights  >= 0; where all are 0, nobody gets anything
    returns  parts that sum to the amount; of equal remainders, the first of the list goes first

    >>> shared(Decimal(10), [Decimal(1), Decimal(1), Decimal(1)], Decimal(1))
    (Decimal('4'), Decimal('3'), Decimal('3'))
    """
    whole = total(weights)
    if not whole:
        return (ZERO,) * len(weights)
    steps = amount / step
    parts = [divmod(steps * weight, whole) for weight in weights]
    over = int(steps - total(floor for floor, _ in parts))
    order = sorted(range(len(parts)), key=lambda at: (-parts[at][1], at))
    more = set(order[:over])
    return tuple((floor + (at in more)) * step for at, (floor, _) in enumerate(parts))


def _fund(fund: Fund, net: Decimal, left: Decimal, step: Decimal) -> Decimal:
    return min(to_step(fund.pct * max(net, ZERO), step), left)


def _members(
    members: Sequence[Member], dividends: Sequence[Decimal], refunds: Sequence[Decimal]
) -> tuple[MemberSurplus, ...]:
    return tuple(
        MemberSurplus(member.id, dividend, refund, dividend + refund)
        for member, dividend, refund in zip(members, dividends, refunds, strict=True)
    )
