"""Rate limits on two machines that share one Redis."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

import pytest
import redis

from lms.app import create_app
from lms.config import Settings

ADDRESS = os.environ.get("LMS_TEST_REDIS_URL", "redis://127.0.0.1:6379/9")


@pytest.fixture
def shared() -> str:
    try:
        redis.Redis.from_url(ADDRESS, socket_connect_timeout=1).ping()
    except redis.RedisError:
        reason = "needs Redis on port 6379 (Debian: apt-get install redis-server)"
        if os.environ.get("LMS_TEST_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return ADDRESS


def _machine(folder: Path, engine, redis_url: str):
    settings = Settings(
        data_dir=folder, secret_key="one key", insecure_cookies=True, redis_url=redis_url
    )
    app = create_app(settings, engine=engine)
    app.config.update(WTF_CSRF_ENABLED=False)
    return app.test_client()


def test_what_one_machine_has_counted_slows_the_other(tmp_path, engine, shared):
    address = f"10.{uuid.uuid4().int % 250}.{uuid.uuid4().int % 250}.7"
    first, second = (_machine(tmp_path, engine, shared) for _ in range(2))
    look = {"environ_base": {"REMOTE_ADDR": address}, "data": {"number": "x"}}

    statuses = [first.post("/certificates/find", **look).status_code for _ in range(120)]
    answer = second.post("/certificates/find", **look)

    kept = redis.Redis.from_url(shared).keys(f"*{address}*")
    assert kept  # counted in Redis, where other machines see it, and not in this process
    assert 429 not in statuses
    assert answer.status_code == 429
    assert "Wait a minute" in answer.text
