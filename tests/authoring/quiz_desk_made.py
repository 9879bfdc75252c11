"""What tests of the quiz editor start from: two quiz files, an attempt, and what a form holds."""

from __future__ import annotations

from typing import Any

import html5lib
from factories import NOW

from lms.quizzes.models import Attempt, Purpose
from tests.authoring.conftest import MODULE, Desk

GIFT = r"""// Words for people.

// [tag:slot-1] [tag:outcome-1]
::t-one::Is it so?{
	=Yes, it is#Right. It is.
	~No, it is not#No. It is.
	~Only at night#No. It is so all day.
	####Read again.
}

// [tag:slot-1]
::t-two::Is it not so?{=Yes#Right. ~No ####Read it again.}

// [tag:slot-2]
::t-many::Which two?{
	~%50%Red#Yes.
	~%50%Blue#Yes.
	~%-50%Green#No.
	####Two of them.
}

// [kind:case] [tag:slot-2]
::t-case::Mai sells soup.

// [case:t-case]
::t-case-left::What is left?{#
	=%100%590:0#Yes.
	####Taken in minus paid.
}
"""
VI = r"""// [tag:slot-1] [tag:outcome-1]
::t-one::Có phải không?{
	=Phải#Đúng.
	~Không phải#Sai.
	~Chỉ ban đêm#Sai.
	####Đọc lại.
}

// [tag:slot-1]
::t-two::Không phải sao?{=Phải#Đúng. ~Không ####Đọc lại.}
"""


def field_values(page: str, form_id: str) -> dict[str, Any]:
    """What a browser would send of a form, without its buttons."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    form = next(one for one in tree.iter("form") if one.get("id") == form_id)
    found: dict[str, Any] = {}
    for one in form.iter():
        name, kind = one.get("name"), one.get("type")
        if not name or one.tag == "button" or (kind == "checkbox" and one.get("checked") is None):
            continue
        if one.tag == "select":
            chosen = [option for option in one.iter("option") if option.get("selected") is not None]
            found[name] = (chosen or list(one.iter("option")))[0].get("value")
        elif one.tag == "textarea":
            found[name] = one.text or ""
        elif one.tag == "input":
            found[name] = one.get("value", "")
    return found


def answered(desk: Desk, question_id: str) -> None:
    """Somebody has answered a question with this id."""
    desk.db.add(attempt(desk, question_id))
    desk.db.commit()


def attempt(
    desk: Any, question_id: str, *, ordinal: int = 0, user: Any = None, version: Any = None
) -> Attempt:
    """One attempt at a single question, by the author where nobody else is named."""
    mark = {"earned": "1", "right": True, "given": "a"}
    return Attempt(
        user_id=(user or desk.author).id,
        module_id=MODULE,
        purpose=Purpose.QUIZ,
        version_id=(version or desk.course.version()).id,
        language="en",
        ordinal=ordinal,
        began_at=None,
        waits=False,
        questions=[question_id],
        answers={question_id: "a"},
        marks={question_id: mark},
        earned=1,
        possible=1,
        share=1.0,
        passed=True,
        submitted_at=NOW,
    )
