"""`lms words`: bring the catalogues in step with the code, and find what is wrong in them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lms import paths
from lms.catalogue_checks import Finding, in_catalogue, in_code
from lms.catalogue_files import (
    LANGUAGES,
    SOURCE,
    forms,
    merged,
    path_of,
    read,
    read_files,
    sentences,
    written,
)


@click.group()
def words() -> None:
    """The words of the interface in six languages."""


@words.command()
@click.option("--forget", is_flag=True, help="Drop translations of sentences that are gone.")
def update(*, forget: bool) -> None:
    """Take new sentences into the catalogues; every translation stays."""
    for line in update_catalogues(paths.PACKAGE, paths.TEMPLATES, paths.LOCALE, forget=forget):
        click.echo(line)


@words.command()
def check() -> None:
    """Find stale, incomplete or broken catalogues and marks. Exit 1 when there are any."""
    found = findings(paths.PACKAGE, paths.TEMPLATES, paths.LOCALE)
    for finding in found:
        click.echo(str(finding))
    click.echo(f"findings: {len(found)}")
    sys.exit(1 if found else 0)


def update_catalogues(
    package: Path, templates: Path, locale: Path, *, forget: bool = False
) -> list[str]:
    """Write the catalogues that change; a line on each language."""
    wanted = sentences(read_files(package, templates))
    told = []
    for language in LANGUAGES:
        old = read(language, locale)
        new = merged(language, wanted, old)
        path = path_of(language, locale)
        content = written(language, new, forget=forget)
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        empty = sum(not all(forms(message)) for message in new if message.id)
        open_ = "" if language == SOURCE else f", {empty} not translated"
        told.append(f"{language}: {len(new)} sentences{open_}")
    return told


def findings(package: Path, templates: Path, locale: Path) -> list[Finding]:
    """Everything wrong in code, templates and catalogues."""
    files = read_files(package, templates)
    wanted = sentences(files)
    found = in_code(files)
    for language in LANGUAGES:
        found += in_catalogue(language, wanted, read(language, locale))
    return found
