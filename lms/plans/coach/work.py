"""Checks on work: pay and hours, whether the hours are enough, who is promised work."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from lms.plans.coach.case import MONTHS, ZERO, Case, Row, total
from lms.plans.coach.finding import Found, Money, say
from lms.plans.coach.limits import HOURS_MOST
from lms.words import N_

WEEKS_A_MONTH = Decimal(52) / 12
MINUTES = Decimal(60)


def fair_pay_and_hours(case: Case) -> Iterator[Found]:
    """K10: nobody is paid below the lowest wage or works more than 48 hours a week."""
    for job in case.rows("work", "jobs"):
        yield from _hours(job)
        yield from _monthly_pay(case, job)
    for product in case.rows("products", "products"):
        yield from _hourly_pay(case, product)


def _hours(job: Row) -> Iterator[Found]:
    hours = job.number("hours_week")
    if hours is None or hours <= HOURS_MOST:
        return
    said = say(
        N_("%(job)s: %(hours)s hours a week. More than %(most)s is not decent work."),
        job=job.text("title"),
        hours=hours,
        most=HOURS_MOST,
    )
    way = say(N_("Plan one more person for a part of the hours, or make less."))
    yield Found("work", job.path("hours_week"), said, (way,))


def _monthly_pay(case: Case, job: Row) -> Iterator[Found]:
    pay, hours = job.number("pay_month"), job.number("hours_week")
    if not pay or not hours or job.text("kind") == "made":
        return
    full, lowest = case.limits.hours_week, case.limits.lowest_wage
    part = min(hours / full, Decimal(1))
    if pay >= lowest * part:
        return
    least = (lowest * part).to_integral_value(ROUND_CEILING)
    said = say(
        N_("%(job)s: %(pay)s a month for %(hours)s hours a week. By law it is at least %(least)s."),
        job=job.text("title"),
        pay=Money(pay),
        hours=hours,
        least=Money(least),
    )
    fewer = (pay * full / lowest).to_integral_value(ROUND_FLOOR)
    ways = (
        say(N_("Pay %(least)s a month."), least=Money(least)),
        say(N_("Plan at most %(hours)s hours a week for this pay."), hours=fewer),
    )
    yield Found("work", job.path("pay_month"), said, ways, limit="lowest_wage")


def _hourly_pay(case: Case, product: Row) -> Iterator[Found]:
    rate = product.number("hourly_rate")
    least = case.limits.lowest_wage / (case.limits.hours_week * WEEKS_A_MONTH)
    if not rate or not product.number("minutes") or rate >= least:
        return
    needed = Money(least.to_integral_value(ROUND_CEILING))
    said = say(
        N_("Work on %(product)s is paid %(rate)s an hour. By law it is at least %(least)s."),
        product=product.text("name"),
        rate=Money(rate),
        least=needed,
    )
    way = say(N_("Pay %(least)s an hour and look at the price again."), least=needed)
    yield Found("products", product.path("hourly_rate"), said, (way,), limit="lowest_wage")


def enough_hours(case: Case) -> Iterator[Found]:
    """K11: in every month the people can make the units that are planned."""
    jobs = [row for row in case.rows("work", "jobs") if row.text("kind") == "made"]
    jobs = jobs or case.rows("work", "jobs")
    known = [job for job in jobs if job.number("people") and job.number("hours_week")]
    minutes = {row.id: row.number("minutes") for row in case.rows("products", "products")}
    if not known or case.results is None or not all(one is not None for one in minutes.values()):
        return
    short = {month: _hours_needed(case, month) - _hours_there(known, month) for month in MONTHS}
    month = max(short, key=lambda one: (short[one], -one))
    if short[month] <= 0:
        return
    needed, there = _hours_needed(case, month), _hours_there(known, month)
    said = say(
        N_("Month %(month)s needs %(needed)s hours of work; your people have %(there)s."),
        month=month,
        needed=needed.to_integral_value(ROUND_CEILING),
        there=there.to_integral_value(ROUND_FLOOR),
    )
    a_person = min(case.limits.hours_week, HOURS_MOST) * WEEKS_A_MONTH
    ways = (
        say(
            N_("More people for that month, full time: %(people)s."),
            people=int((short[month] / a_person).to_integral_value(ROUND_CEILING)),
        ),
        say(N_("Make a stock in quiet months, if it keeps.")),
        say(N_("Sell less, or find a way that takes fewer minutes.")),
    )
    yield Found("work", known[0].path("hours_week"), said, ways)


def _hours_needed(case: Case, month: int) -> Decimal:
    """Hours for all units that are made in a month: those sold and those put into stock."""
    results = case.results
    if results is None:
        return ZERO
    needed = ZERO
    for product in case.rows("products", "products"):
        sold = results.sales_and_costs.units.get(product.id)
        if sold is None:
            continue
        stock = results.finished_goods[product.id].units_by_period
        made = sold[month] + stock[month] - stock[month - 1]
        needed += made * product.amount("minutes") / MINUTES
    return needed


def _hours_there(jobs: list[Row], month: int) -> Decimal:
    here = [job for job in jobs if job.amount("from_month") <= month]
    hours = sum((job.amount("people") * job.amount("hours_week") for job in here), ZERO)
    return hours * WEEKS_A_MONTH


def somebody_is_paid(case: Case) -> Iterator[Found]:
    """K15: people who work are paid, for founders too must live."""
    jobs = [row for row in case.rows("work", "jobs") if row.number("people")]
    if not jobs or not all(job.number("pay_month") is not None or _by_piece(job) for job in jobs):
        return
    products = case.rows("products", "products")
    if any(_by_piece(job) for job in jobs) and not all(
        product.number("hourly_rate") is not None for product in products
    ):
        return
    by_piece = [row for row in products if row.amount("minutes") * row.amount("hourly_rate")]
    if by_piece or total(jobs, "pay_month"):
        return
    said = say(N_("People work, but nobody is paid. What do you live on?"))
    ways = (
        say(N_("Plan pay for each job, or pay for an hour on each product.")),
        say(N_("If you live on something else at first, write on what and how long.")),
    )
    yield Found("work", jobs[0].path("pay_month"), said, ways)


def _by_piece(job: Row) -> bool:
    return job.text("kind") == "made"


_PROMISES = (
    (
        "women",
        "promise_women",
        N_("Jobs you promise for women: %(said)s. Your list of jobs has %(jobs)s."),
    ),
    (
        "young",
        "promise_young",
        N_("Jobs you promise for young people: %(said)s. Your list of jobs has %(jobs)s."),
    ),
    (
        "disabled",
        "promise_disabled",
        N_("Jobs you promise for people with disabilities: %(said)s. Your list has %(jobs)s."),
    ),
)


def promises_kept(case: Case) -> Iterator[Found]:
    """K17: what is promised for women, youth and persons with disabilities stands in the jobs."""
    jobs = [row for row in case.rows("work", "jobs") if row.number("people")]
    if not jobs:
        return
    for group, promise, message in _PROMISES:
        promised, planned = case.number("work", promise), total(jobs, group)
        if promised is not None and promised > planned:
            numbers = (one.to_integral_value(ROUND_HALF_UP) for one in (promised, planned))
            said = say(message, **dict(zip(("said", "jobs"), numbers, strict=True)))
            ways = (
                say(N_("Write in the jobs for whom each place is meant.")),
                say(N_("Promise only what the jobs show: a promise is checked later.")),
            )
            yield Found("work", promise, said, ways)
