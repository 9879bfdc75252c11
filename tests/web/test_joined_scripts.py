"""Scripts of one page that are sent as one."""

from __future__ import annotations

from lms.paths import STATIC
from lms.web.static_files import SCRIPTS, static_url


def test_the_scripts_of_a_quiz_come_as_one_file_each_in_braces_of_its_own(browse):
    answer = browse().get(static_url("js/quizzes/page.js"))

    parts = [(STATIC / name).read_text("utf-8") for name in SCRIPTS["js/quizzes/page.js"]]
    assert answer.status_code == 200
    assert answer.text == "".join(f"{{\n{part}}}\n" for part in parts)
    assert not any(line.startswith(("import", "export")) for line in answer.text.split("\n"))
