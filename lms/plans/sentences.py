"""What the figures say, in sentences marked for translation; each opens to how it was computed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from lms.plans.figures import Figures
from lms.words import N_


class Money(NamedTuple):
    """An amount with its currency, in whole units where nobody prices in less."""

    amount: Decimal


class Exact(NamedTuple):
    """An amount with its currency and all its digits, so that a sum can be checked."""

    amount: Decimal


class Word(NamedTuple):
    """Words of ours within a sentence, themselves marked for translation."""

    message: str


Value = Money | Exact | Word | Decimal | int | str


@dataclass(frozen=True)
class Said:
    """Words marked for translation with their values; a sum of signs and numbers has no words."""

    message: str
    values: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Sentence:
    """A figure said in a sentence, and how it was computed."""

    said: Said
    how: tuple[Said, ...] = ()
    warns: bool = False


@dataclass(frozen=True)
class Line:
    """A figure in the table of the printed plan; value None is not known yet."""

    label: str
    value: Value | None
    formula: str
    sum: Said | None


def table(f: Figures) -> dict[str, Line]:
    """Every figure with its formula in words and in numbers, in the order they are computed."""
    return {**_costs(f), **_prices(f), **_sales(f)}


def _costs(f: Figures) -> dict[str, Line]:
    return {
        "material": Line(
            N_("Materials for one"),
            _money(f.material),
            N_("each quantity × its price, added up"),
            _material_sum(f),
        ),
        "labour": Line(
            N_("Work on one"),
            _money(f.labour),
            N_("minutes ÷ 60 × pay for an hour"),
            _sum("%(a)s ÷ 60 × %(b)s = %(is)s", f.labour, a=f.minutes, b=f.hourly_rate),
        ),
        "direct": Line(
            N_("Materials and work of one"),
            _money(f.direct),
            N_("materials + work"),
            _sum("%(a)s + %(b)s = %(is)s", f.direct, a=f.material, b=f.labour),
        ),
        "fixed": Line(
            N_("Fixed costs in a month"),
            _money(f.fixed),
            N_("rent, wages, transport and everything else, added up"),
            _fixed_sum(f),
        ),
    }


def _prices(f: Figures) -> dict[str, Line]:
    return {
        "full": Line(
            N_("Full cost of one"),
            _money(f.full),
            N_("materials and work + fixed costs ÷ planned number"),
            _sum("%(a)s + %(b)s ÷ %(c)s = %(is)s", f.full, a=f.direct, b=f.fixed, c=f.planned),
        ),
        "left": Line(
            N_("Left over from one at your price"),
            _money(f.left),
            N_("price − full cost"),
            _sum("%(a)s − %(b)s = %(is)s", f.left, a=f.price, b=f.full),
        ),
    }


def _sales(f: Figures) -> dict[str, Line]:
    return {
        "needed": Line(
            N_("Break-even: to sell in a month"),
            f.needed,
            N_("fixed costs ÷ (price − materials and work), rounded up"),
            _needed_sum(f),
        ),
        "needed_sales": Line(
            N_("Sales at the break-even"),
            _money(f.needed_sales),
            N_("number at the break-even × price"),
            _sum("%(a)s × %(b)s = %(is)s", f.needed_sales, a=_decimal(f.needed), b=f.price),
        ),
        "result": Line(
            N_("What the planned month leaves"),
            _money(f.result),
            N_("planned number × (price − materials and work) − fixed costs"),
            _sum(
                "%(a)s × (%(b)s − %(c)s) − %(d)s = %(is)s",
                f.result,
                a=f.planned,
                b=f.price,
                c=f.direct,
                d=f.fixed,
            ),
        ),
    }


def sentences(f: Figures) -> list[Sentence]:
    """What a person should know first, the break-even before the parts it is made of."""
    lines = table(f)
    found = [*_break_even(f, lines), *_of_one(f, lines), *_month(f, lines)]
    if f.direct is not None:
        said = _with_unit(
            f,
            N_("One costs %(amount)s in materials and work."),
            N_("One %(unit)s costs %(amount)s in materials and work."),
            f.direct,
        )
        found.append(Sentence(said, _how(lines, "material", "labour", "direct")))
    return found


def _break_even(f: Figures, lines: dict[str, Line]) -> Iterator[Sentence]:
    if f.never_pays and f.price is not None and f.direct is not None:
        message = N_(
            "No number of sales is enough: one sells for %(price)s and costs %(cost)s in"
            " materials and work."
        )
        said = Said(message, {"price": Money(f.price), "cost": Money(f.direct)})
        yield Sentence(said, _how(lines, "direct"), warns=True)
    elif f.needed is not None:
        said = Said(N_("You break even at %(units)s sold in a month."), {"units": f.needed})
        yield Sentence(said, _how(lines, "fixed", "needed", "needed_sales"))
        if f.planned is not None and f.planned < f.needed:
            message = N_("You plan to sell %(planned)s: %(short)s too few to break even.")
            short = f.needed - f.planned
            yield Sentence(Said(message, {"planned": f.planned, "short": short}), warns=True)


def _of_one(f: Figures, lines: dict[str, Line]) -> Iterator[Sentence]:
    if f.left is None:
        return
    how = _how(lines, "full", "left")
    shown = f.left.quantize(Decimal(1), ROUND_HALF_UP)  # the pages show whole units of money
    if shown < 0:
        said = _with_unit(
            f,
            N_("At this price each one loses %(amount)s."),
            # NOTE: %(unit)s is a word that the writer of the plan has typed, such as "jar"
            N_("At this price each %(unit)s loses %(amount)s."),
            -f.left,
        )
    elif shown > 0:
        said = _with_unit(
            f,
            N_("At this price each one leaves %(amount)s after all costs."),
            N_("At this price each %(unit)s leaves %(amount)s after all costs."),
            f.left,
        )
    else:
        said = Said(N_("At this price one just pays for what it costs."))
    yield Sentence(said, how, warns=shown < 0)


def _month(f: Figures, lines: dict[str, Line]) -> Iterator[Sentence]:
    if f.result is None or f.planned is None:
        return
    values: dict[str, Value] = {"planned": f.planned, "amount": Money(abs(f.result))}
    loses = f.result < 0
    message = (
        N_("A month with %(planned)s sold loses %(amount)s.")
        if loses
        else N_("A month with %(planned)s sold leaves %(amount)s.")
    )
    yield Sentence(Said(message, values), _how(lines, "result"), warns=loses)


def _with_unit(f: Figures, plain: str, named: str, amount: Decimal) -> Said:
    if not f.unit:
        return Said(plain, {"amount": Money(amount)})
    return Said(named, {"amount": Money(amount), "unit": f.unit})


def _how(lines: dict[str, Line], *keys: str) -> tuple[Said, ...]:
    told: list[Said] = []
    for key in keys:
        line = lines[key]
        if line.sum is not None:
            message = N_("%(figure)s: %(formula)s")
            words = {"figure": Word(line.label), "formula": Word(line.formula)}
            told.append(Said(message, {**words}))
            told.append(line.sum)
    return tuple(told)


def _money(amount: Decimal | None) -> Money | None:
    return None if amount is None else Money(amount)


def _decimal(count: int | None) -> Decimal | None:
    return None if count is None else Decimal(count)


def _sum(message: str, result: Decimal | None, **parts: Decimal | None) -> Said | None:
    known = {name: value for name, value in parts.items() if value is not None}
    if result is None or len(known) < len(parts):
        return None
    return Said(message, {**known, "is": Exact(result)})


def _added(amounts: list[Decimal]) -> str:
    return " + ".join(f"%(a{at})s" for at in range(len(amounts)))


def _material_sum(f: Figures) -> Said | None:
    if f.material is None:
        return None
    costs = [line.cost for line in f.lines]
    values: dict[str, Value] = {f"a{at}": cost for at, cost in enumerate(costs)}
    return Said(_added(costs) + " = %(is)s", {**values, "is": Exact(f.material)})


def _fixed_sum(f: Figures) -> Said | None:
    if f.fixed is None or f.fixed_costs is None:
        return None
    values: dict[str, Value] = {f"a{at}": cost for at, cost in enumerate(f.fixed_costs)}
    message = _added(list(f.fixed_costs)) + " = %(is)s"
    return Said(message, {**values, "is": Exact(f.fixed)})


def _needed_sum(f: Figures) -> Said | None:
    if f.needed is None or f.fixed is None or f.price is None or f.direct is None:
        return None
    exact = f.fixed / (f.price - f.direct)
    values: dict[str, Value] = {"a": f.fixed, "b": f.price, "c": f.direct, "units": f.needed}
    if exact == f.needed:
        return Said("%(a)s ÷ (%(b)s − %(c)s) = %(units)s", values)
    about = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Said("%(a)s ÷ (%(b)s − %(c)s) ≈ %(about)s → %(units)s", {**values, "about": about})
