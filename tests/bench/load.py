"""How many requests a second a page answers: by `wrk` where it is, else by threads of ours."""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from .servers import HOST

CONNECTIONS = 16
THREADS = 8
T = TypeVar("T")
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_WRONG = re.compile(r"(Non-2xx or 3xx responses: \d+|Socket errors: .*)")


def tool() -> str:
    """What makes the load on this machine."""
    return "wrk" if shutil.which("wrk") else "Python threads"


def requests_a_second(port: int, path: str, headers: Mapping[str, str], seconds: int) -> float:
    """The rate at which a page is answered, over connections that stay open.

    raises  RuntimeError when an answer was no page
    """
    if tool() == "wrk":
        return _by_wrk(port, path, headers, seconds)

    def read(connection: http.client.HTTPConnection) -> None:
        connection.request("GET", path, headers=dict(headers))
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answers {answer.status}")

    def connect() -> http.client.HTTPConnection:
        return http.client.HTTPConnection(HOST, port, timeout=30)

    return rate(connect, read, seconds)


def _by_wrk(port: int, path: str, headers: Mapping[str, str], seconds: int) -> float:
    options = [f"-H{name}: {value}" for name, value in headers.items()]
    address = f"http://{HOST}:{port}{path}"
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *options, address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30, check=True)
    return read_wrk(done.stdout)


def read_wrk(printed: str) -> float:
    """The rate that wrk printed.

    raises  RuntimeError when some answers were no pages

    >>> read_wrk("  2086 requests in 1.00s\\nRequests/sec:   2085.21\\n")
    2085.21
    """
    wrong = _WRONG.search(printed)
    found = _RATE.search(printed)
    if wrong or not found:
        raise RuntimeError(wrong.group(1) if wrong else "wrk printed no rate")
    return float(found.group(1))


def rate(begin: Callable[[], T], once: Callable[[T], None], seconds: float) -> float:
    """How often a second threads of this process do something; each begins with its own thing."""
    end = time.monotonic() + seconds

    def work(_: int) -> int:
        thing = begin()
        times = 0
        while time.monotonic() < end:
            once(thing)
            times += 1
        return times

    began = time.monotonic()
    with ThreadPoolExecutor(THREADS) as pool:
        times = sum(pool.map(work, range(THREADS)))
    return times / (time.monotonic() - began)
