"""Figures of the plan's engine: how long a plan takes, and whether every balance sheet balances."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from pathlib import Path
from statistics import median

from lms.plans.finance.compute import compute
from lms.plans.finance.reading import read_inputs
from tests.plans.random_plans import seeded_plan

from .report import Figure

ENGINE = ("All figures of a plan, read and computed", "under 5 ms")
BALANCED = ("Random plans whose balance sheet balances in every month", "5,000 of 5,000")
_CASE = Path(__file__).parent.parent / "data" / "plan-case1.json"
_ROUNDS = 50
_PLANS = 5_000


def of_engine() -> list[Figure]:
    """The worked case again and again, then plans at random; no database, no server."""
    case = json.loads(_CASE.read_text(encoding="utf-8"), parse_float=Decimal)["inputs"]
    took = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        compute(read_inputs(case))
        took.append(time.perf_counter() - began)
    seconds = median(took)
    good = sum(_balances(seed) for seed in range(_PLANS))
    return [
        Figure(*ENGINE, f"{1000 * seconds:.2f} ms", seconds < 0.005, "the worked case"),
        Figure(*BALANCED, f"{good:,}", good == _PLANS),
    ]


def _balances(seed: int) -> bool:
    sheets = compute(read_inputs(seeded_plan(seed))).balance_by_period
    return all(one.total_assets == one.total_liabilities + one.total_equity for one in sheets)
