"""A drawing as shapes, written as SVG for paper; a page writes the same shapes itself.

Each shape carries presentation attributes, which paper uses, and classes, through which the style
sheet of the pages gives it the colours of light and dark. Nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

WIDTH = 320
LETTERS = 12  # the height of text in a drawing that is 320 wide; nothing is written smaller
GREEN, RED = "#1f6b4f", "#a3271d"


class Shape(NamedTuple):
    """One element: rect, line, path, circle or text, with its attributes."""

    tag: str
    attributes: Mapping[str, str]
    text: str = ""


@dataclass(frozen=True)
class Drawing:
    """A drawing, the sentence that says what it shows, and its figures as a table.

    key      its name among a plan's drawings, such as "cash"
    columns  heads of the table; the first column holds names, the others figures
    """

    key: str
    title: str
    says: str
    height: int
    shapes: tuple[Shape, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def view_box(self) -> str:
        """What the drawing measures, in units that are pixels at 320."""
        return f"0 0 {WIDTH} {self.height}"

    def svg(self) -> str:
        """The drawing as one SVG element that needs no style sheet."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{self.view_box}" role="img"'
            f' class="drawing" width="{WIDTH}" height="{self.height}"'
            f' font-family="Pretendard, system-ui, sans-serif" font-size="{LETTERS}">'
            f"<title>{escape(self.title)}</title><desc>{escape(self.says)}</desc>"
            + "".join(_written(shape) for shape in self.shapes)
            + "</svg>"
        )


def _written(shape: Shape) -> str:
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in shape.attributes.items())
    return f"<{shape.tag}{attributes}>{escape(shape.text)}</{shape.tag}>"


def text(x: float, y: float, words: str, *, anchor: str = "start", strong: bool = False) -> Shape:
    """Words whose baseline begins, has its middle or ends at a point."""
    attributes = {"x": number(x), "y": number(y), "fill": "currentColor", "text-anchor": anchor}
    if strong:
        attributes["font-weight"] = "700"
    return Shape("text", attributes, words)


def line(x1: float, y1: float, x2: float, y2: float, *, faint: bool = False) -> Shape:
    """A straight line; a faint one stands behind."""
    attributes = {"x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2)}
    faintness = {"stroke-opacity": "0.25"} if faint else {}
    return Shape("line", {**attributes, "stroke": "currentColor", **faintness})


def filled(x: float, y: float, width: float, height: float, *, stop: bool = False) -> Shape:
    """A full box: what comes in, or with stop what is wrong."""
    return Shape(
        "rect",
        {
            **_box(x, y, width, height),
            "class": _class("fill", stop),
            "fill": RED if stop else GREEN,
        },
    )


def hollow(x: float, y: float, width: float, height: float) -> Shape:
    """An empty box with a border: what goes out."""
    box = _box(x + 0.75, y + 0.75, max(width - 1.5, 0), max(height - 1.5, 0))
    return Shape("rect", {**box, "fill": "none", "stroke": "currentColor", "stroke-width": "1.5"})


def path(points: list[tuple[float, float]]) -> Shape:
    """A line through points."""
    return Shape(
        "path",
        {
            "class": _class("line", stop=False),
            "d": "M" + " L".join(f"{number(x)} {number(y)}" for x, y in points),
            "fill": "none",
            "stroke": GREEN,
            "stroke-width": "2.5",
            "stroke-linejoin": "round",
        },
    )


def mark(x: float, y: float, *, stop: bool) -> Shape:
    """A ring around a point that is spoken of."""
    return Shape(
        "circle",
        {
            "class": _class("mark", stop),
            "cx": number(x),
            "cy": number(y),
            "r": "4.5",
            "fill": "none",
            "stroke": RED if stop else GREEN,
            "stroke-width": "3",
        },
    )


def number(value: float) -> str:
    """A place in the drawing, a tenth of a unit exact.

    >>> number(12.04), number(7.25)
    ('12', '7.2')
    """
    return f"{value:.1f}".removesuffix(".0")


@dataclass(frozen=True)
class Scale:
    """Amounts to places: low is drawn at `bottom`, high at `top` (y grows downwards)."""

    low: Decimal
    high: Decimal
    step: Decimal
    top: float
    bottom: float

    def y(self, amount: Decimal) -> float:
        """Where an amount is drawn."""
        part = (amount - self.low) / (self.high - self.low)
        return self.bottom - float(part) * (self.bottom - self.top)

    def ticks(self) -> list[Decimal]:
        """The amounts that are written at the edge, round numbers from low to high."""
        count = int((self.high - self.low) / self.step)
        return [self.low + at * self.step for at in range(count + 1)]


def scale(amounts: list[Decimal], *, top: float, bottom: float) -> Scale:
    """A scale with zero and two to seven round numbers, in which every amount lies.

    >>> [int(tick) for tick in scale([Decimal(-3), Decimal(80)], top=0, bottom=100).ticks()]
    [-50, 0, 50, 100]
    """
    low, high = min([Decimal(0), *amounts]), max([Decimal(0), *amounts])
    step = _round_step((high - low) / 4)
    floor, ceiling = low // step * step, -(-high // step) * step
    # Decimal's // rounds towards zero: an amount below zero needs one step more.
    floor -= step if floor > low else 0
    ceiling += step if ceiling < high or ceiling == floor else 0
    return Scale(floor, ceiling, step, top, bottom)


def _round_step(least: Decimal) -> Decimal:
    """The smallest of 1, 2, 5, 10, 20, 50 ... that is not below `least`."""
    if least <= 0:
        return Decimal(1)
    size = Decimal(1).scaleb(least.adjusted())
    return next(size * part for part in (1, 2, 5, 10) if size * part >= least)


def _box(x: float, y: float, width: float, height: float) -> dict[str, str]:
    return {"x": number(x), "y": number(y), "width": number(width), "height": number(height)}


def _class(what: str, stop: bool) -> str:
    return f"drawn-{what}{'-stop' if stop else ''}"
