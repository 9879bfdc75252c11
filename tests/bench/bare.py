"""A Flask page that does nothing: the same bytes and headers, under `lms serve`'s own gunicorn.

`python -m tests.bench.bare PAGE.json PORT`; what our pages cost is measured against it.
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path

from flask import Flask, Response

from lms.db import make_engine
from lms.serving import THREADS, WORKERS, run

MADE_BY_THE_SERVER = {"date", "server", "connection", "content-length", "set-cookie"}


def write_page(path: Path, body: bytes, headers: list[tuple[str, str]]) -> None:
    """Keep an answer, as it came over the wire, for the bare server."""
    kept = [pair for pair in headers if pair[0].lower() not in MADE_BY_THE_SERVER]
    path.write_text(json.dumps({"headers": kept, "body": base64.b64encode(body).decode()}))


def bare_app(path: Path) -> Flask:
    """The app with its one page."""
    page = json.loads(path.read_text())
    body, headers = base64.b64decode(page["body"]), page["headers"]
    app = Flask("bare")
    app.extensions["lms.engine"] = make_engine("sqlite://")  # the server's fork hook asks for one

    @app.get("/page")
    def show() -> Response:
        return Response(body, headers=headers)

    return app


if __name__ == "__main__":
    run(bare_app(Path(sys.argv[1])), "127.0.0.1", int(sys.argv[2]), WORKERS, THREADS)
