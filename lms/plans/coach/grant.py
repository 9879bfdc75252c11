"""Checks on the grant that is asked for: its sum, its steps with their proofs, what it buys."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from lms.plans.coach.case import HUNDRED, Case, Row, percent_of, total
from lms.plans.coach.finding import Found, Money, say
from lms.words import N_


def grant_and_limit(case: Case) -> Iterator[Found]:
    """K03: the grant is within the call's limit, and its steps add up to it."""
    asked, limit = case.number("money", "grant_ask"), case.limits.grant_limit
    if asked is None:
        return
    if asked > limit:
        said = say(
            N_("You ask for %(asked)s. The call gives at most %(limit)s."),
            asked=Money(asked),
            limit=Money(limit),
        )
        ways = (
            say(N_("Ask for %(over)s less."), over=Money(asked - limit)),
            say(N_("Put off a purchase that the grant should pay, or buy it second-hand.")),
        )
        yield Found("money", "grant_ask", said, ways, limit="grant_limit")
    yield from _steps_and_grant(case, asked)


def _steps_and_grant(case: Case, asked: Decimal) -> Iterator[Found]:
    steps = case.rows("money", "steps")
    in_steps = total(steps, "amount")
    if asked == in_steps:
        return
    if not steps:
        message = N_("You ask for a grant of %(asked)s, but it has no steps yet.")
        way = say(N_("Write for each step how much it is, in which month and after what."))
        yield Found("money", "steps", say(message, asked=Money(asked)), (way,))
        return
    said = say(
        N_("The steps of the grant add up to %(steps)s, but you ask for %(asked)s."),
        steps=Money(in_steps),
        asked=Money(asked),
    )
    ways = (
        say(
            N_("Change the steps by %(difference)s together."),
            difference=Money(abs(asked - in_steps)),
        ),
        say(N_("Ask for %(steps)s, if that is what you need."), steps=Money(in_steps)),
    )
    yield Found("money", steps[0].path("amount"), said, ways)


def first_step_and_proofs(case: Case) -> Iterator[Found]:
    """K20: the first step is no larger than the call pays first, and every step has a proof."""
    steps = [row for row in case.rows("money", "steps") if row.number("amount")]
    yield from _first_step(case, steps)
    for at, step in enumerate(steps, start=1):
        if not step.text("proof").strip():
            message = N_("Step %(number)s of the grant has no proof that you can show.")
            way = say(N_("Write what you can photograph: an invoice, a licence, the cash book."))
            yield Found("money", step.path("proof"), say(message, number=at), (way,))


def _first_step(case: Case, steps: list[Row]) -> Iterator[Found]:
    if not steps or any(step.number("month") is None for step in steps):
        return
    grant, most = total(steps, "amount"), case.limits.first_step_share
    month = min(step.amount("month") for step in steps)
    begin = [step for step in steps if step.amount("month") == month]
    first = total(begin, "amount")
    if first * HUNDRED <= grant * most:
        return
    said = say(
        N_("The first step, %(first)s, is %(share)s %% of the grant; the call pays %(most)s %%."),
        first=Money(first),
        share=percent_of(first, grant),
        most=most,
    )
    over = (first - grant * most / HUNDRED).to_integral_value(ROUND_CEILING)
    ways = (
        say(N_("Move %(over)s to a later step."), over=Money(over)),
        say(N_("In the first months rent, borrow or share what you do not buy yet.")),
    )
    yield Found("money", begin[0].path("amount"), said, ways, limit="first_step_share")


def bought_with_grant(case: Case) -> Iterator[Found]:
    """K14: what the grant buys stands in the list of things, and the reverse."""
    asked = case.number("money", "grant_ask")
    things = [row for row in case.rows("things", "things") if row.number("cost") is not None]
    if asked is None or not things:
        return
    marked = [row for row in things if row.text("from_grant") == "yes"]
    cost = total(marked, "cost")
    if cost > asked:
        said = say(
            N_("The things marked for the grant cost %(cost)s, but you ask for %(asked)s."),
            cost=Money(cost),
            asked=Money(asked),
        )
        way = say(N_("Leave the mark only on things that the grant pays in full."))
        yield Found("things", marked[0].path("from_grant"), said, (way,))
    if asked > 0 and not marked:
        message = N_("You ask for a grant of %(asked)s, but no thing is marked as bought with it.")
        ways = (
            say(N_("Mark in the list of things what the grant pays.")),
            say(N_("If it pays stock and the first months, explain that to the committee.")),
        )
        path = things[0].path("from_grant")
        yield Found("things", path, say(message, asked=Money(asked)), ways)
