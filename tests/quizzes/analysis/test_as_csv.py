"""The table of an analysis, as a spreadsheet reads it."""

from __future__ import annotations

import csv
import io

from lms.quizzes.analysis.as_csv import to_csv
from lms.quizzes.analysis.quiz import analyse
from lms.quizzes.analysis.sittings import ItemKey, Response, Sitting
from tests.quizzes.analysis.sittings_made import KEYS, sat, simulated


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_each_question_has_a_row_with_its_figures():
    taken = [("a",), ("a",), ("b",), None]
    answers = [Response("q", float(given == ("a",)), given) for given in taken]
    sittings = [Sitting("vi", "blue", (one, Response("p", one.earned, ()))) for one in answers]
    keys = {"q": ItemKey("slot-1", ("a", "b"), frozenset("a"))}

    first, second = rows_of(to_csv(analyse(sittings, keys, began=None)))

    assert first == {
        "item": "q",
        "slot": "slot-1",
        "shown": "4",
        "answered": "3",
        "left_open": "1",
        "facility": "0.5000",
        "discrimination": "1.0000",
        "upper_lower": "1.0000",
        "findings": "too_few_answers",
        "options": "a*=0.6667; b=0.3333",
        "classes": "blue=",
        "shown_vi": "4",
        "facility_vi": "",
        "delta_vi": "",
        "delta_error_vi": "",
    }
    assert (second["item"], second["options"]) == ("p", "")


def test_findings_name_the_language_and_the_option():
    harder = {("vi", "m0-a"): 2.0}
    sittings = simulated({"en": 600, "vi": 600}, seed=6, harder=harder)

    row = rows_of(to_csv(analyse(sittings, KEYS, began=None)))[0]

    assert row["findings"] == "harder_in_language:vi"
    assert float(row["delta_vi"]) < -1.5
    assert float(row["delta_error_vi"]) > 0


def test_a_language_without_this_question_has_empty_cells():
    sittings = [sat({"p": 1}, "pt-BR"), sat({"q": 1}, "vi")]

    row = rows_of(to_csv(analyse(sittings, {}, began=None)))[0]

    assert (row["shown_pt_br"], row["shown_vi"], row["facility_vi"]) == ("1", "0", "")


def test_text_that_looks_like_a_formula_is_no_formula():
    nasty = ["=1+1", "+1", "-1", "@a", "\ta", "\ra", "\na", 'a,"b"']
    sittings = [sat(dict.fromkeys(nasty, 1), group="=cmd") for _ in range(2)]

    rows = rows_of(to_csv(analyse(sittings, {item: ItemKey(item) for item in nasty}, began=None)))

    assert [row["item"] for row in rows] == [f"'{item}" for item in nasty[:-1]] + ['a,"b"']
    assert {row["classes"] for row in rows} == {"'=cmd="}


def test_a_number_below_nothing_stays_a_number_and_no_class_is_no_text():
    sittings = [sat({"p": n % 2, "q": 1 - n % 2}) for n in range(8)]

    row = rows_of(to_csv(analyse(sittings, {}, began=None)))[0]

    assert (row["discrimination"], row["classes"]) == ("-1.0000", "")


def test_an_analysis_of_nothing_is_a_row_of_names():
    text = to_csv(analyse([], {}, began=None))

    assert text.startswith("item,slot,shown,answered,left_open,facility,discrimination,")
    assert text.count("\r\n") == 1
