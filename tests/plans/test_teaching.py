"""The modules that a plan's questions lead to are those of the shipped course."""

from __future__ import annotations

import tomllib
from pathlib import Path

from lms.plans.teaching import MODULE_OF
from lms.plans.template_reading import load_template

MODULES = Path(__file__).resolve().parents[2] / "courses" / "modules"


def test_each_code_is_the_module_that_the_course_calls_so():
    files = [tomllib.loads(file.read_text("utf-8")) for file in MODULES.glob("*/module.toml")]

    assert {one["code"]: one["id"] for one in files} == dict(MODULE_OF)


def test_every_module_that_a_question_names_is_there():
    asked = [part for section in load_template("vn").sections for part in section.parts]

    assert {part.module for part in asked if part.module} <= set(MODULE_OF)
    assert len([part for part in asked if part.module or part.lesson]) > 40
