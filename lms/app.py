"""create_app: the only file that knows every room."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_babel import Babel
from flask_compress import Compress
from flask_login import LoginManager
from jinja2 import StrictUndefined
from sqlalchemy import Engine, text
from werkzeug.middleware.proxy_fix import ProxyFix

from lms import catalogues, logs, paths
from lms.accounts import own_views as _own_views  # noqa: F401 - its doors hang on accounts.pages
from lms.accounts import queries as account_queries
from lms.accounts import views as account_views
from lms.accounts.models import User
from lms.accounts.own_data import Keeper
from lms.accounts.readers import Reader
from lms.authoring import (
    copy_views,
    course_file_views,
    desk_views,
    draft_lesson_views,
    editor_views,
    history_views,
    inbox_views,
    media_views,
    publish_views,
    quiz_editor_views,
    report_views,
    translation_views,
)
from lms.authoring import outside_views as _outside_views  # noqa: F401 - on translations.pages
from lms.authoring import quiz_import_views as _quiz_import_views  # noqa: F401 - on quiz_editor
from lms.authoring import quiz_rules_views as _quiz_rules_views  # noqa: F401 - on quiz_editor
from lms.authoring import quiz_trial_views as _quiz_trial_views  # noqa: F401 - on quiz_editor
from lms.authoring.draft_checks import Press
from lms.authoring.own_data import KEEPER as AUTHORING
from lms.certificates import views as certificate_views
from lms.certificates.own_data import KEEPER as CERTIFICATES
from lms.config import Settings, from_environment, secret_key
from lms.courses import views as course_views
from lms.courses.words import pack_words
from lms.db import make_engine, make_sessions
from lms.plans import advice_views as plan_advice_views
from lms.plans import comment_views as plan_comment_views
from lms.plans import figure_views as plan_figure_views
from lms.plans import history_views as plan_history_views
from lms.plans import join_views as plan_join_views
from lms.plans import paper_views as plan_paper_views
from lms.plans import people_views as plan_people_views
from lms.plans import question_views as plan_question_views
from lms.plans import reader_views as plan_reader_views
from lms.plans import ready_views as plan_ready_views
from lms.plans import sample_views as plan_sample_views
from lms.plans import section_views as plan_section_views
from lms.plans import taking_views as plan_taking_views
from lms.plans import teach_plan_views
from lms.plans import views as plan_views
from lms.plans.own_data import KEEPER as PLANS
from lms.progress.own_data import KEEPER as PROGRESS
from lms.quiz_checker import check_quiz, read_self_check
from lms.quizzes import analysis_views, author_views, essay_views, exception_views
from lms.quizzes import before_views as _before_views  # noqa: F401 - on quizzes.pages
from lms.quizzes import draft_views as _draft_views  # noqa: F401 - on quizzes.pages
from lms.quizzes import views as quiz_views
from lms.quizzes.own_data import KEEPER as QUIZZES
from lms.quizzes.review import views as review_views
from lms.quizzes.review.own_data import KEEPER as REVIEW
from lms.web import frame, headers, refusals, static_files
from lms.web.languages import page_language
from lms.web.limits import limiter
from lms.web.pages import Pages, Visit, anyone, close_session, session
from lms.web.visit_cookie import VisitCookies

ROOMS: tuple[Pages, ...] = (
    account_views.pages,
    course_views.pages,
    quiz_views.pages,
    author_views.pages,
    analysis_views.pages,
    essay_views.pages,
    exception_views.pages,
    review_views.pages,
    desk_views.pages,
    publish_views.pages,
    copy_views.pages,
    history_views.pages,
    draft_lesson_views.pages,
    editor_views.pages,
    media_views.pages,
    quiz_editor_views.pages,
    course_file_views.pages,
    translation_views.pages,
    certificate_views.pages,
    plan_views.pages,
    plan_section_views.pages,
    plan_question_views.pages,
    plan_figure_views.pages,
    plan_history_views.pages,
    plan_join_views.pages,
    plan_paper_views.pages,
    plan_people_views.pages,
    plan_sample_views.pages,
    plan_advice_views.pages,
    plan_comment_views.pages,
    plan_ready_views.pages,
    plan_reader_views.pages,
    plan_taking_views.pages,
    teach_plan_views.pages,
    report_views.pages,
    inbox_views.pages,
)
KEEPERS: tuple[Keeper, ...] = (PROGRESS, QUIZZES, REVIEW, CERTIFICATES, AUTHORING, PLANS)
site = Pages("site", __name__)


def create_app(settings: Settings | None = None, *, engine: Engine | None = None) -> Flask:
    """The application.

    settings  None: read from LMS_* variables
    engine    None: made for the settings' database; tests give theirs
    """
    settings = settings or from_environment()
    app = Flask("lms", template_folder=str(paths.TEMPLATES), static_folder=None)
    app.config.update(_flask_config(settings))
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.extensions["lms.settings"] = settings
    app.extensions["lms.engine"] = engine or make_engine(settings.database)
    app.extensions["lms.sessions"] = make_sessions(app.extensions["lms.engine"])
    app.extensions["lms.keepers"] = KEEPERS
    app.extensions["lms.press"] = Press(check_quiz, read_self_check, pack_words, paths.FONTS)
    if settings.behind_proxies:
        near = settings.behind_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, near, near, near)  # type: ignore[method-assign]
    app.session_interface = VisitCookies(app)
    _extensions(app, settings)
    frame.install(app)
    refusals.install(app)
    for room in (site, *ROOMS):
        app.register_blueprint(room)
    app.add_url_rule("/static/<release>/<path:name>", "static", static_files.serve)
    app.after_request(headers.add)
    app.teardown_appcontext(close_session)
    return app


def doors() -> list[Any]:
    """Every address with its rule."""
    return sorted(
        (door for room in (site, *ROOMS) for door in room.doors),
        key=lambda door: (door.address, door.method),
    )


def _flask_config(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": secret_key(settings),
        "SESSION_COOKIE_NAME": "visit",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": not settings.insecure_cookies,
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=120),
        "MAX_CONTENT_LENGTH": 2_000_000,
        "MAX_FORM_MEMORY_SIZE": 1_000_000,
        "WTF_CSRF_TIME_LIMIT": None,  # the token lives as long as the session
        "WTF_I18N_ENABLED": False,
        "BABEL_TRANSLATION_DIRECTORIES": str(paths.LOCALE),
        "BABEL_DEFAULT_LOCALE": "en",
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 4,
        "COMPRESS_LEVEL": 4,
        "COMPRESS_MIMETYPES": [
            "text/html",
            "text/plain",
            "text/csv",
            "application/json",
            "image/svg+xml",
        ],
        "COMPRESS_MIN_SIZE": 0,
        "RATELIMIT_ENABLED": settings.rate_limits,
        "RATELIMIT_STORAGE_URI": settings.redis_url or "memory://",
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": bool(settings.redis_url),
    }


def _extensions(app: Flask, settings: Settings) -> None:
    logs.start()
    catalogues.compile_stale()
    Babel(app, locale_selector=page_language)
    Compress(app)
    # Its hooks at every request are for default limits, and we have none: a limited view checks
    # itself. An app that it finds in its list already gets no hooks.
    app.extensions["limiter"] = {limiter}
    limiter.init_app(app)
    people = LoginManager()
    people.session_protection = None  # a phone changes its address all day
    people.init_app(app)
    people.user_loader(_who)


def _who(login_id: str) -> User | Reader | None:
    try:
        key = uuid.UUID(login_id)
    except ValueError:
        return None
    if request.method in ("GET", "HEAD"):
        return account_queries.reader_of_login(session(), key)
    user = account_queries.person_of_login(session(), key)
    if user is not None:
        user.login_id = key
    return user


@site.show("/healthz", may=anyone)
def show_health(_visit: Visit) -> ResponseReturnValue:
    return "ok", {"Content-Type": "text/plain; charset=utf-8"}


@site.show("/readyz", may=anyone)
def show_readiness(visit: Visit) -> ResponseReturnValue:
    try:
        visit.db.execute(text("SELECT 1 FROM alembic_version"))
    except Exception:  # whatever keeps the database from answering, the answer is the same
        visit.db.rollback()
        return "the database does not answer", 503, {"Content-Type": "text/plain; charset=utf-8"}
    return "ok", {"Content-Type": "text/plain; charset=utf-8"}
