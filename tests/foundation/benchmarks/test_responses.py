"""The parser of the load generator."""

import pytest

from tests.benchmarks.load.responses import MalformedResponse, Response, parse_response


@pytest.mark.parametrize("name", [b"Content-Length", b"content-length"])
def test_a_response_has_its_status_and_its_body(name: bytes) -> None:
    data = b"HTTP/1.1 404 Not Found\r\n" + name + b": 2\r\nDate: now\r\n\r\n{}"
    assert parse_response(data) == Response(404, b"{}")


def test_a_response_is_awaited_until_its_last_byte() -> None:
    data = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"
    assert [parse_response(data[:size]) for size in range(len(data))] == [None] * len(data)
    assert parse_response(data) == Response(200, b"abc")


def test_a_length_inside_the_body_does_not_count() -> None:
    with pytest.raises(MalformedResponse):
        parse_response(b"HTTP/1.1 200 OK\r\nDate: now\r\n\r\n\r\nContent-Length: 0\r\n")


def test_a_response_without_content_has_no_body() -> None:
    assert parse_response(b"HTTP/1.1 204 No Content\r\nDate: now\r\n\r\n") == Response(204, b"")


@pytest.mark.parametrize(
    "data", [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"SSH-2.0 OpenSSH\r\nContent-Length: 0\r\n\r\n"]
)
def test_a_response_without_a_length_or_a_status_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedResponse):
        parse_response(data)
