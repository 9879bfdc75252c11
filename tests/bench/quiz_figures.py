"""Figures of quizzes: marking, reading a file, item analysis, a class that sends at once."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles

from lms import clock
from lms.courses import queries as course_queries
from lms.quizzes import analysing
from lms.quizzes.formats.gift import read_gift
from lms.quizzes.grading import grade
from lms.quizzes.questions import Kind, Question
from lms.quizzes.versions import quiz_version
from lms.web.last_used import LastUsed

from . import answers_made, people
from .report import Figure
from .site import Site
from .visitor import Answer, Visitor, filled_form

MARKING = ("Marking 100 answers", "under 5 ms")
READING = ("Reading a GIFT file of 1,000 questions", "under 1 s")
ANALYSIS = ("Item analysis over 100,000 answers, query and sums, SQLite", "under 2 s")
CLASS = ("A class of 40 begins and sends a quiz within a minute: errors", "0")
CLASS_TIME = ("The same class: 95 of 100 answers come", "under 500 ms")
PEOPLE = 40
_ROUNDS = 9
_ROUNDS_OF_ANALYSIS = 3
_TAKERS = 10_000

_BLOCK = """
// [tag:slot-{n}] [tag:outcome-1]
::q{n}-single::Who decides in cooperative {n}?{{
\t=The members#Right. One member, one vote.
\t~The bank#No. The bank lends money.
\t~The one with most shares#No. Shares give no more votes.
\t####Read again\\: lesson "Seven principles".
}}

::q{n}-several::What belongs in budget {n}?{{
	~%50%Rent ~%50%Food ~%-50%A wish#Not yet.####All costs.
}}

::q{n}-number::{n} jars at 1200 VND cost how much?{{#={cost}:0####Multiply.}}

::q{n}-pairs::Match them.{{=one -> 1 =two -> 2 =three -> {n}####Count.}}

::q{n}-order::First to last{{>ALL
Meet
Agree
Begin {n}
####In this order.
}}
"""


def of_marking() -> list[Figure]:
    """What needs neither a server nor a database."""
    text = "".join(_BLOCK.format(n=n, cost=1200 * n) for n in range(1, 201))
    seconds = _best(lambda: read_gift(text))
    questions = read_gift(text)[0]
    asked = questions[:100]
    answers = [_answer(question) for question in asked]
    marking = _best(lambda: [grade(q, a) for q, a in zip(asked, answers, strict=True)])
    return [
        Figure(*MARKING, f"{1000 * marking:.1f} ms", marking < 0.005, "five kinds in turn"),
        Figure(*READING, f"{seconds:.2f} s", seconds < 1, f"{len(questions)} questions"),
    ]


def of_analysis() -> Figure:
    """Ten thousand first attempts at ten questions, on a file of its own, nothing remembered."""
    with tempfile.TemporaryDirectory(prefix="lms-bench-") as name:
        with answers_made.filled(Path(name), _TAKERS) as db:
            published = course_queries.published_version(db, "bench")
            version = quiz_version(db, published.id) if published else None
            assert version is not None
            took = []
            for _ in range(_ROUNDS_OF_ANALYSIS):
                analysing._kept = LastUsed(most=1)
                began = time.perf_counter()
                found = analysing.figures(db, version, with_demo=False, now=clock.now())
                took.append(time.perf_counter() - began)
            answers = sum(item.shown for item in found.analysis.items)
            engine = db.get_bind()
        engine.dispose()
    seconds = median(took)
    return Figure(*ANALYSIS, f"{seconds:.2f} s", seconds < 2, f"{answers:,} answers")


def _best(work: Callable[[], object]) -> float:
    """Seconds of the median round."""
    took = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return median(took)


def _answer(question: Question) -> object:
    answers: dict[Kind, object] = {
        Kind.SINGLE: "a",
        Kind.MULTIPLE: ["a", "b"],
        Kind.NUMERIC: "1.200 VND",
        Kind.MATCHING: {"l1": "r1", "l2": "r3", "l3": "r2"},
        Kind.ORDERING: ["i1", "i3", "i2"],
    }
    return answers[question.kind]


def of_class(site: Site, *, quick: bool) -> list[Figure]:
    """Forty people of a class open the same quiz and send it, at moments of their own.

    quick  within 20 seconds instead of a minute, which is harder
    """
    window = 20 if quick else 60
    cookies = people.signed_in(people.demo_app(site.folder), PEOPLE)
    chance = random.Random(40)  # the same moments in each run
    moments = [(chance.uniform(0, window / 2), chance.uniform(0, window / 2)) for _ in cookies]
    began = time.monotonic()

    def one(place: int) -> list[float]:
        return _take(site, cookies[place], began, *moments[place])

    try:
        with ThreadPoolExecutor(PEOPLE) as pool:
            times = [seconds for three in pool.map(one, range(PEOPLE)) for seconds in three]
    except (RuntimeError, OSError) as error:
        return [Figure(*CLASS, "1 or more", False, str(error))]
    p95 = quantiles(times, n=20)[-1]
    slowest = f"slowest {1000 * max(times):.0f} ms"
    return [
        Figure(*CLASS, "0", True, f"{len(times)} requests within {window} s"),
        Figure(*CLASS_TIME, f"{1000 * p95:.0f} ms", p95 < 0.5, slowest),
    ]


def _take(
    site: Site, cookies: dict[str, str], began: float, opens: float, thinks: float
) -> list[float]:
    """Open, send and read the result: the seconds that each answer took.

    raises  RuntimeError when one of them is not what it should be
    """
    visitor = Visitor(site.server.port, cookies)
    _sleep_until(began + opens)
    opening, sheet = _timed(lambda: visitor.get(site.quiz), 200)
    fields = filled_form(sheet.text)
    _sleep_until(began + opens + thinks)
    sending, sent = _timed(lambda: visitor.post(site.quiz, fields), 302)
    reading, _ = _timed(lambda: visitor.get(sent.header("Location")), 200)
    return [opening, sending, reading]


def _sleep_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.monotonic()))


def _timed(work: Callable[[], Answer], status: int) -> tuple[float, Answer]:
    began = time.perf_counter()
    answer = work()
    if answer.status != status:
        raise RuntimeError(f"{answer.status} instead of {status}")
    return time.perf_counter() - began, answer
