"""Static files: only what is ours is served, whatever is asked for."""

from __future__ import annotations

import pytest

from lms.web import static_files
from lms.web.static_files import static_url


@pytest.mark.parametrize(
    "name",
    [
        "css/nothing.css",
        "css",
        "css/%00",
        "a" * 300,
        "%FF",
        "../pyproject.toml",
        "css/../css/base.css",
        "css/./base.css",
        "..%2fpyproject.toml",
        "fonts/Pretendard-Bold.otf",
    ],
)
def test_a_name_that_is_not_ours_is_not_found(app, name):
    answer = app.test_client().get(f"/static/any/{name}")

    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["css/site.css", "css/base.css", "js/courses/lesson.js"])
def test_a_file_of_ours_is_kept_in_every_shape(app, name):
    address = static_url(name)

    shapes = {
        accepted: app.test_client().get(address, headers={"Accept-Encoding": accepted})
        for accepted in ("br", "gzip", "identity")
    }

    assert [shape.status_code for shape in shapes.values()] == [200, 200, 200]
    assert shapes["br"].headers["Content-Encoding"] == "br"
    assert shapes["identity"].data


def test_files_that_are_not_there_push_nothing_out(app):
    client = app.test_client()
    client.get(static_url("css/site.css"))
    kept = static_files._kept.cache_info().currsize

    for number in range(300):
        client.get(static_url(f"css/{number}.css"))

    assert static_files._kept.cache_info().currsize == kept
