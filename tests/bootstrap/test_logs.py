import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from threading import Thread
from typing import Protocol
from uuid import uuid4

import pytest

from application.request_context import set_job_id, set_principal, set_request_id
from bootstrap.logging.set_up import set_up_logs

Log = Callable[[logging.Logger], object]


class Written(Protocol):
    """Has something logged in a form, and returns what was written."""

    def __call__(self, form: str, log: Log = ...) -> str: ...


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str]) -> Iterator[Written]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook

    def write(form: str, log: Log = lambda logger: logger.info("something happened")) -> str:
        set_up_logs("info", form)
        log(logging.getLogger("cortex.anything"))
        return capsys.readouterr().err

    yield write
    root.handlers[:], root.level = handlers, level
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    set_request_id("-")
    set_principal(None, None)
    set_job_id(None)


def test_machines_read_one_object_a_line_with_every_id(written: Written) -> None:
    user, job = uuid4(), uuid4()
    set_request_id("abc-123")
    set_principal(user, None)
    set_job_id(job)
    line = json.loads(written("auto"))
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "something happened",
        "level": "info",
        "logger": "cortex.anything",
        "request_id": "abc-123",
        "user_id": str(user),
        "job_id": str(job),
    }


def test_a_line_about_another_account_or_job_keeps_the_ids_that_it_was_given(written: Written) -> None:
    set_principal(uuid4(), None)
    set_job_id(uuid4())
    ids = {"user_id": str(uuid4()), "job_id": str(uuid4())}
    line = json.loads(written("json", lambda logger: logger.info("user_locked", extra=ids)))
    assert {name: line[name] for name in ids} == ids


def test_a_line_outside_of_a_request_has_no_ids(written: Written) -> None:
    assert set(json.loads(written("json"))) == {"event", "level", "logger", "timestamp"}


def test_facts_are_members_of_their_own(written: Written) -> None:
    line = json.loads(written("json", lambda logger: logger.info("%(status)d", {"status": 200}, extra={"status": 200})))
    assert (line["event"], line["status"]) == ("200", 200)


def test_an_error_says_where_it_happened_in_one_line(written: Written) -> None:
    def fail(logger: logging.Logger) -> None:
        try:
            raise ValueError("of\nseveral lines")
        except ValueError:
            logger.exception("it failed")

    (line,) = written("json", fail).splitlines()
    assert json.loads(line)["exception"][0]["exc_type"] == "ValueError"


@pytest.mark.parametrize("level", [logging.WARNING, logging.ERROR])
def test_a_warning_masks_its_fields_as_its_event_but_no_ids(written: Written, level: int) -> None:
    set_request_id(request_id := "aBcDeFgHiJkLmNoPqRsTuVwXyZ012345")
    fields = {"reason": f"hedwig@example.org has {request_id}", "job": "send_mail", "seconds": 2}
    line = json.loads(written("json", lambda logger: logger.log(level, "it_failed", extra=fields)))
    assert {name: line[name] for name in fields} == {"reason": "… has …", "job": "send_mail", "seconds": 2}
    assert line["request_id"] == request_id


def fail_deeply(logger: logging.Logger) -> None:
    password = "vXq3-mountain-river"
    try:
        try:
            raise LookupError(f"hedwig@example.org is unknown\nDETAIL: {password}")
        except LookupError as error:
            error.add_note(f"{password}@example.org")
            raise ExceptionGroup("together", [ValueError("grace@example.org"), TimeoutError()]) from error
    except ExceptionGroup:
        logger.exception("it failed for hedwig@example.org")


@pytest.mark.parametrize("form", ["json", "text"])
def test_an_exception_is_written_with_its_causes_and_its_group_and_without_values(written: Written, form: str) -> None:
    text = written(form, fail_deeply)
    assert all(name in text for name in ("ExceptionGroup", "LookupError", "ValueError", "TimeoutError", "fail_deeply"))
    assert [word for word in ("hedwig", "grace", "mountain", "DETAIL") if word in text] == []


def test_an_exception_that_ends_a_process_or_a_thread_is_logged_without_values(written: Written) -> None:
    def end(_logger: logging.Logger) -> None:
        for error in (ValueError("hedwig@example.org"), TimeoutError()):
            sys.excepthook(type(error), error, None)
        thread = Thread(target=lambda: dict[str, str]()["grace"])
        thread.start()
        thread.join()

    lines = [json.loads(line) for line in written("json", end).splitlines()]
    assert [line["exception"][0]["exc_type"] for line in lines] == ["ValueError", "TimeoutError", "KeyError"]
    assert {line["level"] for line in lines} == {"critical"}
    assert "hedwig" not in str(lines)


class Fragile:
    def __repr__(self) -> str:
        return "vXq3-mountain-river"

    def __del__(self) -> None:
        raise ValueError("hedwig@example.org\nvXq3-mountain-river")


@pytest.mark.parametrize("form", ["json", "text"])
def test_an_exception_that_nobody_can_catch_is_logged_without_values(written: Written, form: str) -> None:
    text = written(form, lambda _logger: Fragile().__class__)
    assert "ValueError" in text
    assert "__del__" in text
    assert [word for word in ("hedwig", "mountain") if word in text] == []


def test_a_line_that_cannot_be_formatted_is_reported_without_its_arguments(written: Written) -> None:
    text = written("json", lambda logger: logger.info("%d sign-ins", "vXq3-mountain-river"))
    assert "test_logs.py" in text
    assert "mountain" not in text


def test_people_read_words(written: Written) -> None:
    set_request_id("abc-123")
    text = written("text")
    assert "something happened" in text
    assert "abc-123" in text
    assert not text.startswith("{")
