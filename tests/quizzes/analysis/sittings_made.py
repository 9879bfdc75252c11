"""Sittings for item analysis: written by hand in a line, or simulated with a fixed seed."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping

from lms.quizzes.analysis.sittings import ItemKey, Response, Sitting

SLOTS = range(10)
KEYS = {
    f"m{slot}-{variant}": ItemKey(f"slot-{slot}", ("a", "b", "c", "d"), frozenset("a"))
    for slot in SLOTS
    for variant in "ab"
}


def sat(marks: Mapping[str, float], language: str = "en", group: str = "") -> Sitting:
    """A sitting of questions without options, in the order of the mapping."""
    answers = (Response(item, earned, ()) for item, earned in marks.items())
    return Sitting(language, group, tuple(answers))


def simulated(
    people: Mapping[str, int],
    *,
    seed: int,
    ability: Mapping[str, float] | None = None,
    harder: Mapping[tuple[str, str], float] | None = None,
    taken_for_right: Mapping[str, str] | None = None,
) -> list[Sitting]:
    """Sittings that follow the model of Rasch 1960: one variant of each slot by chance.

    people           language -> how many
    ability          language -> mean ability in logits; 0 when missing
    harder           (language, question) -> logits it is harder there
    taken_for_right  question -> the option that those who know take; a, the key, when missing
    """
    chance = random.Random(seed)
    difficulty = {item: chance.uniform(-2, 0.5) for item in KEYS}
    sittings = []
    for language, count in people.items():
        for _ in range(count):
            person = chance.gauss((ability or {}).get(language, 0), 1)
            answers = []
            for slot in SLOTS:
                item = f"m{slot}-{chance.choice('ab')}"
                hardness = difficulty[item] + (harder or {}).get((language, item), 0)
                knows = chance.random() < 1 / (1 + math.exp(hardness - person))
                best = (taken_for_right or {}).get(item, "a")
                others = [option for option in "abcd" if option != best]
                taken = best if knows else chance.choice(others)
                answers.append(Response(item, float(taken == "a"), (taken,)))
            sittings.append(Sitting(language, f"class-{chance.randrange(3)}", tuple(answers)))
    return sittings
