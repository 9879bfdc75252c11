"""Things that last: what each loses month by month, straight line (C09)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lms.plans.finance.currency import to_step
from lms.plans.finance.exact import added, less, only_in, running, total
from lms.plans.finance.inputs import PERIODS, ZERO, FixedAsset, Row
from lms.plans.finance.results import AssetDepreciation


@dataclass(frozen=True)
class Assets:
    """All things of a plan, period by period.

    paid     for with money
    in_kind  brought by members
    """

    by_name: dict[str, AssetDepreciation]
    depreciation: Row
    paid: Row
    in_kind: Row

    @property
    def net(self) -> Row:
        """Their value at the end of each period."""
        return running(less(added([self.paid, self.in_kind]), self.depreciation))


def assets_of(assets: Sequence[FixedAsset], step: Decimal) -> Assets:
    """What the things of a plan cost, and what they lose."""
    lost = [depreciation(asset, step) for asset in assets]
    by_name = {
        name: AssetDepreciation(monthly(asset, step), total(row), asset.cost - total(row))
        for name, asset, row in zip(names(a.name for a in assets), assets, lost, strict=True)
    }
    return Assets(
        by_name,
        added(lost),
        added([only_in(asset.period, asset.cost) for asset in assets if not asset.in_kind]),
        added([only_in(asset.period, asset.cost) for asset in assets if asset.in_kind]),
    )


def monthly(asset: FixedAsset, step: Decimal) -> Decimal:
    """What a thing loses in a month, rounded half up to the step."""
    return to_step((asset.cost - asset.residual) / asset.life_months, step)


def depreciation(asset: FixedAsset, step: Decimal) -> Row:
    """What a thing loses in each period, from the month after it came.

    The last month of its life takes what is left; when rounding up has used all of it before (a
    small thing with a long life), the months after that take nothing.
    """
    each, left = monthly(asset, step), asset.cost - asset.residual
    row = [ZERO] * PERIODS
    for month in range(1, PERIODS - asset.period):
        if month > asset.life_months:
            break
        row[asset.period + month] = left if month == asset.life_months else min(each, left)
        left -= row[asset.period + month]
    return tuple(row)


def names(found: Iterable[str]) -> list[str]:
    """Names as keys: a second thing of the same name is told apart by a number.

    >>> names(["oven", "table", "oven"])
    ['oven', 'table', 'oven (2)']
    """
    keys: dict[str, None] = {}
    for name in found:
        key, number = name, 2
        while key in keys:
            key, number = f"{name} ({number})", number + 1
        keys[key] = None
    return list(keys)
