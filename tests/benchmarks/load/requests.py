"""The bytes of requests, built once and sent many times."""

import json
from collections.abc import Mapping

Headers = Mapping[str, str]
HOST = "127.0.0.1"


def get(path: str, headers: Headers, token: str = "") -> bytes:
    """Returns a GET request."""
    return _request("GET", path, headers, token)


def post(path: str, headers: Headers, body: Mapping[str, str]) -> bytes:
    """Returns a POST request with a JSON body."""
    return _request("POST", path, headers, body=json.dumps(body).encode())


def _request(method: str, path: str, headers: Headers, token: str = "", body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", *(f"{name}: {value}" for name, value in headers.items())]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body
