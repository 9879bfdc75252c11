"""`lms`: each room's commands. 0 done; 1 the thing checked has faults; 2 unusable call or input."""

from __future__ import annotations

import sys
from io import TextIOWrapper

import click
from sqlalchemy.exc import SQLAlchemyError

from lms.accounts.commands import people
from lms.app import create_app
from lms.app import doors as all_doors
from lms.authoring import commands as _authoring  # noqa: F401 - load and export, on courses
from lms.certificates.commands import certificates
from lms.console import Given, fail, table
from lms.courses.commands import courses
from lms.database_commands import db
from lms.errors import Refusal
from lms.plans.commands import plans
from lms.quiz_checker import check_quiz, read_self_check
from lms.quizzes.commands import quizzes
from lms.serving import demo, serve
from lms.word_commands import words


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option("0.1.0", prog_name="lms")
@click.pass_context
def lms(context: click.Context) -> None:
    """Learning, business plans and what follows, for returning migrant workers."""
    context.obj = Given(create_app=create_app, check_quiz=check_quiz, read_check=read_self_check)


@lms.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def doors(*, as_json: bool) -> None:
    """Print every address with its rule."""
    rows = [(door.method, door.address, door.rule, door.endpoint) for door in all_doors()]
    table(("method", "address", "rule", "view"), rows, as_json=as_json)


for command in (db, courses, quizzes, people, certificates, plans, demo, serve, words):
    lms.add_command(command)


def main() -> None:
    """Run a command; a refusal or an unreadable file is one line on standard error, exit 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a pipe on Windows would take no Vietnamese
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        lms(prog_name="lms", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except (KeyboardInterrupt, click.Abort):
        sys.exit(130)
    except (click.ClickException, Refusal, SQLAlchemyError, OSError, ValueError) as error:
        fail(_sentence(error))


def _sentence(error: Exception) -> str:
    if isinstance(error, click.ClickException):
        return " ".join(error.format_message().split())
    if isinstance(error, Refusal):
        return error.message % error.values if error.values else error.message
    if isinstance(error, SQLAlchemyError):
        cause = str(getattr(error, "orig", None) or error).partition("\n")[0]
        return f"The database cannot be used ({cause}). Has `lms db upgrade` been run?"
    return str(error)
