import logging

from application.request_context import set_request_id
from bootstrap.logs import set_up_logs


def test_every_line_bears_the_id_of_its_request(capsys):
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        set_up_logs("info")
        set_request_id("abc-123")
        logging.getLogger("cortex.anything").info("something happened")
    finally:
        root.handlers[:], root.level = handlers, level
        set_request_id("-")
    assert " INFO    abc-123 something happened" in capsys.readouterr().err
