"""What a figure is, and how figures are printed. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One figure with its target.

    met  None: not measured, and `note` says why
    """

    name: str
    target: str
    value: str
    met: bool | None
    note: str = ""

    @property
    def verdict(self) -> str:
        """The word for the table.

        >>> Figure("Lesson", "at most 3", "2", True).verdict
        'met'
        """
        if self.met is None:
            return "not measured"
        return "met" if self.met else "NOT MET"


def not_measured(name: str, target: str, reason: str) -> Figure:
    """A figure that could not be had here."""
    return Figure(name, target, "-", None, reason)


def pairwise(ours: Sequence[float], bare: Sequence[float]) -> float:
    """The median of the ratios of neighbouring rounds, so that a busy minute hits both alike.

    >>> pairwise([50, 10, 40], [100, 20, 100])
    0.5
    """
    return median(mine / other for mine, other in zip(ours, bare, strict=True))


def as_text(figures: Iterable[Figure]) -> str:
    """A line for each figure with its target and verdict; notes beneath."""
    rows = list(figures)
    names = max((len(row.name) for row in rows), default=0)
    values = max((len(row.value) for row in rows), default=0)
    targets = max((len(row.target) for row in rows), default=0)
    lines = []
    for row in rows:
        cells = (f"{row.name:<{names}}", f"{row.value:>{values}}", f"{row.target:<{targets}}")
        lines.append("  ".join((*cells, row.verdict)))
        if row.note:
            lines.append(f"    {row.note}")
    return "\n".join(lines)


def as_json(figures: Iterable[Figure]) -> str:
    """The same for programs."""
    return json.dumps([asdict(row) | {"verdict": row.verdict} for row in figures], indent=2)


def exit_code(figures: Iterable[Figure], timed: frozenset[str] = frozenset()) -> int:
    """0 when every figure that was measured is met, else 1.

    timed  names of figures that depend on the machine's speed and are not to decide

    >>> exit_code([not_measured("Lighthouse", "at least 95", "not installed")])
    0
    """
    return int(any(figure.met is False for figure in figures if figure.name not in timed))
