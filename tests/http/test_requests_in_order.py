"""The order of checks: route and method, source, form of the body, who sends it, its content, the rules."""

from tests.http.client import LOGIN, Client


async def test_a_good_request_is_answered(http: Client):
    reply = await http.send("POST", "/customer/auth/login", json=LOGIN)
    assert (reply.status, reply.json["platform"]) == (200, "customer")
