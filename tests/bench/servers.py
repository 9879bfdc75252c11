"""Starts and stops the servers that are measured, and says what memory they take."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
START_SECONDS = 90.0
PROC = Path("/proc")


@dataclass(frozen=True)
class Server:
    """A server that answers on a port of this machine."""

    port: int
    pid: int

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def demo(folder: Path, password: str) -> Iterator[Server]:
    """The shipped demo, as `lms demo` serves it to everybody."""
    port = free_port()
    options = ("--port", str(port), "--data", str(folder), "--password", password, "--no-browser")
    with _started(("lms", "demo", *options), port, "/healthz") as server:
        yield server


@contextlib.contextmanager
def bare(page: Path) -> Iterator[Server]:
    """A Flask page without anything, under the same server with the same settings."""
    port = free_port()
    with _started(("tests.bench.bare", str(page), str(port)), port, "/page") as server:
        yield server


@contextlib.contextmanager
def _started(module: Sequence[str], port: int, ready: str) -> Iterator[Server]:
    command = [sys.executable, "-m", *module]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            _wait(process, port, ready)
            yield Server(port, process.pid)
        finally:
            _stop(process)


def _wait(process: subprocess.Popen[bytes], port: int, ready: str) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            last = (process.stderr.read() if process.stderr else b"").decode().strip()
            raise RuntimeError(f"The server ended: {last.splitlines()[-1:]}")
        if _answers(port, ready):
            return
        time.sleep(0.1)
    raise RuntimeError(f"The server does not answer after {START_SECONDS:.0f} s.")


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # a group of its own: only what we started


def memory_mb(server: Server) -> float | None:
    """Memory of the server and its workers, shared pages counted once (PSS), in 10^6 bytes.

    None where the system does not tell (only Linux does)
    """
    if not (PROC / "self" / "smaps_rollup").exists():
        return None
    pids = family(server.pid, _parents())
    return sum(_pss(pid) for pid in pids) / 1e6


def processor_seconds(server: Server) -> float | None:
    """Processor time that the server and its workers have used; None where nobody tells."""
    if not (PROC / "self" / "stat").exists():
        return None
    used = 0
    for pid in family(server.pid, _parents()):
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        used += int(fields[11]) + int(fields[12])  # in its own code and in the system's
    return used / os.sysconf("SC_CLK_TCK")


def family(root: int, parents: dict[int, int]) -> frozenset[int]:
    """A process and all below it.

    parents  process -> its parent

    >>> sorted(family(2, {2: 1, 3: 2, 4: 3, 5: 1}))
    [2, 3, 4]
    """
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return frozenset(found)


def _parents() -> dict[int, int]:
    parents = {}
    for stat in PROC.glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it may end while we read
            after_name = stat.read_text().rpartition(")")[2].split()
            parents[int(stat.parent.name)] = int(after_name[1])
    return parents


def _pss(pid: int) -> int:
    for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
