"""Pictures of lessons, under the hash of their content; kept compressed in memory."""

from __future__ import annotations

import re

from flask import Response, current_app
from sqlalchemy.orm import Session

from lms.courses import queries
from lms.errors import NotFound
from lms.web.static_files import Kept, encoded, pack_text

KINDS = {"svg": "image/svg+xml", "webp": "image/webp", "png": "image/png", "jpg": "image/jpeg"}
_FOREVER = "public, max-age=31536000, immutable"
# A picture opened by itself may run nothing and load nothing; its own colours it keeps.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_HASH = re.compile("[0-9a-f]{64}")


def picture_response(db: Session, key: str) -> Response:
    """A picture as it is sent.

    key     the sha256 of its content, in hex
    raises  NotFound
    """
    store: dict[str, Kept] = current_app.extensions.setdefault("lms.pictures", {})
    if key not in store:
        row = queries.picture(db, key) if _HASH.fullmatch(key) else None
        if row is None:
            raise NotFound
        kind = KINDS.get(row.name.rpartition(".")[2].lower(), "application/octet-stream")
        store[key] = pack_text(row.content, kind)
    response = encoded(store[key], cache=_FOREVER)
    response.headers["Content-Security-Policy"] = POLICY
    return response
