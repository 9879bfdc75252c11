"""From read files to what is stored of a version: rendered lessons, packs, facts. No database."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from lms.courses.handout import (
    ModulePack,
    PackLesson,
    PackTerm,
    PackWords,
    module_page,
    module_pdf,
    page_css,
)
from lms.courses.markdown import render
from lms.courses.self_checks import Reader, ReaderFor, reader_for
from lms.courses.source_types import LessonSource, ModuleSource, QuizRules, Term

Glossary = Mapping[str, Mapping[str, Term]]
WordsOf = Callable[[str, int], PackWords]
PrintPdf = Callable[..., bytes]  # (pack, fonts=, timestamp=), as handout.module_pdf
PRINTERS = 2  # at a time; each takes a processor and some megabytes
_LESSON_BOX = re.compile(
    r"^(?P<fence>:{3,}) *lesson +(?P<id>[a-z0-9-]+) *$(?P<body>.*?)^(?P=fence):* *$", re.M | re.S
)


@dataclass(frozen=True)
class Made:
    """All that is stored of a new version besides its files.

    lessons   (lesson id, language) -> (html, words as [key, word, meaning])
    trainers  (lesson id or "", language) -> html
    packs     (language, "html" or "pdf") -> bytes
    pictures  hash -> (name, bytes)
    """

    facts: dict[str, Any]
    lessons: dict[tuple[str, str], tuple[str, list[list[str]]]]
    trainers: dict[tuple[str, str], str]
    packs: dict[tuple[str, str], bytes]
    pictures: dict[str, tuple[str, bytes]]


def picture_address(name: str, content: bytes) -> str:
    """Where a picture is served: its content's hash makes the address change with it."""
    return f"/media/{hashlib.sha256(content).hexdigest()}/{name}"


def make(
    module: ModuleSource,
    glossary: Glossary,
    *,
    number: int,
    words_of: WordsOf,
    fonts: Path,
    now: datetime,
    print_pdf: PrintPdf = module_pdf,
    read_check: ReaderFor | None = None,
) -> Made:
    """Render a module once, in all its languages.

    words_of    gives the pack's own words of a language and version number
    print_pdf   makes the PDF to take along
    read_check  reads the questions inside lessons
    """
    lessons, trainers, packs = {}, {}, {}
    whole = {
        language: replace(
            _pack(module, language, glossary[language], words_of(language, number)),
            read_check=reader_for(read_check, language),
        )
        for language in module.lessons
    }
    # Printing takes longest, and Python is free meanwhile to render the pages.
    with ThreadPoolExecutor(max_workers=PRINTERS) as printer:
        printed = {
            language: printer.submit(print_pdf, pack, fonts=fonts, timestamp=now)
            for language, pack in whole.items()
        }
        for language, pack in whole.items():
            for lesson_id, source in module.lessons[language].items():
                made = _lesson(module, source, glossary[language], pack.words, pack.read_check)
                lessons[lesson_id, language] = made
            if language in module.trainer_notes:
                trainers.update(_trainer(module, language, pack.words))
            packs[language, "html"] = module_page(pack, css=page_css())
        packs.update({(language, "pdf"): job.result() for language, job in printed.items()})
    pictures = {
        hashlib.sha256(content).hexdigest(): (name, content)
        for name, content in module.media.items()
    }
    return Made(_facts(module, lessons, packs), lessons, trainers, packs, pictures)


def wire_size(text: str) -> int:
    """Bytes of a text as it goes over the wire, compressed."""
    return len(zlib.compress(text.encode(), 9))


def _address(module: ModuleSource) -> Callable[[str], str]:
    return lambda name: picture_address(name, module.media[name])


def _lesson(
    module: ModuleSource,
    source: LessonSource,
    terms: Mapping[str, Term],
    words: PackWords,
    read: Reader | None,
) -> tuple[str, list[list[str]]]:
    page = render(
        source.body,
        media=_address(module),
        kind_names=words.kind_names,
        read_check=read,
        controls=True,
        numbered=True,
    )
    linked = [[key, terms[key].word, terms[key].meaning] for key in page.term_keys if key in terms]
    return page.html, linked


def _trainer(module: ModuleSource, language: str, words: PackWords) -> dict[tuple[str, str], str]:
    body = module.trainer_notes[language].body
    found = {("", language): _LESSON_BOX.sub("", body)}
    for box in _LESSON_BOX.finditer(body):
        found[box["id"], language] = box["body"]
    address = _address(module)
    return {
        key: render(text, media=address, kind_names=words.kind_names, prefix="trainer-").html
        for key, text in found.items()
    }


def _pack(
    module: ModuleSource, language: str, terms: Mapping[str, Term], words: PackWords
) -> ModulePack:
    lessons = module.lessons[language]
    return ModulePack(
        language=language,
        code=module.code,
        title=module.title[language],
        summary=module.summary[language],
        words=words,
        outcomes=tuple(module.outcomes[language]),
        lessons=tuple(
            PackLesson(one.id, one.title, one.minutes, one.body)
            for one in (lessons[lesson_id] for lesson_id in module.lesson_ids)
        ),
        terms=tuple(
            PackTerm(key, terms[key].word, terms[key].meaning)
            for key in module.terms
            if key in terms
        ),
        media=dict(module.media),
    )


def _facts(
    module: ModuleSource,
    lessons: Mapping[tuple[str, str], tuple[str, list[list[str]]]],
    packs: Mapping[tuple[str, str], bytes],
) -> dict[str, Any]:
    languages = list(module.lessons)
    return {
        **({"parent": asdict(module.parent)} if module.parent else {}),
        "code": module.code,
        "minutes": module.minutes,
        "order": list(module.lesson_ids),
        "languages": languages,
        "title": dict(module.title),
        "summary": dict(module.summary),
        "outcomes": {language: list(module.outcomes[language]) for language in languages},
        "needs": list(module.needs),
        "quiz": _quiz_facts(module.quiz),
        "lessons": {
            language: {
                one.id: {
                    "title": one.title,
                    "minutes": one.minutes,
                    "size": wire_size(lessons[one.id, language][0]),
                }
                for one in module.lessons[language].values()
            }
            for language in languages
        },
        "packs": {
            language: {kind: len(packs[language, kind]) for kind in ("html", "pdf")}
            for language in languages
        },
    }


def _quiz_facts(rules: QuizRules) -> dict[str, Any]:
    """The rules as JSON values; quizzes/policy.py reads them back."""
    said = asdict(rules)
    return {
        "pass": str(said.pop("pass_mark")),
        "draw_from": [list(one) for one in said.pop("draw_from")],
        **said,
    }
