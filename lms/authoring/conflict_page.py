"""What the page of two saved texts of one file shows of both: the difference, and them together."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from lms.authoring import queries
from lms.authoring.differences import difference
from lms.authoring.merging import MergedText, merge_texts
from lms.authoring.service import Conflict
from lms.web.forms import clean


def texts(db: Session, no: Conflict) -> dict[str, Any]:
    """The part of templates/authoring/conflict.html that is about the texts.

    merged  both put together, to begin with; None where it is not known what they go back to
    """
    mine, theirs = _text(no.mine), _text(no.theirs or b"")
    return {
        "mine": mine,
        "theirs": theirs,
        "is_gone": no.theirs is None,
        "seen": no.seen or "",
        "lines": difference(theirs, mine),
        "merged": _merged(db, no, mine, theirs),
    }


def _merged(db: Session, no: Conflict, mine: str, theirs: str) -> MergedText | None:
    base = queries.content(db, no.was) if no.was and no.theirs is not None else None
    if base is None:
        return None
    return merge_texts(_text(base), mine, theirs, names=(gettext("yours"), gettext("theirs")))


def _text(content: bytes) -> str:
    """A text without characters that no page can hold; a line end stands at the end."""
    kept = clean(content.decode("utf-8", "replace"))
    return f"{kept}\n" if kept else ""
