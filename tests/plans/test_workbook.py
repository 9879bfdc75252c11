"""The workbook: what it shows is what the engine found, and its formulas find the same again."""

from __future__ import annotations

import sys
from decimal import Decimal
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from lms.plans.drawings.speech import Speech
from lms.plans.finance.compute import compute
from lms.plans.finance.reading import read_inputs
from lms.plans.papers.book.figured import Figured
from lms.plans.papers.book.workbook import plan_xlsx
from lms.plans.papers.from_plan import figured
from tests.plans.paper_cases import PRINTED, STRANGE, sample, strange_plan
from tests.plans.random_plans import seeded_plan
from tests.plans.small_plans import case_1, changed, empty_plan, material, product
from tests.plans.workbook_formulas import At, Kept, Workbook, read_cells


@pytest.fixture(autouse=True)
def _deep_formulas():
    """A cell leads to a cell that leads to a cell: deeper than Python is used to."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    yield
    sys.setrecursionlimit(before)


def book_of(raw: dict, language: str = "en") -> bytes:
    inputs = read_inputs(raw)
    speech = Speech(language, inputs.currency.code, inputs.currency.decimals)
    return plan_xlsx(Figured(inputs, compute(inputs), speech, {}), mark="", timestamp=PRINTED)


def differing(cells: dict[At, Kept], computed: dict[At, object]) -> list[tuple]:
    """The cells whose kept value is another than the computed one."""
    return [
        (at, kept, computed[at])
        for at in computed
        for kept in [cells[at].value]
        if not _same(kept, computed[at])
    ]


def _same(kept: object, found: object) -> bool:
    if isinstance(kept, Decimal) and isinstance(found, Decimal):
        return abs(kept - found) <= abs(kept) * Decimal("1e-12")
    return kept == found


STOCKED = {
    "products": [
        product(
            "280.55",
            [40] * 12,
            materials=[material("wool", "0.905", "70.333", stocked=True)],
            labour={"piece_rate": Decimal("33.335")},
            production_units=[60] * 3 + [40] * 9,
        )
    ],
    "currency": {"code": "KGS", "decimals": 2},
    "stock_purchases": {"wool": [100] + [50] * 12},
    "supplier_terms": [{"name": "wool", "shares": [Decimal("0.333"), Decimal("0.667")]}],
}
LOSS = {"products": [product(5, [10] * 12, labour={"piece_rate": 9})]}


@pytest.mark.parametrize(
    "raw",
    [
        case_1()["inputs"],
        changed(case_1()["inputs"], "tax", {"type": "turnover", "rate": Decimal("0.04")}),
        empty_plan(),
        empty_plan(**STOCKED),
        empty_plan(**LOSS),
        *(seeded_plan(seed) for seed in range(6)),
    ],
)
def test_every_formula_gives_what_the_engine_found(raw):
    cells = read_cells(book_of(raw))

    computed = Workbook(cells).all_values()

    assert differing(cells, computed) == []


def test_a_changed_price_changes_all_sheets_as_the_engine_does():
    before, after = case_1()["inputs"], case_1()["inputs"]
    after["products"][0]["price"] = 31_000
    after["collections"] = [Decimal("0.5"), Decimal("0.5")]
    cells, wanted = read_cells(book_of(before)), read_cells(book_of(after))
    typed = {at: kept.value for at, kept in wanted.items() if not kept.formula}

    computed = Workbook(cells, typed).all_values()

    assert differing(wanted, computed) == []
    assert sum(cells[at].value != wanted[at].value for at in computed) > 100


def test_the_sheets_are_named_in_the_reader_s_language_and_hold_the_same_figures():
    figures = []
    for language in ("en", "vi", "mn", "ky", "ru", "ko"):
        book = CalamineWorkbook.from_filelike(BytesIO(book_of(case_1()["inputs"], language)))
        rows = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
        figures.append([[cell for row in one for cell in row if cell != ""] for one in rows])

    numbers = [[[c for c in sheet if not isinstance(c, str)] for sheet in one] for one in figures]
    assert [len(one) for one in numbers] == [8] * 6
    assert all(one == numbers[0] for one in numbers)


def test_only_the_first_sheet_holds_numbers_that_were_typed():
    cells = read_cells(book_of(case_1()["inputs"]))

    typed = [(at, kept.value) for at, kept in cells.items() if _is_typed(kept)]
    first = typed[0][0].sheet
    elsewhere = [(at, value) for at, value in typed if at.sheet != first]
    # The number of an instalment, and periods in which nothing can be, need no formula.
    assert [at for at, value in elsewhere if value != 0 and at.column > 0] == []
    assert len(typed) - len(elsewhere) > 100


def _is_typed(kept: Kept) -> bool:
    return isinstance(kept.value, Decimal) and not kept.formula


def test_words_that_look_like_formulas_stay_words():
    plan = figured(strange_plan(), "en")
    assert plan is not None

    cells = read_cells(plan_xlsx(plan, mark="DRAFT", timestamp=PRINTED))

    texts = {kept.value for kept in cells.values() if isinstance(kept.value, str)}
    formulas = " ".join(kept.formula for kept in cells.values())
    assert STRANGE[0] in texts
    assert {"cmd", "calc", "script"} & set(formulas.replace("'", " ").split()) == set()
    assert differing(cells, Workbook(cells).all_values()) == []


def test_members_are_called_by_their_names_or_by_their_number_where_names_are_hidden():
    named, hidden = (
        {
            kept.value
            for kept in read_cells(
                plan_xlsx(figured(sample(), "en", hide_names=hide), mark="", timestamp=PRINTED)
            ).values()
        }
        for hide in (False, True)
    )

    names = set(figured(sample(), "en").members.values())
    assert len(names) == 8
    assert names <= named
    assert names & hidden == set()
    assert "Member 8" in hidden


def test_the_same_plan_gives_the_same_workbook():
    raw = case_1()["inputs"]

    assert book_of(raw) == book_of(raw)
