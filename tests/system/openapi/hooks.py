"""What Schemathesis needs to know of the service: who signs in, and what no schema can say."""

import os
import string
from itertools import count
from typing import Any

import requests
import schemathesis
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import use_after_free

from domain.accounts.person_name import parse_person_name
from domain.shared_kernel.text import BrokenRule

ORIGIN = os.environ["CORTEX_ORIGIN"]
STAFF = "boss@example.org"
PASSWORD, NEXT_PASSWORD = "nine stone bridges", "ten quiet rivers"
"""Those of the examples: some of them change it."""

MATTERING = {
    "allow",
    "content-language",
    "etag",
    "location",
    "ratelimit",
    "ratelimit-policy",
    "retry-after",
    "set-cookie",
    "www-authenticate",
    "x-request-id",
}
"""Headers by which clients act."""

_ENOUGH = 10
_letters = st.text(string.ascii_lowercase + string.digits, min_size=12, max_size=40)

schemathesis.openapi.format("email", _letters.map(lambda name: f"{name}@example.org"))
schemathesis.openapi.format("password", _letters)

_numbers = count()
_tokens: dict[str, str] = {}


def _post(platform: str, path: str, **body: str) -> Any:
    return requests.post(f"{ORIGIN}/{platform}{path}", json=body, headers={"X-Source": platform}, timeout=_ENOUGH)


def _somebody(platform: str) -> str:
    """Staff there are; customers come anew, as staff may have locked those who came before."""
    if platform == "admin":
        return STAFF
    email = f"customer-{next(_numbers)}@example.org"
    _post(platform, "/auth/register", email=email, password=PASSWORD, first_name="Ada", last_name="Lovelace")
    return email


def _log_in(platform: str) -> str:
    email = _somebody(platform)
    answers = (_post(platform, "/auth/login", email=email, password=password) for password in (PASSWORD, NEXT_PASSWORD))
    return str(next(answer.json()["access_token"] for answer in answers if answer.ok))


def _platform(case: schemathesis.Case[Any]) -> str:
    return "admin" if case.operation.path.startswith("/admin") else "customer"


@schemathesis.auth(refresh_interval=None)
class SignedIn:
    """A token that is good: a new one whenever the last was refused."""

    def get(self, case: schemathesis.Case[Any], _context: schemathesis.AuthContext) -> str:
        platform = _platform(case)
        if platform not in _tokens:
            _tokens[platform] = _log_in(platform)
        return _tokens[platform]

    def set(self, case: schemathesis.Case[Any], token: str, _context: schemathesis.AuthContext) -> None:
        case.headers["Authorization"] = f"Bearer {token}"


@schemathesis.hook
def after_call(
    _context: schemathesis.HookContext, case: schemathesis.Case[Any], response: schemathesis.Response
) -> None:
    if response.status_code == requests.codes.unauthorized:
        _tokens.pop(_platform(case), None)


@schemathesis.hook
def before_call(_context: schemathesis.HookContext, case: schemathesis.Case[Any], _options: dict[str, Any]) -> None:
    """A good cursor comes from an answer, and goes with no offset: no schema can say so."""
    if case.meta and case.meta.generation.mode is schemathesis.GenerationMode.POSITIVE:
        case.query.pop("after", None)


@schemathesis.hook
def filter_body(_context: schemathesis.HookContext, body: Any) -> bool:
    """That one of its characters must be a letter or a digit which can be seen is more than a pattern can say of a
    name in every script."""
    names = [body.get(member) for member in ("first_name", "last_name")] if isinstance(body, dict) else []
    return all(_is_name(name) for name in names if isinstance(name, str) and name.strip())


def _is_name(text: str) -> bool:
    try:
        parse_person_name(text)
    except BrokenRule as broken:
        return broken.code != "invalid_text"
    return True


@schemathesis.check
def headers_that_matter_are_described(
    _context: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case[Any]
) -> None:
    """Schemathesis misses what should be there; this is for what should not."""
    described = case.operation.definition.raw["responses"].get(str(response.status_code), {}).get("headers")
    if described is not None:
        known = {name.lower() for name in described}
        assert MATTERING & set(response.headers) <= known, "an answer has a header that the description does not name"


@schemathesis.check
def what_was_deleted_is_gone(
    context: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case[Any]
) -> None:
    """As Schemathesis asks it, but for a list: that is there, and empty, when everything on it was deleted."""
    if not case.operation.path.endswith("/sessions"):
        use_after_free(context, response, case)
