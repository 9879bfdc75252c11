"""Reads the [quiz] table of a module.toml: the rules of its quiz as data."""

from __future__ import annotations

from lms.courses.shapes import Table
from lms.courses.source_types import QuizRules
from lms.words import N_

COUNTS = ("best", "latest", "first")
SHOW_ANSWERS = ("sent", "passed", "never")
_MOST_DRAWN = 100


def quiz_rules(table: Table) -> QuizRules:
    """The rules; only draw, pass and pause_minutes must be there. Faults go to the findings."""
    draw = table.whole("draw", 1, _MOST_DRAWN)
    rules = QuizRules(
        draw=draw,
        pass_mark=table.share("pass"),
        pause_minutes=table.whole("pause_minutes", 0, 10_080),
        attempts=_whole(table, "attempts", 100),
        counts=_choice(table, "counts", COUNTS),
        minutes=_whole(table, "minutes", 600),
        show_answers=_choice(table, "show_answers", SHOW_ANSWERS),
        mastery=_whole(table, "mastery", draw),
        shuffle=_yes(table, "shuffle", default=True),
        pre_test=_yes(table, "pre_test", default=False),
        draw_from=_draw_from(table, draw),
    )
    table.finish()
    return rules


def _whole(table: Table, key: str, most: int) -> int:
    return table.whole(key, 0, most) if key in table.values else 0


def _choice(table: Table, key: str, allowed: tuple[str, ...]) -> str:
    return table.choice(key, allowed) if key in table.values else allowed[0]


def _yes(table: Table, key: str, *, default: bool) -> bool:
    table.asked.add(key)
    value = table.values.get(key, default)
    if isinstance(value, bool):
        return value
    table.fault(key, N_("%(key)s must be true or false."))
    return default


def _draw_from(table: Table, draw: int) -> tuple[tuple[str, int], ...]:
    """A table of tags with how many questions of each are drawn; together as many as drawn."""
    if "draw_from" not in table.values:
        return ()
    shares = table.table("draw_from")
    found = tuple((tag, shares.whole(tag, 1, _MOST_DRAWN)) for tag in shares.values)
    if sum(count for _, count in found) != draw:
        table.fault("draw_from", N_("The numbers in %(key)s must add up to draw."))
    return found
