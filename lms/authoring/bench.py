"""A module between its draft and its published version, as the doors of publishing load it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from lms.authoring import publish_queries, queries
from lms.authoring.models import ModuleDraft, ReviewNote
from lms.authoring.opening import module_url
from lms.courses import queries as courses
from lms.courses.facts import module_facts
from lms.courses.models import ModuleVersion
from lms.errors import Refusal
from lms.progress.models import ID
from lms.web.pages import Visit
from lms.words import N_

HIGHEST = 1_000_000  # numbers of versions; larger ones are no columns
_GONE = N_("This draft was published or thrown away meanwhile. Look at the module again.")


@dataclass(frozen=True)
class Bench:
    """A module with its draft and its published version; at least one of them is there."""

    module_id: str
    draft: ModuleDraft | None
    newest: ModuleVersion | None

    @property
    def url(self) -> str:
        """Of its overview."""
        return module_url(self.module_id)

    @property
    def is_behind(self) -> bool:
        """Whether something else was published since the draft was begun."""
        newest = self.newest.id if self.newest else None
        return self.draft is not None and self.draft.base_id != newest

    @property
    def writing(self) -> ModuleDraft:
        """The draft; Refusal when it was published or thrown away meanwhile."""
        if self.draft is None:
            raise Refusal(_GONE)
        return self.draft


def bench(visit: Visit, module: str) -> Bench | None:
    """A module by its id as it stands in an address; None when there is none."""
    return bench_of(visit.db, module) if is_id(module) else None


def bench_of(db: Session, module_id: str) -> Bench | None:
    """A module by its id, read anew."""
    draft = queries.draft(db, module_id)
    newest = courses.published_version(db, module_id)
    return Bench(module_id, draft, newest) if draft or newest else None


def noted(visit: Visit, module: str, note_id: uuid.UUID) -> ReviewNote | None:
    """A note of this module; None when there is none."""
    return publish_queries.note(visit.db, module, note_id) if is_id(module) else None


def is_id(module: str) -> bool:
    """Whether a database can be asked for a module of this name."""
    return "\0" not in module and len(module) <= ID


def heading(here: Bench, lang: str) -> dict[str, str]:
    """How pages call a module: code, title, and the language of the title."""
    version = here.newest
    if version is None:
        return {"code": "", "title": here.module_id, "language": lang}
    facts = module_facts(here.module_id, version.id, version.number, version.facts, lang)
    return {"code": facts.code, "title": facts.title, "language": facts.language}


def files_of(version: ModuleVersion | None) -> Mapping[str, str]:
    """The files of a version, none of one that there is not."""
    return version.files if version else {}
