import io
import sys


def write_in_any_encoding() -> None:
    """Lets standard output and standard error write as ``\\u…`` what their encoding has no bytes for, rather than
    raise: a terminal of another country must not end a command or a job."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
