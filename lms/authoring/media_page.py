"""What the page of a module's pictures shows and asks: each with its size and where it is used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from sqlalchemy.orm import Session

from lms.authoring import desk_queries, queries, rules
from lms.authoring.opening import FileAt, Opened
from lms.authoring.previewing import picture_url
from lms.web.forms import AtLeast, Choice, Filled, Form, Text
from lms.words import N_

_KEY = re.compile("[0-9a-f]{64}")
_NOT_IN_ALT = re.compile(r"[\[\]\\]+")


@dataclass(frozen=True)
class PictureAt:
    """A picture's content with its kind, such as image/webp."""

    module_id: str
    content: bytes
    kind: str


class PictureForm(Form):
    """A picture to keep, what it shows in words, and the text to put it into."""

    picture = FileField(
        _l("Picture"),
        [Filled(N_("Choose a file."))],
        description=_l("PNG, JPEG or WebP up to 5 MB; it is made small. Or an SVG up to 40 kB."),
        render_kw={"accept": "image/png,image/jpeg,image/webp,image/svg+xml"},
    )
    alt = Text(
        _l("What does it show?"),
        Filled(N_("Say in a sentence what the picture shows.")),
        AtLeast(4, N_("Say in a sentence what the picture shows.")),
        most=300,
        description=_l("For who cannot see it, in the language of the text."),
    )
    heading = Text(
        _l("Name"), most=50, description=_l("a-z, 0-9 and -. Empty: as the file is called.")
    )
    file = Choice(_l("Put it into"), choices=(), validate_choice=False)


def texts(here: Opened) -> list[tuple[str, Any]]:
    """The texts that a picture can be put into, for a select; "" is none."""
    paths = [path for path in here.files if path.endswith(".md")]
    return [("", _l("No text yet")), *((path, path) for path in paths)]


def media(db: Session, user: Any, here: Opened) -> dict[str, Any]:
    """The pictures of a module, as templates/authoring/media.html takes them; four statements."""
    used = used_in(db, here)
    sizes = desk_queries.sizes(db, {here.files[path] for path in used})
    may_change = here.draft is not None and rules.may_edit(user, here.module_id)
    return {
        "module": {"id": here.module_id, "url": here.url},
        "may_change": may_change,
        "total": sum(sizes.values()),
        "pictures": [
            {
                "path": path,
                "name": path.removeprefix("media/"),
                "url": picture_url(here, path.removeprefix("media/")),
                "size": sizes[here.files[path]],
                "used": [(one, FileAt(here, one).url) for one in found],
            }
            for path, found in used.items()
        ],
    }


def used_in(db: Session, here: Opened) -> dict[str, list[str]]:
    """Each picture's path with the paths of the texts that show it; one statement."""
    wanted = {path: key for path, key in here.files.items() if path.endswith((".md", ".gift"))}
    contents = queries.contents(db, wanted)
    return {
        path: [one for one, content in contents.items() if _shows(content, path)]
        for path in here.files
        if path.startswith("media/")
    }


def _shows(content: bytes, path: str) -> bool:
    """Whether a text holds the path, and not only as the beginning of a longer one."""
    return bool(re.search(re.escape(path.encode()) + rb"(?![\w.-])", content))


def markdown_of(name: str, alt: str) -> str:
    """A picture as it stands in a text.

    >>> markdown_of("map.webp", "The [old] market")
    '![The old market](media/map.webp)'
    """
    return f"![{_NOT_IN_ALT.sub('', alt)}](media/{name})"


def is_key(text: str) -> bool:
    """Whether this can be the hash of a content."""
    return bool(_KEY.fullmatch(text))
