"""What is done and what comes next, from plain ids. Pure; what finishes what is data."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Rules:
    """What finishes a module: all its "lessons", its "quiz", or both (course.toml, completion)."""

    module: tuple[str, ...]


@dataclass(frozen=True)
class ModuleWork:
    """A module of the version a learner is on, with what that learner has done of it.

    lessons  ids in order
    read     ids of lessons declared read; one that left the module does not count
    """

    id: str
    lessons: tuple[str, ...]
    read: frozenset[str]
    quiz_passed: bool

    def is_done(self, rules: Rules) -> bool:
        """Whether everything that the rules ask for is there."""
        lessons = "lessons" not in rules.module or set(self.lessons) <= self.read
        return lessons and ("quiz" not in rules.module or self.quiz_passed)

    def next_lesson(self) -> str | None:
        """The first lesson that is not read; None when all are."""
        return next((lesson for lesson in self.lessons if lesson not in self.read), None)


@dataclass(frozen=True)
class Step:
    """The one thing to do next: a lesson of a module, or (lesson None) its quiz."""

    module: str
    lesson: str | None


def next_step(modules: Sequence[ModuleWork], rules: Rules) -> Step | None:
    """The first thing that is not done, in the order of the course; None when all is done."""
    for module in modules:
        if not module.is_done(rules):
            return Step(module.id, module.next_lesson())
    return None


def states(modules: Sequence[ModuleWork], rules: Rules) -> dict[str, str]:
    """ "done", "here" (the first that is not done) or "ahead" for each module."""
    found: dict[str, str] = {}
    here = False
    for module in modules:
        if module.is_done(rules):
            found[module.id] = "done"
        else:
            found[module.id] = "ahead" if here else "here"
            here = True
    return found


def is_finished(
    started_with: Collection[str], done: Collection[str], known: Mapping[str, object]
) -> bool:
    """Whether a course is finished: every module it was begun with that still exists is done.

    started_with  ids of the modules when the course was begun
    known         ids of the modules that exist; a module taken away cannot be asked for
    """
    asked = [module for module in started_with if module in known]
    return bool(asked) and all(module in done for module in asked)
