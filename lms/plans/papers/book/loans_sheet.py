"""The sheet of loans, each instalment to the end."""

from __future__ import annotations

from lms.plans.finance.inputs import Loan
from lms.plans.finance.results import LoanSchedule
from lms.plans.papers.book.cells import Column, Computed, Sheet, Style
from lms.plans.papers.book.figured import Figured
from lms.words import N_


def write_loans(sheet: Sheet, plan: Figured) -> None:
    """A table for each loan; the months of a loan are as many as its table has lines."""
    sheet.say(plan.speech.say(N_("Loans")), Style.TITLE)
    for at, (loan, told) in enumerate(zip(plan.inputs.loans, plan.results.loans, strict=True)):
        sheet.heading(loan.name)
        _each(sheet, plan, at, told)
        _schedule(sheet, plan, at, loan, told)


def _each(sheet: Sheet, plan: Figured, at: int, told: LoanSchedule) -> None:
    """What is paid or repaid each month after the grace (C12)."""
    months = f"([loan.{at}.term]-[loan.{at}.grace])"
    amount, rate = f"[loan.{at}.amount]", f"([loan.{at}.rate]/12)"
    say = plan.speech.say
    if told.level_payment is None:
        name = say(N_("Repayment of a month"))
        equal = plan.rounded(f"{amount}/{months}")
        sheet.one(f"each.{at}", name, told.principal_instalment, equal)
        return
    name = say(N_("Repayment and interest of a month"))
    level = plan.rounded(f"{amount}*{rate}/(1-1/(1+{rate})^{months})")
    formula = f"IF({rate}=0,{plan.rounded(f'{amount}/{months}')},{level})"
    sheet.one(f"each.{at}", name, told.level_payment, formula)


def _schedule(sheet: Sheet, plan: Figured, at: int, loan: Loan, told: LoanSchedule) -> None:
    say = plan.speech.say
    columns = (
        Column("number", say(N_("Instalment")), Style.COUNT),
        Column("period", say(N_("Month")), Style.COUNT),
        Column("before", say(N_("Debt before")), Style.AMOUNT),
        Column("interest", say(N_("Interest")), Style.AMOUNT),
        Column("principal", say(N_("Repayment")), Style.AMOUNT),
        Column("payment", say(N_("Paid together")), Style.AMOUNT),
        Column("after", say(N_("Debt after")), Style.AMOUNT),
    )
    rows = []
    for row, one in enumerate(told.schedule):
        here = f"schedule.{at}.{row}"
        before = f"[schedule.{at}.{row - 1}.after]" if row else f"[loan.{at}.amount]"
        rows.append(
            (
                one.instalment,
                Computed(one.period, f"[loan.{at}.period]+[{here}.number]"),
                Computed(one.opening, before),
                Computed(one.interest, plan.rounded(f"[{here}.before]*[loan.{at}.rate]/12")),
                Computed(one.principal, _principal(at, here, one.instalment, loan)),
                Computed(one.payment, f"[{here}.interest]+[{here}.principal]"),
                Computed(one.closing, f"[{here}.before]-[{here}.principal]"),
            )
        )
    sheet.table(f"schedule.{at}", columns, rows)


def _principal(at: int, here: str, number: int, loan: Loan) -> str:
    if number == loan.term_months:
        return f"[{here}.before]"
    interest = f"-[{here}.interest]" if loan.method == "annuity" else ""
    due = f"MIN([{here}.before],[each.{at}]{interest})"
    return f"IF([{here}.number]<=[loan.{at}.grace],0,{due})"
