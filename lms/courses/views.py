"""Doors of learning: my course, a module, a lesson, pictures, files to take along."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from lms.accounts import rules
from lms.courses import course_page, lesson_pages, queries, side_pages
from lms.courses.completing import begin_course_on_offer, note_module_done
from lms.courses.facts import module_facts
from lms.courses.lesson_pages import KeptLesson
from lms.courses.picture_files import picture_response
from lms.courses.queries import Standing
from lms.progress import queries as progress_queries
from lms.progress import service as progress
from lms.web import frame, kept_pages
from lms.web.languages import FALL_BACK, page_language, text_language
from lms.web.pages import Pages, Visit, anyone, signed_in
from lms.words import N_

pages = Pages("courses", __name__)
NEWER = N_("A newer version of this module is published. You are reading the one you began with.")


class LessonHere(NamedTuple):
    """A lesson page as one learner opens it."""

    standing: Standing
    kept: KeptLesson


def _lesson_at(visit: Visit, module: str, lesson: str) -> LessonHere | None:
    standing = queries.standing(visit.db, visit.user.id, module, lesson)
    if standing is None:
        return None
    kept = lesson_pages.kept_lesson(visit.db, standing, lesson, page_language())
    return LessonHere(standing, kept) if kept else None


def _standing(visit: Visit, module: str) -> Standing | None:
    return queries.standing(visit.db, visit.user.id, module)


@pages.show("/", may=anyone)
def show_front(visit: Visit) -> ResponseReturnValue:
    front = side_pages.front(visit.db, page_language(), signed_in=visit.user is not None)
    return render_template("front.html", front=front)


@pages.show("/learn/", may=signed_in)
def show_course(visit: Visit) -> ResponseReturnValue:
    course = course_page.course(visit.db, visit.user, page_language())
    return render_template("courses/course.html", course=course)


@pages.show("/learn/<module>/", may=signed_in)
def show_module(visit: Visit, module: str) -> ResponseReturnValue:
    shown = course_page.module(visit.db, visit.user, module, page_language())
    return render_template("courses/module.html", module=shown)


@pages.show("/learn/<module>/<lesson>/", load=_lesson_at, may=signed_in)
def show_lesson(visit: Visit, here: LessonHere) -> ResponseReturnValue:
    lang = page_language()
    standing, kept = here
    end = lesson_pages.kept_end(kept, lang, is_done=standing.read_at is not None)
    holes: dict[str, Any] = {
        frame.PERSON: frame.person_bar(),
        frame.TOKEN: frame.token(),
        frame.MESSAGES: frame.messages_html(),
        "notices": _notices(standing),
        "done": end,
        "place": "" if standing.block is None else f' data-place="{standing.block}"',
        "trainer": _trainer_notes(visit, kept) if rules.teach(visit.user) else "",
    }
    return kept_pages.answer(kept.page, holes)


@pages.change("/learn/<module>/<lesson>/done", load=_lesson_at, may=signed_in)
def finish_lesson(visit: Visit, here: LessonHere) -> ResponseReturnValue:
    standing, kept = here
    module = kept.module
    _begin(visit, standing)
    progress.finish_lesson(
        visit.db, visit.user, module.id, kept.lesson.id, module.version_id, now=visit.now
    )
    note_module_done(visit.db, visit.user, module.id, now=visit.now)
    after = module.after(kept.lesson.id)
    return redirect(after.url if after else module.quiz_url)


@pages.change("/learn/<module>/<lesson>/place", load=_lesson_at, may=signed_in)
def keep_place(visit: Visit, here: LessonHere) -> ResponseReturnValue:
    block = request.form.get("block", "")
    if block.isascii() and block.isdecimal() and len(block) <= 4:
        progress.keep_place(
            visit.db,
            visit.user,
            here.standing.module_id,
            here.kept.lesson.id,
            int(block),
            now=visit.now,
        )
    return "", 204


@pages.change("/versions/<module>/move", load=_standing, may=signed_in)
def move_to_newest(visit: Visit, standing: Standing) -> ResponseReturnValue:
    start = progress_queries.module_start(visit.db, visit.user.id, standing.module_id)
    if start is not None:  # who has not begun is on the newest version already
        progress.move_to_version(visit.db, visit.user, start, standing.published_id, now=visit.now)
        note_module_done(visit.db, visit.user, standing.module_id, now=visit.now)
    return redirect(f"/learn/{standing.module_id}/")


def _pack(visit: Visit, module: str, kind: str) -> Response | None:
    standing = queries.standing(visit.db, visit.user.id, module)
    version = queries.module_version(visit.db, standing.version_id) if standing else None
    if version is None or kind not in ("html", "pdf"):
        return None
    facts = module_facts(module, version.id, version.number, version.facts, page_language())
    pack = queries.pack(visit.db, version.id, facts.language, kind)
    if pack is None:
        return None
    kinds = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}
    response = Response(pack.content, content_type=kinds[kind])
    name = f"{facts.id}-{facts.language}.{kind}"  # an id needs no escaping in a header
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@pages.show("/take-along/<module>/<kind>/", load=_pack, may=signed_in)
def show_pack(_visit: Visit, pack: Response) -> ResponseReturnValue:
    return pack


@pages.show("/what-next/", may=signed_in)
def show_next_steps(visit: Visit) -> ResponseReturnValue:
    _course, start = queries.the_course(visit.db, visit.user.id) or (None, None)
    number = start.certificate if start else None
    steps = {
        "plans_url": "/plans/",
        "certificate_url": f"/certificates/{number}" if number else None,
        "course_url": "/learn/",
    }
    return render_template("courses/next_steps.html", steps=steps)


@pages.show("/teach/<module>/notes/", load=_standing, may=rules.teach)
def show_trainer_notes(visit: Visit, standing: Standing) -> ResponseReturnValue:
    shown = side_pages.trainer_notes(visit.db, standing, page_language())
    return render_template("courses/trainer_notes.html", notes=shown)


@pages.show("/media/<key>/<name>", may=anyone)
def show_picture(visit: Visit, key: str, name: str) -> ResponseReturnValue:
    return picture_response(visit.db, key)


def _begin(visit: Visit, standing: Standing) -> None:
    if standing.began:
        return
    begin_course_on_offer(visit.db, visit.user, now=visit.now)
    progress.begin_module(
        visit.db, visit.user, standing.module_id, standing.version_id, now=visit.now
    )


def _notices(standing: Standing) -> str:
    if not standing.has_newer:
        return ""
    newer = {"text": gettext(NEWER), "url": f"/learn/{standing.module_id}/"}
    return render_template("courses/_notices.html", newer=newer)


def _trainer_notes(visit: Visit, kept: KeptLesson) -> str:
    lang = page_language()
    texts = queries.trainer_text(visit.db, kept.module.version_id, kept.lesson.id, FALL_BACK[lang])
    language = text_language(lang, texts)
    if language is None:
        return ""
    html = Markup(texts[language].html)  # noqa: S704 - made by courses.markdown
    return render_template("courses/_trainer.html", notes={"html": html, "language": language})
