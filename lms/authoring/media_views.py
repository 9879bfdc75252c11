"""Doors of a module's pictures: the list with where each is used, sending one, taking one out."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.authoring import media_page, pictures, queries, service
from lms.authoring.desk_rules import edit_module, see_module
from lms.authoring.draft_lesson_views import draft_of
from lms.authoring.media_page import PictureAt, PictureForm
from lms.authoring.opening import FileAt, Opened, file_at, opened
from lms.courses.picture_files import KINDS, POLICY
from lms.errors import Refusal
from lms.web.pages import Pages, Visit
from lms.words import N_

pages = Pages("media", __name__)

_USED = N_("This picture is still used. Take it out of the texts first.")
_KEPT = N_("The picture is kept: %(size)s kB. Put it into a text as %(code)s")
_PUT = N_("The picture is kept: %(size)s kB. It stands at the end of the text. Move it there.")


@pages.before_request
def _take_pictures() -> None:
    """Pictures as phones make them are larger than any form; what is more is refused in words."""
    request.max_content_length = pictures.MAX_UPLOAD + 1_000_000


@pages.teardown_request
def _let_go(_error: BaseException | None) -> None:
    request.close()  # a large picture lies in a file of its own until somebody says so


@pages.show("/author/modules/<module>/media/", load=opened, may=see_module)
def show_media(visit: Visit, here: Opened) -> ResponseReturnValue:
    return _page(visit, here, PictureForm(formdata=None))


@pages.change("/author/modules/<module>/media/", load=opened, may=edit_module)
def send_picture(visit: Visit, here: Opened) -> ResponseReturnValue:
    form = PictureForm()
    form.file.choices = media_page.texts(here)
    if not form.validate():
        return _page(visit, here, form), 422
    sent = form.picture.data
    try:
        fit = pictures.fit(sent.read(pictures.MAX_UPLOAD + 1))
    except pictures.UnfitError as no:
        form.say("picture", no.template, **no.values)
        return _page(visit, here, form), 422
    taken = [path.removeprefix("media/") for path in here.files]
    name = pictures.free_name(form.heading.data or sent.filename or "", fit.ending, taken)
    draft = draft_of(here)
    service.save_file(
        visit.db, visit.user, draft, f"media/{name}", fit.content, seen=None, now=visit.now
    )
    code = media_page.markdown_of(name, form.alt.data)
    size = -(-len(fit.content) // 1000)
    at = file_at(visit, here.module_id, form.file.data) if form.file.data else None
    if at is None:
        flash(gettext(_KEPT, size=size, code=code), "done")
        return redirect(f"{here.url}media/", 303)
    _append(visit, at, code)
    flash(gettext(_PUT, size=size), "done")
    return redirect(at.url, 303)


@pages.change("/author/modules/<module>/media/remove", load=opened, may=edit_module)
def remove_picture(visit: Visit, here: Opened) -> ResponseReturnValue:
    """Take a picture out that no text shows."""
    path = request.form.get("path", "")
    if path in here.files and path.startswith("media/"):
        if media_page.used_in(visit.db, here)[path]:
            raise Refusal(_USED)
        service.remove_file(
            visit.db, visit.user, draft_of(here), path, seen=here.files[path], now=visit.now
        )
    return redirect(f"{here.url}media/", 303)


def _picture(visit: Visit, module: str, key: str, name: str) -> PictureAt | None:
    here = opened(visit, module)
    if here is None or not media_page.is_key(key):
        return None
    content = queries.content(visit.db, key)
    kind = KINDS.get(name.rpartition(".")[2])
    return None if content is None or kind is None else PictureAt(here.module_id, content, kind)


@pages.show("/author/modules/<module>/pictures/<key>/<name>", load=_picture, may=see_module)
def show_draft_picture(_visit: Visit, picture: PictureAt) -> ResponseReturnValue:
    """A picture that may not be published yet; opened by itself it runs and loads nothing."""
    response = Response(picture.content, mimetype=picture.kind)
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _append(visit: Visit, at: FileAt, code: str) -> None:
    content = queries.content(visit.db, at.key) if at.key else b""
    text = (content or b"").decode().rstrip("\n") + f"\n\n{code}\n"
    draft = draft_of(at.opened)
    service.save_file(
        visit.db, visit.user, draft, at.path, text.encode(), seen=at.key, now=visit.now
    )


def _page(visit: Visit, here: Opened, form: PictureForm) -> str:
    form.file.choices = media_page.texts(here)
    shown = media_page.media(visit.db, visit.user, here)
    return render_template("authoring/media.html", media=shown, form=form)
