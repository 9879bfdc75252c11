"""Ways out when cash does not last: each is the smallest change that works, and computed anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from lms.plans.coach.finding import Money, Said, say
from lms.plans.finance.compute import compute
from lms.plans.finance.inputs import BOUGHT_AS_USED, FixedAsset, Inputs, Row, SupplierTerms
from lms.words import N_

WAYS = 3
TENTHS = 10
PRICE_MOST_PERCENT = 20  # a larger rise is another plan, not a way out
HALF = Decimal("0.5")


@dataclass(frozen=True)
class Repair:
    """A changed plan whose cash lasts, and the change in a sentence."""

    inputs: Inputs
    said: Said


def ways_to_repair(inputs: Inputs) -> tuple[Said, ...]:
    """At most three ways, gentle ones first; the last is more money of one's own.

    inputs  a plan whose cash is below zero at the end of some period
    """
    found: list[Said] = []
    for look in _LOOKS:
        for repair in look(inputs):
            if cash_lasts(repair.inputs):
                found.append(repair.said)
                break
        if len(found) == WAYS - 1:
            break
    own = more_of_our_own(inputs)
    return (*found, *(repair.said for repair in own if cash_lasts(repair.inputs)))


def cash_lasts(inputs: Inputs) -> bool:
    """Whether no period ends with cash below zero."""
    return not compute(inputs).funding.ever_negative


def grant_step_earlier(inputs: Inputs) -> Iterator[Repair]:
    """One later step of the grant, in the latest month that is early enough."""
    closing = compute(inputs).cash_flow.closing
    for at, grant in enumerate(inputs.grants):
        for month in range(grant.period - 1, 0, -1):
            if not _enough(closing, grant.amount, month, grant.period):
                continue
            grants = list(inputs.grants)
            grants[at] = replace(grant, period=month)
            said = say(
                N_("Ask for %(amount)s of the grant in month %(month)s, not in month %(before)s."),
                amount=Money(grant.amount),
                month=month,
                before=grant.period,
            )
            yield Repair(replace(inputs, grants=tuple(grants)), said)
            break


def customers_sooner(inputs: Inputs) -> Iterator[Repair]:
    """More of the sales paid at once, in steps of a tenth."""
    at_once, *later = inputs.collections
    waiting = sum(later, Decimal(0))
    if not waiting:
        return
    # What is said is rounded: the share that is proposed has to read as more than the present one.
    before = int((at_once * 100).to_integral_value(ROUND_HALF_UP))
    for tenths in range(before // TENTHS + 1, TENTHS + 1):
        now = Decimal(tenths) / TENTHS
        rest = [share * (1 - now) / waiting for share in later]
        rest[-1] = 1 - now - sum(rest[:-1], Decimal(0))
        said = say(
            N_("Agree that customers pay %(share)s %% of your sales at once, not %(before)s %%."),
            share=tenths * TENTHS,
            before=before,
        )
        yield Repair(replace(inputs, collections=(now, *rest)), said)


def purchase_later(inputs: Inputs) -> Iterator[Repair]:
    """One thing bought later, the dearest first, in the earliest month that is late enough."""
    closing = compute(inputs).cash_flow.closing
    bought = [asset for asset in inputs.fixed_assets if not asset.in_kind and asset.cost]
    for asset in sorted(bought, key=lambda one: -one.cost):
        for month in range(asset.period + 1, 13):
            if not _enough(closing, asset.cost, asset.period, month):
                continue
            said = say(
                N_("Buy %(thing)s (%(cost)s) in month %(month)s; rent or borrow it until then."),
                thing=asset.name,
                cost=Money(asset.cost),
                month=month,
            )
            yield Repair(_moved(inputs, asset, month), said)
            break


def _moved(inputs: Inputs, asset: FixedAsset, month: int) -> Inputs:
    assets = (replace(one, period=month) if one is asset else one for one in inputs.fixed_assets)
    return replace(inputs, fixed_assets=tuple(assets))


def suppliers_wait(inputs: Inputs) -> Iterator[Repair]:
    """Half of the material paid a month later, where all or more of it is paid at once."""
    terms = {one.name: one.shares for one in inputs.supplier_terms}
    if terms.get(BOUGHT_AS_USED, (Decimal(1),))[0] <= HALF:
        return
    terms[BOUGHT_AS_USED] = (HALF, HALF)
    waiting = tuple(SupplierTerms(name, shares) for name, shares in terms.items())
    said = say(N_("Agree with suppliers to pay half of the material a month later."))
    yield Repair(replace(inputs, supplier_terms=waiting), said)


def prices_up(inputs: Inputs) -> Iterator[Repair]:
    """All prices higher by whole percents, as few as are enough."""
    for percent in range(1, PRICE_MOST_PERCENT + 1):
        factor = 1 + Decimal(percent) / 100
        step = inputs.currency.step
        products = tuple(
            replace(one, price=(one.price * factor).quantize(step, ROUND_HALF_UP))
            for one in inputs.products
        )
        said = say(N_("Raise your prices by %(percent)s %%, if customers accept."), percent=percent)
        yield Repair(replace(inputs, products=products), said)


def more_of_our_own(inputs: Inputs) -> Iterator[Repair]:
    """As much more from the members before the opening as is missing at the lowest point."""
    if not inputs.members:
        return
    short = -compute(inputs).funding.min_month_end_cash
    first, *others = inputs.members
    richer = replace(first, share_cash=first.share_cash + short)
    said = say(
        N_("Bring %(amount)s more before you open: higher shares or more members."),
        amount=Money(short),
    )
    yield Repair(replace(inputs, members=(richer, *others)), said)


def _enough(closing: Row, amount: Decimal, since: int, until: int) -> bool:
    """Whether the cash lasts with an amount more from one period's end until before another's."""
    return all(
        cash + (amount if since <= period < until else 0) >= 0
        for period, cash in enumerate(closing)
    )


_LOOKS: tuple[Callable[[Inputs], Iterator[Repair]], ...] = (
    grant_step_earlier,
    customers_sooner,
    purchase_later,
    suppliers_wait,
    prices_up,
)
