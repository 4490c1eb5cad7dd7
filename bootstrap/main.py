"""The command ``cortex``."""

import os
import sys
from importlib.metadata import version

from cyclopts import App

from bootstrap.commands.command_runner import at_desk
from bootstrap.commands.doctor import examine
from bootstrap.commands.service import AssembledCommands, open_key_ring
from bootstrap.entrypoints.cli import create_admin, job_desk, session_desk, user_desk
from bootstrap.process.output_encoding import write_in_any_encoding
from entrypoints.cli.app import build, tell_the_story_once
from entrypoints.cli.create_admin.command import add_create_admin
from entrypoints.cli.doctor.command import add_doctor
from entrypoints.cli.exit_codes import NOT_DONE, run
from entrypoints.cli.jobs.command import add_jobs
from entrypoints.cli.keys.command import add_keys
from entrypoints.cli.new_domain.command import add_new_domain
from entrypoints.cli.sessions.command import add_sessions
from entrypoints.cli.users.command import add_users


def assemble() -> App:
    """The command line, with every command that there is."""
    app = build(AssembledCommands(), version=version("nexus-cortex"))
    add_create_admin(app, at_desk(create_admin))
    add_users(app, at_desk(user_desk))
    add_sessions(app, at_desk(session_desk))
    add_jobs(app, at_desk(job_desk))
    add_keys(app, open_key_ring)
    add_doctor(app, examine)
    add_new_domain(app)
    return tell_the_story_once(app)


def main() -> None:
    write_in_any_encoding()
    try:
        code = run(assemble(), sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read along, as head does, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = NOT_DONE
    sys.exit(code)
