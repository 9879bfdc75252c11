"""`lms serve` and `lms demo`: the production server, on the configured database or on a demo."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
import webbrowser
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from threading import Timer
from typing import Any

import click
from flask import Flask

from lms.app import create_app
from lms.config import Settings, from_environment
from lms.console import fail
from lms.demo import ACCOUNTS, prepare

WORKERS, THREADS, PORT = 2, 4, 8000
_NO_ADDRESS = (
    "lms: LMS_PUBLIC_URL is not set: the code on a certificate leads wherever the browser of its "
    "holder says."
)


@click.command()
@click.option("--host", default="127.0.0.1", help="Address to listen on.")
@click.option("--port", default=PORT, type=click.IntRange(1, 65535))
@click.option("--workers", default=WORKERS, type=click.IntRange(1, 64))
@click.option("--threads", default=THREADS, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the configured database; put a reverse proxy with https in front."""
    app = create_app()
    if not app.extensions["lms.settings"].public_url:
        click.echo(_NO_ADDRESS, err=True)
    run(app, host, port, workers, threads)


@click.command()
@click.option("--port", default=PORT, type=click.IntRange(1, 65535))
@click.option("--data", "folder", default=None, type=click.Path(path_type=Path))
@click.option("--password", envvar="LMS_DEMO_PASSWORD", default=None)
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
def demo(port: int, folder: Path | None, password: str | None, *, no_browser: bool) -> None:
    """Make or reuse a demo with one account for each role, and serve it."""
    settings = demo_settings(folder or Path("instance") / "demo")
    address = f"http://127.0.0.1:{port}/"
    secret, made = _in_a_process_of_its_own(settings, password, address)
    click.echo(f"The demo is at {address}")
    for name, about in ACCOUNTS.items():
        click.echo(f"  {name:<10} {secret:<14} {about}")
    click.echo("Made now." if made else "Reused from before.")
    click.echo("Press Ctrl-C to stop.")
    sys.stdout.flush()
    if not no_browser:
        Timer(1.0, webbrowser.open, [address]).start()
    run(create_app(settings), "127.0.0.1", port, WORKERS, THREADS)


def _in_a_process_of_its_own(
    settings: Settings, password: str | None, site: str
) -> tuple[str, bool]:
    """Prepare the demo where its threads cannot hurt.

    Typst starts threads when it makes its first PDF. The server's workers are forked from this
    process, and threads do not survive a fork: a worker would wait for them for ever.
    """
    method = "fork" if sys.platform == "linux" else "spawn"
    with ProcessPoolExecutor(1, mp_context=get_context(method)) as aside:
        return aside.submit(prepare, settings, password, site).result()


def demo_settings(folder: Path) -> Settings:
    """Settings of a demo in a folder: its own SQLite file, plain http on this machine."""
    return replace(
        from_environment(),
        data_dir=folder,
        database_url=f"sqlite:///{(folder / 'demo.sqlite').resolve()}",
        insecure_cookies=True,
        demo=True,
    )


def run(app: Flask, host: str, port: int, workers: int, threads: int) -> None:
    """Serve until stopped: gunicorn, or waitress where gunicorn does not exist."""
    if os.name == "nt":
        _waitress(app, host, port, workers * threads)
    else:
        _gunicorn(app, host, port, workers, threads)


def _waitress(app: Flask, host: str, port: int, threads: int) -> None:
    from waitress import serve as listen  # noqa: PLC0415 - exists on Windows only

    try:
        listen(app, host=host, port=port, threads=threads)
    except OSError as error:
        fail(f"Port {port} cannot be used: {error.strerror}. Choose another with --port.")


def _gunicorn(app: Flask, host: str, port: int, workers: int, threads: int) -> None:
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 - exists on POSIX only

    class House(BaseApplication):  # type: ignore[misc]
        """Our application under gunicorn, loaded once and shared by the workers."""

        def load_config(self) -> None:
            for name, value in _options(app, host, port, workers, threads).items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            return app

    _share_memory()
    House().run()


def _share_memory() -> None:
    """Keep small what several workers hold.

    What is there before the fork is shared only while nobody writes to it, and the collector
    writes to all it looks at. The C library keeps freed blocks of up to 32 MB once it has seen
    one, in every thread's own pool: a sign-in (19 MB) would stay for ever (M_MMAP_THRESHOLD).
    """
    gc.collect()
    gc.freeze()
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):  # another C library
            ctypes.CDLL(None).mallopt(-3, 1 << 20)


def _options(app: Flask, host: str, port: int, workers: int, threads: int) -> dict[str, Any]:
    def fresh_connections(_server: object, _worker: object) -> None:
        # A connection opened before the fork must not be shared by two processes.
        app.extensions["lms.engine"].dispose(close=False)

    return {
        "bind": f"{host}:{port}",
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "preload_app": True,
        "post_fork": fresh_connections,
        "accesslog": None,
        "loglevel": "error",
        "keepalive": 15,
        "graceful_timeout": 10,
    }
