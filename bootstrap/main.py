"""The command ``cortex``."""

import os
import sys

from bootstrap.process.garbage import pause_collection
from bootstrap.process.lean_imports import import_without_client, import_without_unused
from bootstrap.process.output_encoding import write_in_any_encoding


def main() -> None:
    """Runs the command line and exits with its code."""
    write_in_any_encoding()
    pause_collection()
    import_without_unused()
    import_without_client()
    from bootstrap.commands.cortex import run_cortex
    from entrypoints.cli.exit_codes import NOT_DONE

    try:
        code = run_cortex(sys.argv[1:], os.environ)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = NOT_DONE
    sys.exit(code)
