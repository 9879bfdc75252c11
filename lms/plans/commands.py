"""`lms plans`: the figures of a plan without the web."""

from __future__ import annotations

import json
import sys
from decimal import Decimal, InvalidOperation
from typing import Any

import click

from lms.console import fail
from lms.plans.finance.as_json import written
from lms.plans.finance.compute import compute as figures
from lms.plans.finance.inputs import Unusable
from lms.plans.finance.reading import read_inputs

LARGEST_FILE = 5 * 10**6


@click.group()
def plans() -> None:
    """Business plans as files. A file - is standard input."""


@plans.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
def compute(file: str) -> None:
    """Print all figures of a plan as JSON: one JSON object with the key "inputs".

    Unusable input is named field by field on standard error, exit 2.
    """
    with click.open_file(file, "rb") as opened:
        plan = _object(opened)
    try:
        text = written(figures(read_inputs(plan.get("inputs"))))
    except Unusable as unusable:
        for fault in unusable.faults:
            click.echo(fault, err=True)
        sys.exit(2)
    click.echo(text.encode())


def _object(file: Any) -> dict[str, Any]:
    """The JSON object of a file, its numbers exact; else says why there is none, exit 2."""
    called = click.format_filename(str(getattr(file, "name", "<stdin>")))
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        fail(f"{called} is larger than {LARGEST_FILE // 10**6} MB.")
    try:
        # NaN and Infinity become Decimals, too, so that the fault names their field.
        found = json.loads(
            content.decode("utf-8-sig"), parse_float=_exact, parse_int=_whole, parse_constant=_exact
        )
        json.dumps(found, ensure_ascii=False, default=str).encode()  # half a character pair is none
    except UnicodeError as error:
        fail(f"{called} is not UTF-8: {error}.")
    except (ValueError, RecursionError) as error:
        fail(f"{called} is no JSON: {error}.")
    if not isinstance(found, dict):
        fail(f'{called} holds no object with the key "inputs".')
    return found


def _whole(digits: str) -> int | Decimal:
    """An int; of more digits than Python makes an int of, a Decimal, which is too large anyway."""
    return int(digits) if len(digits) < 100 else Decimal(digits)


def _exact(text: str) -> Decimal:
    """A Decimal; NaN for an exponent beyond all that a Decimal holds."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")
