"""Plans on paper to test with: a country's sample, and one whose answers look like programs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from lms.plans.coach.registry import findings
from lms.plans.expansion import expand
from lms.plans.finance.compute import compute
from lms.plans.finance.reading import read_inputs
from lms.plans.papers.from_plan import Mark, Stamp, Written, paper_of
from lms.plans.papers.paper import PlanPaper
from lms.plans.samples import load_sample
from lms.plans.template_reading import load_template

FONTS = Path(__file__).parents[2] / "static" / "fonts"
PRINTED = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
STAMP = Stamp(date(2026, 11, 22))
STRANGE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2",
    "@SUM(A1:A9)",
    "<script>alert(1)</script>",
    '#panic("x") ] $y$ #read("/etc/passwd")',
    "*bold* _soft_ `code` \\ // no comment",
    "Hợp tác xã Đô Lương",
    "Өвөрхангайн хоршоо",
    "하늘 협동조합",
    "gpj\u202eexe \u0007",
    "Ёж & <w:p/> ]]> \"quoted\" 'single'",
    "x" * 10_000,
    "🌱 growing",
)


@cache
def sample(country: str = "VN", language: str = "en") -> Written:
    """The sample plan of a country with all its figures."""
    template, found = load_template(country), load_sample(country)
    answers, title = found.answers(language), found.title.in_language(language)
    expanded = expand(answers, template, currency=template.currency, title=title, language=language)
    inputs = read_inputs(expanded.inputs or {})
    results = compute(inputs)
    said = findings(answers, expanded, results, template)
    return Written(title, template, answers, inputs, results, said)


def paper(country: str = "VN", language: str = "en", mark: Mark = Mark.SAMPLE) -> PlanPaper:
    """The sample on paper in a language."""
    spoken = language if language in ("en", "vi") else "en"
    return paper_of(sample(country, spoken), language, mark=mark, stamp=STAMP)


def strange_plan() -> Written:
    """A plan whose every name and text looks like something else, with figures."""
    plain = sample()
    answers = {
        section: {
            path: STRANGE[at % len(STRANGE)][:2000] if _is_text(plain, section, path) else text
            for at, (path, text) in enumerate(values.items())
        }
        for section, values in plain.answers.items()
    }
    title = STRANGE[0]
    expanded = expand(answers, plain.template, currency="VND", title=title)
    inputs = read_inputs(expanded.inputs or {})
    return Written(title, plain.template, answers, inputs, compute(inputs))


def _is_text(plan: Written, section: str, path: str) -> bool:
    try:
        field = plan.template.section(section).field_at(path)
    except KeyError:
        return False
    return field is not None and field.kind.value in ("line", "text")
