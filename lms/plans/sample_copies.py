"""A sample's answers made ready for somebody's own plan. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

# What a group says with its own name on it.
OWN_WORDS = frozenset({"declarations", "explanations"})

Answers = Mapping[str, Mapping[str, str]]


def renamed(answers: Answers, sections: Iterable[str]) -> dict[str, dict[str, str]]:
    """The answers of some sections with new ids for all rows, so that no two plans share one.

    An answer that names a row of a section which is not copied is left out.

    >>> made = renamed({"things": {"things/a/name": "Dryer"}, "idea": {"need": "x"}}, ["things"])
    >>> list(made), [path.split("/")[2] for path in made["things"]]
    (['things'], ['name'])
    """
    wanted = [key for key in sections if key in answers]
    every = {row for key in answers for row in _row_ids(answers[key])}
    fresh = {row: str(uuid.uuid4()) for key in wanted for row in _row_ids(answers[key])}
    return {
        key: {
            _path(path, fresh): fresh.get(value, value)
            for path, value in answers[key].items()
            if value not in every or value in fresh
        }
        for key in wanted
    }


def _row_ids(values: Mapping[str, str]) -> set[str]:
    return {steps[1] for path in values if len(steps := path.split("/")) == 3}


def _path(path: str, fresh: Mapping[str, str]) -> str:
    steps = path.split("/")
    return "/".join([steps[0], fresh[steps[1]], steps[2]]) if len(steps) == 3 else path
