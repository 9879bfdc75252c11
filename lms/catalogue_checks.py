"""What is wrong with a catalogue, on plain values: sentences in, findings out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from babel.messages.catalog import Catalog, Message

from lms.catalogue_files import LANGUAGES, SOURCE, File, Sentence, forms

UPDATE = "run `lms words update`"
_PLACEHOLDER = re.compile(r"%\(\w+\)[#0 +-]*\d*(?:\.\d+)?[a-zA-Z]|\{\w*\}|%%|%|</?\w[^>]*>")
_ENDS = ".?!:;,…"


@dataclass(frozen=True)
class Finding:
    """Something to mend; place is a language or a file with its line."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


def in_code(files: Iterable[File]) -> list[Finding]:
    """Marks in code and templates that nobody could translate well."""
    return [
        Finding(f"{file.name}:{slip.line}", slip.sentence)
        for file in files
        for slip in file.slips()
    ]


def in_catalogue(language: str, wanted: Iterable[Sentence], there: Catalog) -> list[Finding]:
    """Everything wrong in one language: its plural forms, what is missing, what is too much."""
    entries = {_key(message): message for message in there if message.id}
    ids = {sentence.key: sentence.id for sentence in wanted}
    said = list(_plural_forms(language, there))
    said += [f"missing, {UPDATE}: {key}" for key in ids if key not in entries]
    said += [f"no longer shown, {UPDATE}: {key}" for key in entries if key not in ids]
    for key, message in entries.items():
        if key in ids and ids[key] != _id(message):
            said.append(f"its plural has changed, {UPDATE}: {key}")
        said += [f"{why}: {key}" for why in _in_entry(language, message)]
    return [Finding(language, " ".join(one.split())) for one in said]


def _plural_forms(language: str, there: Catalog) -> Iterator[str]:
    wanted = LANGUAGES[language].plurals
    given = f"nplurals={there.num_plurals}; plural={there.plural_expr};"
    if given.replace(" ", "") != wanted.replace(" ", ""):
        yield f"Plural-Forms is {given} and should be {wanted}"


def _in_entry(language: str, message: Message) -> Iterator[str]:
    texts = forms(message)
    if message.fuzzy:
        yield "fuzzy, a person has to decide"
    if not all(texts) and language != SOURCE:
        if any(texts):
            yield "a plural form is not translated"
        elif LANGUAGES[language].complete:
            yield "not translated"
    for at, text in enumerate(texts):
        if text:
            yield from _differences(message, at, text, len(texts))


def _differences(message: Message, at: int, text: str, count: int) -> Iterator[str]:
    original = _original(message, at, count)
    if placeholders(text) != placeholders(original):
        yield f"placeholders differ ({_listed(text)} for {_listed(original)})"
    if _margins(text) != _margins(original):
        yield "space at the beginning or the end differs"
    if ending(text) != ending(original):
        yield f"ends in {ending(text) or 'no sign'}, not in {ending(original) or 'no sign'}"


def _original(message: Message, at: int, count: int) -> str:
    """The English form that a translated form stands for.

    Only where there are two forms is the first one for 1 alone; a Russian first form is for 21,
    too, and needs its number.
    """
    if isinstance(message.id, str):
        return message.id
    one, many = message.id
    return str(one if at == 0 and count == 2 else many)


def placeholders(text: str) -> Counter[str]:
    """Named values, signs of per cent and tags in a sentence, with how often each stands there.

    >>> sorted(placeholders("%(n)s of {all} in <b>100%%</b>"))
    ['%%', '%(n)s', '</b>', '<b>', '{all}']
    """
    return Counter(_PLACEHOLDER.findall(text))


def _listed(text: str) -> str:
    return " ".join(sorted(placeholders(text).elements())) or "none"


def ending(text: str) -> str:
    """The sign a sentence ends in, "" when it is none that all languages share.

    >>> ending("Go on."), ending("Go on... "), ending("Go on")
    ('.', '…', '')
    """
    last = text.rstrip().replace("...", "…")[-1:]
    return last if last in _ENDS else ""


def _margins(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _id(message: Message) -> str | tuple[str, str]:
    return message.id if isinstance(message.id, str) else (message.id[0], message.id[1])


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])
