"""Loans: each instalment to the end, and what falls into the plan (C12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lms.plans.finance.currency import to_step
from lms.plans.finance.exact import added, less, only_in, running, total
from lms.plans.finance.inputs import MONTHS, PERIODS, ZERO, Loan, Row
from lms.plans.finance.results import Instalment, LoanSchedule


@dataclass(frozen=True)
class Loans:
    """All loans of a plan, period by period."""

    schedules: tuple[LoanSchedule, ...]
    received: Row
    interest: Row
    principal: Row

    @property
    def owed(self) -> Row:
        """What is still to be repaid at the end of each period."""
        return running(less(self.received, self.principal))


def loans_of(loans: Sequence[Loan], step: Decimal) -> Loans:
    """The loans of a plan side by side."""
    schedules = tuple(schedule_of(loan, step) for loan in loans)
    return Loans(
        schedules,
        added([only_in(loan.period, loan.amount) for loan in loans]),
        added([_in_plan(one.schedule, "interest") for one in schedules]),
        added([_in_plan(one.schedule, "principal") for one in schedules]),
    )


def schedule_of(loan: Loan, step: Decimal) -> LoanSchedule:
    """A loan to its end: interest only in the grace, the rest of it with the last instalment."""
    annuity = loan.method == "annuity"
    level = level_payment(loan, step) if annuity else None
    equal = None if annuity else to_step(loan.amount / (loan.term_months - loan.grace_months), step)
    schedule = tuple(_instalments(loan, level, equal, step))
    in_plan = [one for one in schedule if one.period <= MONTHS]
    repaid = total(one.principal for one in in_plan)
    return LoanSchedule(
        name=loan.name,
        method=loan.method,
        level_payment=level,
        principal_instalment=equal,
        schedule=schedule,
        total_interest=total(one.interest for one in schedule),
        interest_in_plan=total(one.interest for one in in_plan),
        balance_end_month_12=loan.amount - repaid,
    )


def level_payment(loan: Loan, step: Decimal) -> Decimal:
    """What an annuity pays each month after the grace: P r / (1 - (1 + r)^-n), rounded once.

    Without interest it is the amount in equal parts, to which the formula tends.
    """
    months, rate = loan.term_months - loan.grace_months, loan.annual_rate / MONTHS
    if not rate:
        return to_step(loan.amount / months, step)
    return to_step(loan.amount * rate / (1 - (1 + rate) ** -months), step)


def _instalments(
    loan: Loan, level: Decimal | None, equal: Decimal | None, step: Decimal
) -> Iterator[Instalment]:
    left = loan.amount
    for number in range(1, loan.term_months + 1):
        interest = to_step(left * loan.annual_rate / MONTHS, step)
        if number == loan.term_months:
            principal = left
        elif number <= loan.grace_months:
            principal = ZERO
        else:
            # No more than is left: of a small loan, parts that were rounded up end it early.
            principal = min(left, level - interest if level is not None else equal or ZERO)
        yield Instalment(
            number,
            loan.period + number,
            left,
            interest,
            principal,
            interest + principal,
            left - principal,
        )
        left -= principal


def _in_plan(schedule: Sequence[Instalment], what: str) -> Row:
    row = [ZERO] * PERIODS
    for one in schedule:
        if one.period < PERIODS:
            row[one.period] = getattr(one, what)
    return tuple(row)
