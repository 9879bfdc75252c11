"""The plan as XLSX: formulas that live, with the engine's values for those who cannot compute."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal, localcontext
from io import BytesIO
from typing import Any

from lms.plans.finance.exact import EXACT
from lms.plans.finance.inputs import Inputs
from lms.plans.papers.book.cash_sheet import write_cash
from lms.plans.papers.book.cells import Cell, Place, Sheet, Style, Value, addressed
from lms.plans.papers.book.costing_sheet import write_costing
from lms.plans.papers.book.end_sheets import write_balance, write_break_even
from lms.plans.papers.book.figured import Figured
from lms.plans.papers.book.inputs_sheet import write_inputs
from lms.plans.papers.book.loans_sheet import write_loans
from lms.plans.papers.book.sales_sheet import write_sales
from lms.plans.papers.book.surplus_sheet import write_surplus
from lms.plans.papers.paper import plain
from lms.words import N_

_LONGEST = 32_000  # characters of a cell
_LONGEST_TITLE = 31  # characters of a sheet's name
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\']")
_MARKED = {"bg_color": "#FBEFD0", "border": 1, "border_color": "#857D6B"}


def plan_xlsx(plan: Figured, *, mark: str, timestamp: datetime) -> bytes:
    """The workbook of a plan; its results are what `compute` made of its inputs.

    mark       SAMPLE or DRAFT in words; "" for a plan that is frozen
    timestamp  aware; when it was made
    """
    import xlsxwriter  # noqa: PLC0415 - a process that writes no workbook need not load it

    with localcontext(EXACT):  # as the engine counts, so that no cell is rounded otherwise
        sheets = sheets_of(plan)
    written = BytesIO()
    options = {
        "in_memory": True,
        # What people typed is text, whatever it looks like.
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(written, options)
    moment = timestamp.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": plain(plan.inputs.title)[:255], "created": moment})
    formats = {style: book.add_format(look) for style, look in _looks(plan.inputs).items()}
    for sheet in sheets:
        _write(book.add_worksheet(sheet.title), sheet, formats, mark)
    book.close()
    return written.getvalue()


def sheets_of(plan: Figured) -> tuple[Sheet, ...]:
    """The eight sheets with their cells; the first holds all inputs."""
    say = plan.speech.say
    places: dict[str, Place] = {}
    titles = (
        N_("Inputs"),
        N_("What one costs"),
        N_("Sales and costs"),
        N_("Cash flow"),
        N_("Loans"),
        N_("Balance"),
        N_("Break-even"),
        N_("Surplus"),
    )
    sheets = tuple(
        Sheet(_title(say(title), number), places) for number, title in enumerate(titles, start=1)
    )
    writers = (
        write_costing,
        write_sales,
        write_cash,
        write_loans,
        write_balance,
        write_break_even,
        write_surplus,
    )
    write_inputs(sheets[0], plan)
    for sheet, write in zip(sheets[1:], writers, strict=True):
        write(sheet, plan)
    return sheets


def _title(words: str, number: int) -> str:
    """A name that a sheet may have; the number keeps two words that are cut alike apart."""
    return f"{number} {_NOT_IN_TITLE.sub('', words)}"[:_LONGEST_TITLE].rstrip()


def _looks(inputs: Inputs) -> dict[Style, dict[str, Any]]:
    digits = inputs.currency.decimals
    amount = "#,##0" + ("." + "0" * digits if digits else "")
    return {
        Style.TEXT: {},
        Style.TITLE: {"bold": True, "font_size": 13, "font_color": "#1F6B4F"},
        Style.HEAD: {"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"},
        Style.NOTE: {"font_color": "#5C584E"},
        Style.AMOUNT: {"num_format": amount},
        Style.SUM: {"num_format": amount, "bold": True, "top": 1},
        Style.COUNT: {"num_format": "#,##0.######"},
        Style.INPUT_TEXT: {**_MARKED},
        Style.INPUT: {**_MARKED, "num_format": amount},
        Style.INPUT_COUNT: {**_MARKED, "num_format": "#,##0.######"},
        Style.INPUT_SHARE: {**_MARKED, "num_format": "0.00%"},
    }


def _write(page: Any, sheet: Sheet, formats: dict[Style, Any], mark: str) -> None:
    page.set_column(0, 0, 44)
    page.set_column(1, 20, 15)  # widths that are guessed hide amounts behind ####
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_header(f"&L{mark.replace('&', '&&')}")
    for cell in sheet.cells:
        _write_cell(page, cell, sheet, formats[cell.style])


def _write_cell(page: Any, cell: Cell, sheet: Sheet, look: Any) -> None:
    at = (cell.row, cell.column)
    if cell.formula:
        formula = addressed(cell.formula, sheet.title, sheet.places)
        page.write_formula(*at, f"={formula}", look, _kept(cell.value))
    elif isinstance(cell.value, str):
        page.write_string(*at, plain(cell.value)[:_LONGEST], look)
    elif cell.value is None:
        page.write_blank(*at, None, look)
    else:
        page.write_number(*at, _kept(cell.value), look)


def _kept(value: Value) -> float | int | str:
    """A value as a file keeps it: workbooks know no decimals."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return "" if value is None else value
