"""Whatever is sent, the service answers and never fails."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.entrypoints.http.client import Client

NAMES = st.text(max_size=5) | st.sampled_from(["email", "password", "first_name", "language"])
SCALARS = st.none() | st.booleans() | st.floats() | st.integers() | st.text() | st.just("\ud800")
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4))
JSON = (VALUES | st.dictionaries(NAMES, VALUES)).map(lambda value: json.dumps(value).encode())
BODIES = st.binary(max_size=300) | JSON
PATHS = st.sampled_from(["/customer/auth/login", "/customer/auth/register", "/customer/auth/logout-all"])


@settings(max_examples=150, deadline=None)
@given(path=PATHS, body=BODIES)
async def test_no_body_makes_the_service_fail(http: Client, path: str, body: bytes) -> None:
    reply = await http.post_raw(path, body)
    assert reply.status in {200, 201, 204, 400, 401, 409, 422}
    assert reply.status < 400 or reply.json["request_id"]


@settings(max_examples=100, deadline=None)
@given(name=st.sampled_from(["limit", "after", "sort", "is_staff", "created_from", "q", "actor", "x"]), value=st.text())
async def test_no_query_makes_the_service_fail(http: Client, name: str, value: str) -> None:
    reply = await http.send("GET", "/admin/users", params={name: value.encode("utf-8", "replace").decode()})
    assert reply.status in {200, 422}
