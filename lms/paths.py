"""Where templates, static files and courses lie: in a checkout or inside the wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_IN_WHEEL = PACKAGE / "_data"
IS_WHEEL = _IN_WHEEL.is_dir()
ROOT = _IN_WHEEL if IS_WHEEL else PACKAGE.parent

TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
COURSES = ROOT / "courses"
FONTS = STATIC / "fonts"
LOCALE = PACKAGE / "locale"
MIGRATIONS = PACKAGE / "migrations"
