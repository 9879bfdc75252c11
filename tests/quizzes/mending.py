"""A module with questions to mend and an essay to read, and the addresses of their pages."""

from __future__ import annotations

import re
from typing import Any

GIFT = """// [tag:slot-1]
::who::Who decides?{
=Everybody#Yes. One vote each.
~The richest#No. Money has no vote here.
~%50%The board#In part.
####A cooperative decides together.
}

// [tag:slot-2] [unit:VND]
::sum::What is left of 310000 VND when 205000 VND are paid?{#105000:0####It is the surplus.}

// [tag:slot-3]
::shops::Which of them share?{~%50%A cooperative ~%50%A credit union ~%-50%A bank####Members do.}

// [tag:slot-4] [criterion:3:It has an amount and a date] [criterion:2:It says who does it]
::goal::Write your goal.{####Compare it with what you wrote in lesson 2.}
"""
IDS = ["who", "sum", "shops", "goal"]
RIGHT = {"who": "a", "sum": "105000", "shops": ["a", "b"]}
MODULE = "/author/quizzes/first-steps/"
REASON = "The question can be read in two ways."


def mend_address(version: Any, question: str) -> str:
    return f"{MODULE}{question}/{version.number}/"


def sent_again(page: Any) -> dict[str, Any]:
    """The fields of the form that a preview carries, as its button sends them."""
    fields: dict[str, Any] = {}
    for name, value in re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text
    ):
        if name != "csrf_token":
            fields.setdefault(name, []).append(value)
    return fields
