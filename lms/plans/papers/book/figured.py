"""What all sheets of figures write from: inputs, results, and the words of a language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lms.plans.drawings.speech import Speech
from lms.plans.finance.currency import to_step
from lms.plans.finance.exact import added as added_rows
from lms.plans.finance.inputs import BOUGHT_AS_USED, ZERO, Inputs, Material, Row
from lms.plans.finance.results import MaterialCost, Results
from lms.plans.papers.book.cells import added
from lms.words import N_

AS_USED = N_("Materials bought as they are used")


@dataclass(frozen=True)
class Figured:
    """A plan and its figures; members is what each member is called, by id."""

    inputs: Inputs
    results: Results
    speech: Speech
    members: Mapping[str, str]

    @property
    def digits(self) -> int:
        """Digits of the currency, as ROUND wants them."""
        return self.inputs.currency.decimals

    @cached_property
    def places_of_materials(self) -> tuple[tuple[int, ...], ...]:
        """For each product, which lines of the table of materials are its own."""
        found, at = [], 0
        for product in self.inputs.products:
            found.append(tuple(range(at, at + len(product.materials))))
            at += len(product.materials)
        return tuple(found)

    def materials(self, product: int) -> list[tuple[int, Material]]:
        """The materials of a product, each with its line in the table."""
        lines = self.places_of_materials[product]
        return list(zip(lines, self.inputs.products[product].materials, strict=True))

    def rounded(self, formula: str) -> str:
        """A formula rounded to the currency, halves away from zero (C02)."""
        return f"ROUND({formula},{self.digits})"

    def used(self, units: str, period: int, lines: Sequence[str]) -> str:
        """Units of a product in a period times the costs of one, each line rounded (C02)."""
        return added(self.rounded(f"[{units}@{period}]*{line}") for line in lines)

    def material_lines(self, product: int) -> list[str]:
        """The costs of one unit: what is bought as used as one line, then each stocked material."""
        stocked = [f"[cost.of.{line}]" for line, one in self.materials(product) if one.stocked]
        return [f"[used.{product}]", *stocked]

    def terms_of(self, group: str) -> tuple[int, int] | None:
        """Which line of terms a group of purchases has, and for how many months; None: at once."""
        for at, terms in enumerate(self.inputs.supplier_terms):
            if terms.name == group:
                return at, len(terms.shares)
        return None

    def value_used(self, material: str) -> Row:
        """What production takes of a stocked material, in money, line by line rounded."""
        return self._valued(lambda one: one.stocked and one.name == material, labour=False)

    def value_made(self) -> Row:
        """The direct cost of all that is made in each period."""
        return self._valued(lambda _: True, labour=True)

    def _valued(self, wanted: Callable[[MaterialCost], bool], *, labour: bool) -> Row:
        rows = []
        for product in self.inputs.products:
            costs = self.results.unit_costing[product.id]
            used = sum(
                (one.cost for one in costs.materials if not one.stocked and wanted(one)), ZERO
            )
            lines = [used, *(one.cost for one in costs.materials if one.stocked and wanted(one))]
            lines += [costs.direct_labour] if labour else []
            for each in lines:
                step = self.inputs.currency.step
                rows.append((ZERO, *(to_step(units * each, step) for units in product.made_units)))
        return added_rows(rows)


def group_title(group: str, speech: Speech) -> str:
    """The name of a group of purchases as it is shown."""
    return speech.say(AS_USED) if group == BOUGHT_AS_USED else group
