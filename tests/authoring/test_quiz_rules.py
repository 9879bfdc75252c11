"""The rules of a quiz as a form: module.toml gets another [quiz] table, all else stays."""

from __future__ import annotations

import tomllib
from decimal import Decimal

import pytest

from lms.authoring.quiz_rule_lines import draw_from_of, with_rules
from tests.authoring.conftest import MODULE
from tests.authoring.quiz_desk_made import field_values

URL = f"/author/modules/{MODULE}/quiz/rules"
TOML = """id = "x"
[title]
en = "Title"
[quiz]
# Why so few: the module is short.
draw = 2
pass = 0.7
[quiz.draw_from]
a = 2

[needs]
list = [
  "y",
]
"""


def test_a_table_is_written_anew_and_other_lines_stay():
    made = with_rules(TOML, {"draw": 3, "pass": Decimal("0.5"), "mastery": None, "shuffle": False})

    before, after = TOML.split("[quiz]")[0], TOML[TOML.index("[needs]") :]
    assert made == (
        f"{before}[quiz]\n# Why so few: the module is short.\n"
        f"draw = 3\npass = 0.5\nshuffle = false\n\n{after}"
    )


def test_tags_are_written_as_a_table_of_numbers():
    made = with_rules(TOML, {"draw": 3, "draw_from": draw_from_of("a = 1\nb: 2")})

    assert tomllib.loads(made)["quiz"] == {"draw": 3, "draw_from": {"a": 1, "b": 2}}


@pytest.mark.parametrize("text", ["", "quiz = { draw = 2 }\n", "[other]\n[quiz]\n[quiz]\n"])
def test_a_table_that_stands_otherwise_is_left_alone(text):
    with pytest.raises(ValueError, match=r"."):
        with_rules(text, {"draw": 3})


def sent(page, **values):
    """The form of the rules as a browser sends it, with other values."""
    found = field_values(page.text.replace('action="' + URL, 'id="rules" action="' + URL), "rules")
    return found | values


def test_a_form_that_is_sent_as_it_is_keeps_the_rules(desk, browse):
    author = browse(desk.author)
    before = tomllib.loads(desk.text("module.toml"))

    answer = author.post(URL, sent(author.get(URL)))

    desk.db.expire_all()
    assert answer.status_code == 303
    assert tomllib.loads(desk.text("module.toml")) == before


def test_other_rules_are_saved_in_the_draft(desk, browse):
    author = browse(desk.author)
    other = {"draw": "4", "share": "62.5", "draw_from": "a = 1\nb = 3", "minutes": "20"}

    answer = author.post(URL, sent(author.get(URL), **other, counts="latest"))

    desk.db.expire_all()
    found = tomllib.loads(desk.text("module.toml"))["quiz"]
    assert answer.status_code == 303
    assert (found["draw"], found["pass"], found["minutes"]) == (4, 0.625, 20)
    assert (found["counts"], found["draw_from"]) == ("latest", {"a": 1, "b": 3})
    assert "3 of them bear the tag b." in author.get(answer.location).text


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"draw": "0"}, "1"),
        ({"draw": "2.5"}, "Write a whole number."),
        ({"draw": ""}, "Fill in this field."),
        ({"share": "101"}, "100"),
        ({"mastery": "90"}, "This is more than are drawn."),
        ({"draw_from": "all of them"}, "Write each tag on a line of its own"),
        ({"draw_from": "a = 77"}, "The numbers must add up to how many questions are drawn."),
        ({"draw_from": 'a" = 1'}, "Write each tag on a line of its own"),
        ({"counts": "worst"}, "Choose one of the answers."),
    ],
)
def test_rules_that_cannot_hold_are_said_and_not_saved(desk, browse, values, said):
    author = browse(desk.author)
    before = desk.text("module.toml")

    page = author.post(URL, sent(author.get(URL), **values))

    desk.db.expire_all()
    assert page.status_code == 422
    assert said in page.text
    assert desk.text("module.toml") == before


def test_rules_that_somebody_else_changed_meanwhile_are_not_overwritten(desk, browse):
    author = browse(desk.author)
    mine = sent(author.get(URL), draw="7")
    desk.save("module.toml", desk.text("module.toml") + "# Changed.\n")
    desk.db.commit()
    before = desk.text("module.toml")

    page = author.post(URL, mine)

    desk.db.expire_all()
    assert page.status_code == 409
    assert "Somebody else changed the facts of the module meanwhile." in page.text
    assert 'value="7"' in page.text
    assert desk.text("module.toml") == before
