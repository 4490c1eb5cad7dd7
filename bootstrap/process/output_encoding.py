import io
import sys


def write_in_any_encoding() -> None:
    """Writes characters that the encoding of standard output or standard error lacks as escapes instead of raising, so
    that a terminal's encoding cannot end a command or a job."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
