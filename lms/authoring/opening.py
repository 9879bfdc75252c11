"""What the desk's doors load: a module as its draft holds it, else as it is published; a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from lms.authoring import module_files, queries
from lms.authoring.models import ModuleDraft
from lms.courses import queries as courses
from lms.progress.models import ID
from lms.web.pages import Visit

DESK = "/author/"


@dataclass(frozen=True)
class Opened:
    """A module on the desk.

    files   path within the folder -> hash
    draft   None: nothing is being written, the files are the published ones
    number  of the version whose files these are; 0: of the draft
    """

    module_id: str
    folder: str
    files: Mapping[str, str]
    draft: ModuleDraft | None
    number: int

    @property
    def url(self) -> str:
        """Where its overview stands."""
        return module_url(self.module_id)

    @property
    def is_published(self) -> bool:
        """Whether learners have a version of it."""
        return self.draft is None or self.draft.base_id is not None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it has files in."""
        found = {path.partition("/")[0] for path in self.files if not path.startswith("media/")}
        return tuple(sorted(found - {module_files.MODULE_FILE}))


@dataclass(frozen=True)
class FileAt:
    """A file of a module that can be written as text; it need not be there yet."""

    opened: Opened
    path: str

    @property
    def module_id(self) -> str:
        return self.opened.module_id

    @property
    def language(self) -> str:
        """Of its words; "" for one that holds several."""
        folder, slash, _ = self.path.partition("/")
        return folder if slash else ""

    @property
    def url(self) -> str:
        """Where it is edited."""
        return f"{self.opened.url}edit/{self.path}"

    @property
    def key(self) -> str | None:
        """The hash of its content; None: there is no such file yet."""
        return self.opened.files.get(self.path)


def module_url(module_id: str) -> str:
    """Where the overview of a module stands."""
    return f"{DESK}modules/{module_id}/"


def opened(visit: Visit, module: str) -> Opened | None:
    """A module by its id as it stands in an address; None when there is none."""
    if "\0" in module or len(module) > ID:
        return None
    draft = queries.draft(visit.db, module)
    if draft is not None:
        return Opened(module, draft.folder, draft.files, draft, 0)
    version = courses.published_version(visit.db, module)
    if version is None:
        return None
    return Opened(module, version.folder, version.files, None, version.number)


def opened_version(db: Session, here: Opened, number: int) -> Opened | None:
    """The module as a version of it was; 0: the draft, None when there is none."""
    if number == here.number:
        return here
    version = queries.version_to_restore(db, here.module_id, number) if 0 < number < 10**6 else None
    if version is None:
        return None
    return Opened(here.module_id, version.folder, version.files, None, number)


def file_at(visit: Visit, module: str, file: str) -> FileAt | None:
    """A file by its path as it stands in an address; pictures are no text."""
    if not module_files.is_path(file) or file.startswith("media/"):
        return None
    here = opened(visit, module)
    return None if here is None else FileAt(here, file)
