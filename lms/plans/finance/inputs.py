"""What the engine is told of a plan: a frozen value for each object of the contract (A.4).

Whoever makes or changes these values in code keeps to what `reading.read_inputs` would have let
through: money at the currency's precision, except a rate for a quantity (the price of a material,
the pay of an hour), whose line is rounded; periods 0 (before the opening) to 12.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

Row = tuple[Decimal, ...]
ZERO = Decimal(0)
MONTHS = 12
PERIODS = 13  # 0, before the opening, and the twelve months (C01)
BOUGHT_AS_USED = "materials bought as used"  # the group of all materials without stock (C14)


class Unusable(ValueError):  # noqa: N818 - reads as what it says
    """Input of which no figure can be made; one line per fault, each naming its field."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Currency:
    """The money of a plan; decimals are its digits after the point."""

    code: str
    decimals: int

    @cached_property
    def step(self) -> Decimal:
        """The smallest amount.

        >>> Currency("KGS", 2).step
        Decimal('0.01')
        """
        return Decimal(1).scaleb(-self.decimals)


@dataclass(frozen=True)
class Material:
    """What goes into one unit of a product: so much of it, at the price of one of its own units."""

    name: str
    qty: Decimal
    unit: str
    price: Decimal
    stocked: bool = False


@dataclass(frozen=True)
class Labour:
    """Work on one unit: minutes and the pay of an hour, or a rate for the piece."""

    minutes: Decimal = ZERO
    hourly_rate: Decimal = ZERO
    piece_rate: Decimal | None = None


@dataclass(frozen=True)
class Product:
    """What is sold; units for months 1 to 12. Without a plan of its own, what is sold is made."""

    id: str
    name: str
    unit: str
    price: Decimal
    materials: tuple[Material, ...]
    labour: Labour
    sales_units: Row
    production_units: Row | None = None

    @property
    def made_units(self) -> Row:
        """Units made in months 1 to 12."""
        return self.sales_units if self.production_units is None else self.production_units


@dataclass(frozen=True)
class IndirectCost:
    """A running cost; its amount for each of months 1 to 12."""

    name: str
    amount: Row


@dataclass(frozen=True)
class FixedAsset:
    """A thing that lasts; period: when it comes, in_kind: a member brings it as a share."""

    name: str
    cost: Decimal
    life_months: int
    residual: Decimal = ZERO
    period: int = 0
    in_kind: bool = False


@dataclass(frozen=True)
class PreOperating:
    """A cost once, before the opening."""

    name: str
    amount: Decimal


@dataclass(frozen=True)
class SupplierTerms:
    """Which part of a group's purchases is paid after 0, 1, 2 ... months; the shares sum to 1."""

    name: str
    shares: Row


@dataclass(frozen=True)
class Member:
    """A member; sex is "F", "M", "X" or "" where it was not asked; patronage is a weight."""

    id: str
    sex: str
    youth: bool
    disability: bool
    returnee: bool
    share_cash: Decimal
    patronage: Decimal
    share_in_kind: Decimal = ZERO

    @property
    def share(self) -> Decimal:
        """Paid in money and in kind together."""
        return self.share_cash + self.share_in_kind


@dataclass(frozen=True)
class Grant:
    """Money given in a period."""

    name: str
    period: int
    amount: Decimal


@dataclass(frozen=True)
class Loan:
    """Money lent at the end of a period.

    annual_rate   a fraction, 0.12 is twelve per cent a year
    term_months   instalments in all, those of the grace among them
    grace_months  instalments of interest only, fewer than the term
    method        "equal_principal" or "annuity"
    """

    name: str
    amount: Decimal
    annual_rate: Decimal
    term_months: int
    grace_months: int
    method: str
    period: int


@dataclass(frozen=True)
class Tax:
    """A tax on "profit", on "turnover", or "none"; the rate is a fraction."""

    type: str
    rate: Decimal


@dataclass(frozen=True)
class Fund:
    """A fund of the cooperative and its part of the surplus, a fraction."""

    name: str
    pct: Decimal


@dataclass(frozen=True)
class SurplusRules:
    """How a surplus is shared; fractions."""

    funds: tuple[Fund, ...]
    capital_dividend_rate: Decimal
    patronage_pct: Decimal


@dataclass(frozen=True)
class Job:
    """Work for people; fte 1 is one person full time; sex as for a member."""

    title: str
    fte: Decimal
    sex: str
    youth: bool = False
    disability: bool = False


@dataclass(frozen=True)
class Inputs:
    """A whole plan; the labels (title, country, start_month, legal_form) may be empty.

    stock_purchases  of each stocked material, the quantity bought in periods 0 to 12
    collections      which part of the sales is paid after 0, 1, 2 ... months; sums to 1
    """

    title: str
    country: str
    currency: Currency
    start_month: str
    legal_form: str
    products: tuple[Product, ...]
    indirect_costs: tuple[IndirectCost, ...]
    fixed_assets: tuple[FixedAsset, ...]
    pre_operating: tuple[PreOperating, ...]
    deposit: Decimal
    stock_purchases: Mapping[str, Row]
    collections: Row
    supplier_terms: tuple[SupplierTerms, ...]
    members: tuple[Member, ...]
    grants: tuple[Grant, ...]
    loans: tuple[Loan, ...]
    tax: Tax
    min_cash_buffer: Decimal
    surplus_rules: SurplusRules
    jobs: tuple[Job, ...]
