"""A press that prints cheaply, an author, and a draft of the small course's first module."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from course_fixture import Course, cheap_pdf
from factories import NOW, Make
from sqlalchemy.orm import Session

from lms import paths
from lms.accounts.kinds import Role
from lms.authoring import publishing, queries, service
from lms.authoring.draft_checks import Press
from lms.authoring.models import ModuleDraft, Publication
from lms.authoring.module_files import content_of
from lms.courses.models import Kind
from lms.courses.words import pack_words
from lms.quiz_checker import check_quiz, read_self_check
from tests.authoring.translating_page import at, noted, vi  # noqa: F401 - fixtures

MODULE = "first-steps"
LESSON = "en/01-write-it-down.md"
QUIZ = """// [tag:slot-1]
::t09-a::Is it so?{
\t=Yes, it is#Right. It is.
\t~No, it is not#No. It is.
\t~Only at night#No. It is so all day.
\t####Read again: lesson "Day one".
}

// [tag:slot-1]
::t09-b::It is so.{TRUE#It is.#Right. It is.####Read again: lesson "Day one".}
"""
PRESS = Press(check_quiz, read_self_check, pack_words, paths.FONTS, cheap_pdf)


@dataclass
class Desk:
    """An author with a draft, and a second person who approves by publishing."""

    db: Session
    course: Course
    author: Any
    chief: Any
    draft: ModuleDraft

    def text(self, path: str = LESSON) -> str:
        """A file of the draft."""
        return queries.contents(self.db, {path: self.draft.files[path]})[path].decode()

    def change(self, path: str, old: str, new: str, actor: Any = None) -> None:
        """Change words in a file of the draft as the author would; they must stand there."""
        text = self.text(path)
        assert old in text
        self.save(path, text.replace(old, new), actor)

    def save(self, path: str, text: str, actor: Any = None) -> None:
        """Save a file of the draft as the author, or somebody else, who sees its newest content."""
        seen = self.draft.files.get(path)
        content, actor = content_of(text), actor or self.author
        service.save_file(self.db, actor, self.draft, path, content, seen=seen, now=NOW)

    def publish(
        self, kind: Kind = Kind.REVISION, message: str = "A clearer sum.", **how: Any
    ) -> Publication:
        """Publish the draft as the second person."""
        actor = how.pop("actor", self.chief)
        given = {"kind": kind, "message": message, "press": PRESS, "now": NOW}
        made = publishing.publish(self.db, actor, self.draft, **(given | how))
        self.db.commit()
        return made

    def reopen(self, module: str = MODULE) -> None:
        """Begin the next draft."""
        self.draft = service.open_draft(self.db, self.author, module, now=NOW)


@pytest.fixture
def desk(db: Session, course: Course, make: Make) -> Desk:
    """The author's desk with an open draft of the first module."""
    author, chief = make.user(Role.AUTHOR), make.admin()
    draft = service.open_draft(db, author, MODULE, now=NOW)
    db.commit()
    return Desk(db, course, author, chief, draft)
