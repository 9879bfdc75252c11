"""Figures of the server: rates against a bare Flask page, SQL statements, memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from . import load, people, servers, statements
from .bare import write_page
from .report import Figure, not_measured, pairwise
from .site import Site
from .visitor import Visitor

LESSON_RATE = ("Lesson, signed in, gzip: rate against a bare Flask page", "at least 0.25, aim 0.5")
ATTEMPT_RATE = ("Quiz attempts a second against bare pages a second", "at least 1/40")
MEMORY = ("Server memory under load, 2 workers (PSS)", "at most 200 MB")
MOST_MB = 200
MOST_ATTEMPTS_A_SECOND = 400  # only so many people are made
REQUESTS = 3  # of an attempt: open, send, result


@dataclass(frozen=True)
class Effort:
    """How long and how often is measured."""

    rounds: int
    seconds: int


QUICK, FULL = Effort(rounds=3, seconds=2), Effort(rounds=7, seconds=6)


def of_rates(site: Site, effort: Effort) -> list[Figure]:
    """The lesson and the quiz against the bare page, in rounds that take turns."""
    page = site.learner.get(site.first)
    if page.status != 200 or page.header("Content-Encoding") != "gzip":
        return [not_measured(*LESSON_RATE, f"{site.first} answers {page.status}, not gzipped")]
    kept = site.folder / "bare-page.json"
    write_page(kept, page.body, page.headers)
    headers = {"Cookie": site.learner.cookie_header, "Accept-Encoding": "gzip"}

    with servers.bare(kept) as bare:
        ours = Round(site.server, site.first, headers, effort.seconds)
        others = Round(bare, "/page", headers, effort.seconds)
        for warm in (ours, others):
            warm.rate()
        return [_lesson(ours, others, effort.rounds), _attempts(site, others, effort)]


@dataclass
class Round:
    """Load on one page, as often as asked; `cost` adds up processor seconds and requests."""

    server: servers.Server
    path: str
    headers: dict[str, str]
    seconds: int
    cost: list[float] = field(default_factory=list)

    def rate(self) -> float:
        """Requests a second in one round."""
        before = servers.processor_seconds(self.server)
        rate = load.requests_a_second(self.server.port, self.path, self.headers, self.seconds)
        after = servers.processor_seconds(self.server)
        if before is not None and after is not None:
            self.cost.append((after - before) / (rate * self.seconds))
        return rate


def _in_turns(
    ours: Callable[[], float], bare: Callable[[], float], rounds: int
) -> tuple[list[float], list[float]]:
    pairs = [(ours(), bare()) for _ in range(rounds)]
    return [mine for mine, _ in pairs], [other for _, other in pairs]


def _lesson(ours: Round, bare: Round, rounds: int) -> Figure:
    mine, others = _in_turns(ours.rate, bare.rate, rounds)
    ratio = pairwise(mine, others)
    note = (
        f"{median(mine):.0f} against {median(others):.0f} requests/s, medians of {rounds} rounds"
        f" by {load.tool()}, {load.CONNECTIONS} connections"
    )
    if ours.cost:  # does not change when something else is busy on this machine
        spent = (1000 * median(ours.cost), 1000 * median(bare.cost))
        note += f"; processor {spent[0]:.2f} against {spent[1]:.2f} ms a request"
    return Figure(*LESSON_RATE, f"{ratio:.2f}", ratio >= 0.25, note)


def _attempts(site: Site, bare: Round, effort: Effort) -> Figure:
    """Attempts against bare pages, both asked for by the same visitors, by what the server spends.

    The visitors are Python threads that share the two cores with the server: they slow it as much
    in one round as in the other, which a light tool for one of the two would not.
    """
    app = people.demo_app(site.folder)
    count = effort.rounds * effort.seconds * MOST_ATTEMPTS_A_SECOND
    waiting = deque(people.signed_in(app, min(count, 4000)))

    def take(_: None) -> None:
        Visitor(site.server.port, waiting.pop()).take_quiz(site.quiz)

    def read(_: None) -> None:
        visitor = Visitor(bare.server.port)
        for _request in range(REQUESTS):  # one connection for as many requests as an attempt has
            visitor.get(bare.path)

    quiz = Visits(site.server, take, effort.seconds)
    pages = Visits(bare.server, read, effort.seconds)
    try:
        take(None)
        ours, others = _in_turns(quiz.rate, pages.rate, effort.rounds)
    except RuntimeError as error:
        return not_measured(*ATTEMPT_RATE, str(error))
    others = [REQUESTS * rate for rate in others]
    clock = f"by the clock {median(ours):.0f} attempts/s against {median(others):.0f} pages/s"
    if not quiz.cost:
        ratio = pairwise(ours, others)
        return Figure(*ATTEMPT_RATE, f"1/{1 / ratio:.0f}", ratio >= 1 / 40, clock)
    spent, bare_spent = median(quiz.cost), median(pages.cost) / REQUESTS
    note = f"processor {1000 * spent:.1f} against {1000 * bare_spent:.2f} ms; {clock}"
    ratio = bare_spent / spent
    return Figure(*ATTEMPT_RATE, f"1/{1 / ratio:.0f}", ratio >= 1 / 40, note)


@dataclass
class Visits:
    """What visitors do, as often as they can; `cost` adds up processor seconds for each time."""

    server: servers.Server
    once: Callable[[None], None]
    seconds: int
    cost: list[float] = field(default_factory=list)

    def rate(self) -> float:
        """Times a second in one round."""
        before = servers.processor_seconds(self.server)
        rate = load.rate(lambda: None, self.once, self.seconds)
        after = servers.processor_seconds(self.server)
        if before is not None and after is not None:
            self.cost.append((after - before) / (rate * self.seconds))
        return rate


def of_memory(site: Site) -> Figure:
    """After the load: the master and its workers."""
    used = servers.memory_mb(site.server)
    if used is None:
        return not_measured(*MEMORY, "only Linux tells it")
    return Figure(*MEMORY, f"{used:.0f} MB", used <= MOST_MB)


def of_statements(site: Site) -> list[Figure]:
    """SQL statements of a lesson, a quiz and the course page, the first time and later."""
    app = people.demo_app(site.folder)
    fresh, reader = people.signed_in(app, 2)

    def lesson() -> int:
        return statements.of_page(app, statements.client_of(app, reader), site.first)

    def course() -> int:
        return statements.of_page(app, statements.client_of(app, reader), "/learn/")

    def quiz() -> int:
        return statements.of_quiz_submit(app, statements.client_of(app, fresh), site.quiz)

    return [
        _count("SQL statements: lesson", 3, lesson, "first in a process"),
        _count("SQL statements: quiz submit", 8, quiz, "first of a person"),
        _count("SQL statements: course page", 4, course, "first in a process"),
    ]


def _count(name: str, most: int, once: Callable[[], int], first: str) -> Figure:
    target = f"at most {most}"
    try:
        counts = [once(), once()]
    except RuntimeError as error:
        return not_measured(name, target, str(error))
    worst = max(counts)
    return Figure(
        name, target, str(worst), worst <= most, f"{first}: {counts[0]}, then {counts[1]}"
    )
