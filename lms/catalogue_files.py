"""The catalogues as files: the six languages, their headers, and how new sentences come in."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po
from jinja2 import TemplateSyntaxError

from lms import marked_python, marked_templates
from lms.catalogues import DOMAIN
from lms.errors import Refusal
from lms.marked_python import Id, Mark, Slip
from lms.words import N_


@dataclass(frozen=True)
class Language:
    """What a catalogue's header says.

    plurals   the forms a count takes, in gettext's notation
    state     who has read it, for the next translator
    complete  every sentence must be translated; elsewhere English shows in the gaps
    """

    plurals: str
    state: str
    complete: bool


ONE_FORM = "nplurals=1; plural=0;"
TWO_FORMS = "nplurals=2; plural=(n != 1);"
THREE_FORMS = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4"
    " && (n%100<10 || n%100>=20) ? 1 : 2);"
)
UNREADABLE = N_("%(file)s cannot be read: %(why)s")
DRAFT = "draft, needs a native reader"
SOURCE = "en"  # its sentences are the ids: an empty translation is the sentence itself

LANGUAGES: dict[str, Language] = {
    "en": Language(TWO_FORMS, "the language the sentences are written in", complete=True),
    "vi": Language(ONE_FORM, "complete", complete=True),
    "mn": Language(TWO_FORMS, DRAFT, complete=False),
    "ky": Language(TWO_FORMS, DRAFT, complete=False),
    "ru": Language(THREE_FORMS, DRAFT, complete=False),
    "ko": Language(ONE_FORM, DRAFT, complete=False),
}

# No dates, no line numbers, no program's version: what did not change makes no difference.
_HEADER = """\
# Words of the interface ({language}): {state}.
# Kept in step with the code by `lms words update`; `lms words check` finds what is wrong.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"
"X-State: {state}\\n"

"""


@dataclass(frozen=True)
class Sentence:
    """A sentence of the interface and the files it is shown from."""

    id: Id
    files: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What catalogues find it by: the sentence, of two forms the singular."""
        return self.id if isinstance(self.id, str) else self.id[0]


@dataclass(frozen=True)
class File:
    """A file that holds sentences."""

    name: str
    text: str

    def marks(self) -> list[Mark]:
        """The sentences in it."""
        with self._readable():
            if self._is_python:
                return marked_python.marks(self.text)
            return marked_templates.marks(self.text)

    def slips(self) -> list[Slip]:
        """What in it nobody could translate."""
        with self._readable():
            if self._is_python:
                return marked_python.slips(self.text)
            return marked_templates.slips(self.text)

    @property
    def _is_python(self) -> bool:
        return self.name.endswith(".py")

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except (SyntaxError, TemplateSyntaxError) as error:
            raise Refusal(UNREADABLE, file=self.name, why=str(error)) from None


def read_files(package: Path, templates: Path) -> list[File]:
    """Every Python file and template of the house, by name."""
    found = [("lms", package, path) for path in package.rglob("*.py")]
    found += [("templates", templates, path) for path in templates.rglob("*.html")]
    named = {f"{root}/{path.relative_to(top).as_posix()}": path for root, top, path in found}
    return [File(name, named[name].read_text("utf-8")) for name in sorted(named)]


def sentences(files: Iterable[File]) -> list[Sentence]:
    """All sentences, each once, by the first file that shows them and then by themselves."""
    places: dict[str, list[tuple[str, Mark]]] = {}
    for file in files:
        for mark in file.marks():
            key = mark.id if isinstance(mark.id, str) else mark.id[0]
            places.setdefault(key, []).append((file.name, mark))
    found = [_joined(marks) for marks in places.values()]
    return sorted(found, key=lambda one: (one.files[0], one.key))


def _joined(marks: list[tuple[str, Mark]]) -> Sentence:
    # A sentence that has a plural somewhere has it everywhere: one entry of the catalogue.
    ids = sorted((mark.id for _, mark in marks), key=lambda id_: isinstance(id_, str))
    notes = tuple(dict.fromkeys(mark.note for _, mark in marks if mark.note))
    return Sentence(ids[0], tuple(sorted({name for name, _ in marks})), notes)


def path_of(language: str, folder: Path) -> Path:
    """Where a language's catalogue lies."""
    return folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(language: str, folder: Path) -> Catalog:
    """A language's catalogue, without sentences when there is no file yet."""
    path = path_of(language, folder)
    content = path.read_bytes() if path.exists() else _header(language).encode()
    try:
        return read_po(io.BytesIO(content), locale=language, abort_invalid=True)
    except PoFileError as error:
        raise Refusal(UNREADABLE, file=str(path), why=str(error)) from None


def merged(language: str, wanted: Iterable[Sentence], old: Catalog) -> Catalog:
    """The catalogue with just these sentences, and every translation that was there.

    What is translated and no longer shown stands at the end, for when it comes back.
    """
    new = read_po(io.BytesIO(_header(language).encode()), locale=language)
    translated = {_key(message): message for message in [*old.obsolete.values(), *old]}
    translated.pop("", None)  # the header
    for sentence in wanted:
        before = translated.pop(sentence.key, None)
        new.add(
            sentence.id,
            _kept(before, sentence, new.num_plurals),
            locations=[(name, 0) for name in sentence.files],
            flags={"fuzzy"} if before is not None and before.fuzzy else (),
            auto_comments=sentence.notes,
            user_comments=before.user_comments if before is not None else (),
        )
    gone = [message for message in translated.values() if any(forms(message))]
    new.obsolete = {message.id: message for message in sorted(gone, key=_key)}
    return new


def _kept(before: Message | None, sentence: Sentence, count: int) -> str | tuple[str, ...]:
    if isinstance(sentence.id, str):
        return forms(before)[0] if before is not None and isinstance(before.id, str) else ""
    there = forms(before) if before is not None and not isinstance(before.id, str) else []
    return tuple([*there, *[""] * count][:count])


def forms(message: Message) -> list[str]:
    """What a message is translated to: one text, or one for each plural form."""
    string = message.string or ""
    return [string] if isinstance(string, str) else list(string)


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def written(language: str, catalogue: Catalog, *, forget: bool = False) -> bytes:
    """The catalogue's file; forget leaves out translations of sentences that are gone."""
    out = io.BytesIO()
    write_po(
        out, catalogue, width=0, omit_header=True, include_lineno=False, ignore_obsolete=forget
    )
    return _header(language).encode() + out.getvalue()


def _header(language: str) -> str:
    about = LANGUAGES[language]
    return _HEADER.format(language=language, plurals=about.plurals, state=about.state)
