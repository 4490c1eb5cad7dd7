"""A table of tokens that somebody might try; most are signed with the right key, to get past the signature."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

import pytest

from adapters.token_signer.compact_serialization import MAX_TOKEN_LENGTH
from domain.shared_kernel.errors import InvalidTokenException
from tests.adapters.token_signer.test_token_signer import ACCESS_KEY, CLAIMS, REFRESH_KEY, TOKEN, read

GOOD_HEADER = {"alg": "HS256", "typ": "at+jwt"}
GOOD_CLAIMS: dict[str, Any] = {**CLAIMS, "iss": "cortex"}
HEADER, PAYLOAD, SIGNATURE = TOKEN.split(".")
SPARE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def text(members: Mapping[str, object] | bytes) -> bytes:
    return members if isinstance(members, bytes) else json.dumps(members).encode()


def segment(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def signed(
    header: Mapping[str, object] | bytes = GOOD_HEADER,
    payload: Mapping[str, object] | bytes = GOOD_CLAIMS,
    *,
    key: bytes = ACCESS_KEY,
    digest: str = "sha256",
) -> str:
    """A token whose signature is right, whatever else is wrong with it."""
    return sealed(f"{segment(text(header))}.{segment(text(payload))}", key, digest)


def sealed(signing_input: str, key: bytes = ACCESS_KEY, digest: str = "sha256") -> str:
    return f"{signing_input}.{segment(hmac.digest(key, signing_input.encode(), digest))}"


def claiming(**claims: object) -> str:
    return signed(payload={**GOOD_CLAIMS, **claims})


def lacking(name: str) -> str:
    return signed(payload={claim: value for claim, value in GOOD_CLAIMS.items() if claim != name})


def heading(**members: object) -> str:
    return signed({**GOOD_HEADER, **members})


def raw(old: bytes, new: bytes) -> str:
    """The payload with a piece of its JSON text replaced."""
    assert old in text(GOOD_CLAIMS)
    return signed(payload=text(GOOD_CLAIMS).replace(old, new))


def stray_bits(part: str) -> str:
    return part[:-1] + SPARE[SPARE.index(part[-1]) + 1]


FORM = {
    "nothing": "",
    "one dot": ".",
    "two dots": "..",
    "one segment": HEADER,
    "two segments": f"{HEADER}.{PAYLOAD}",
    "four segments": f"{TOKEN}.{SIGNATURE}",
    "five segments, as if encrypted": f"{TOKEN}.{SIGNATURE}.{SIGNATURE}",
    "an empty header": f".{PAYLOAD}.{SIGNATURE}",
    "an empty payload": sealed(f"{HEADER}."),
    "an empty signature": f"{HEADER}.{PAYLOAD}.",
    "padding": f"{TOKEN}=",
    "padding inside": sealed(f"{HEADER}=.{PAYLOAD}"),
    "a space before": f" {TOKEN}",
    "a newline behind": f"{TOKEN}\n",
    "a newline inside": f"{HEADER}\n.{PAYLOAD}.{SIGNATURE}",
    "NUL behind": f"{TOKEN}\x00",
    "a scheme": f"Bearer {TOKEN}",
    "plain base64": f"{HEADER}.{PAYLOAD}.{SIGNATURE[:-2]}+/",
    "letters of another script": f"{HEADER}.{PAYLOAD}.{SIGNATURE[:-1]}\u0430",
    "a lone surrogate": f"{TOKEN}\ud800",
    "stray bits in the signature": f"{HEADER}.{PAYLOAD}.{stray_bits(SIGNATURE)}",
    "stray bits in the header": sealed(f"{stray_bits(segment(text(GOOD_HEADER) + b' '))}.{PAYLOAD}"),
    "stray bits in the payload": sealed(f"{HEADER}.{stray_bits(segment(text(GOOD_CLAIMS).ljust(400)))}"),
    "a single character too many": f"{HEADER}.{PAYLOAD}.{SIGNATURE}AA",
    "too long": claiming(email="x" * MAX_TOKEN_LENGTH),
    "the JSON serialisation": json.dumps({"protected": HEADER, "payload": PAYLOAD, "signature": SIGNATURE}),
}

SIGNATURES = {
    "another key": signed(key=b"b" * 32),
    "the key of the other kind": signed(key=REFRESH_KEY),
    "no key": signed(key=b""),
    "half a signature": TOKEN[: -(len(SIGNATURE) // 2)],
    "the signature of another token": f"{HEADER}.{PAYLOAD}.{claiming(sub='other').split('.')[2]}",
    "the payload of another token": f"{HEADER}.{claiming(sub='other').split('.')[1]}.{SIGNATURE}",
    "zeros": f"{HEADER}.{PAYLOAD}.{segment(bytes(32))}",
}

HEADERS = {
    "no algorithm": signed({"typ": "at+jwt"}),
    "alg none": heading(alg="none"),
    "alg none, unsigned": f"{segment(text({'alg': 'none', 'typ': 'at+jwt'}))}.{PAYLOAD}.",
    "alg NONE": heading(alg="NONE"),
    "alg in lower case": heading(alg="hs256"),
    "a stronger algorithm": signed({**GOOD_HEADER, "alg": "HS512"}, digest="sha512"),
    "an asymmetric algorithm": heading(alg="RS256"),
    "alg null": heading(alg=None),
    "alg in a list": heading(alg=["HS256"]),
    "no typ": signed({"alg": "HS256"}),
    "typ JWT": heading(typ="JWT"),
    "typ of the other kind": heading(typ="rt+jwt"),
    "typ in capitals": heading(typ="AT+JWT"),
    "typ as a media type": heading(typ="application/at+jwt"),
    "typ null": heading(typ=None),
    "crit": heading(crit=["exp"], exp=1),
    "an empty crit": heading(crit=[]),
    "an unencoded payload": heading(b64=False, crit=["b64"]),
    "b64 true": heading(b64=True),
    "a key inside": heading(jwk={"kty": "oct", "k": segment(b"b" * 32)}),
    "an address of keys": heading(jku="https://example.org/keys"),
    "a certificate": heading(x5c=["MIIB"]),
    "cty": heading(cty="JWT"),
    "zip": heading(zip="DEF"),
    "kid, where there is one key": heading(kid="2026"),
    "kid that is a number": heading(kid=1),
    "kid null": heading(kid=None),
    "a member twice": signed(b'{"alg":"none","alg":"HS256","typ":"at+jwt"}'),
    "a member twice, once escaped": signed(b'{"alg":"HS256","\\u0061lg":"HS256","typ":"at+jwt"}'),
    "a header that is a list": signed(b'["HS256"]'),
    "a header that is a number": signed(b"1"),
    "a header that is null": signed(b"null"),
    "a header that is no JSON": signed(b"{alg:HS256}"),
    "a header in UTF-16": signed(text(GOOD_HEADER).decode().encode("utf-16")),
    "a header with a byte-order mark": signed(b"\xef\xbb\xbf" + text(GOOD_HEADER)),
    "a header in Latin-1": signed(b'{"alg":"HS256","typ":"at+jwt","kid":"\xe4"}'),
    "a deep header": signed(b'{"alg":' + b"[" * 1100 + b"]" * 1100 + b"}"),
    "a comment": signed(b'{"alg":"HS256","typ":"at+jwt"}//'),
}

PAYLOADS = {
    "a list": signed(payload=b"[]"),
    "a string": signed(payload=b'"claims"'),
    "null": signed(payload=b"null"),
    "no claims": signed(payload=b"{}"),
    "no JSON": signed(payload=b"claims"),
    "two objects": signed(payload=text(GOOD_CLAIMS) + text(GOOD_CLAIMS)),
    "a trailing comma": raw(b"}", b",}"),
    "UTF-16": signed(payload=text(GOOD_CLAIMS).decode().encode("utf-16")),
    "UTF-32": signed(payload=text(GOOD_CLAIMS).decode().encode("utf-32")),
    "a byte-order mark": signed(payload=b"\xef\xbb\xbf" + text(GOOD_CLAIMS)),
    "broken UTF-8": raw(b"ada@", b"ad\xff@"),
    "overlong UTF-8": raw(b"ada@", b"ad\xc1\x81@"),
    "a surrogate in UTF-8": raw(b"ada@", b"ad\xed\xa0\x80@"),
    "a claim twice": raw(b'"gen": 1', b'"gen": 9, "gen": 1'),
    "a claim twice further in": raw(b'"gen": 1', b'"gen": 1, "more": {"a": 1, "a": 2}'),
    "NaN": raw(b'"gen": 1', b'"gen": NaN'),
    "NaN beside the point": raw(b'"gen": 1', b'"gen": 1, "more": NaN'),
    "Infinity": raw(b'"gen": 1', b'"gen": 1, "more": -Infinity'),
    "a number like infinity": raw(b'"gen": 1', b'"gen": 1, "more": 1e999'),
    "a count of two thousand digits": raw(b'"gen": 1', b'"gen": ' + b"9" * 2000 + b".5"),
    "a control character unescaped": raw(b"ada@", b"ad\n@"),
    "nine levels": claiming(more=[[[[[[[[[]]]]]]]]]),
    "a thousand levels": raw(b'"gen": 1', b'"gen": 1, "more": ' + b"[" * 1100 + b"]" * 1100),
}

WRONG_TEXTS: dict[str, object] = {
    "missing": None,
    "empty": "",
    "a number": 1,
    "true": True,
    "a list": ["x"],
    "an object": {},
}
WRONG_COUNTS: dict[str, object] = {
    "a string": "1",
    "a float": 1.0,
    "true": True,
    "negative": -1,
    "null": None,
    "a list": [1],
}
BEYOND: dict[str, object] = {
    "beyond the year 9999": 253_402_300_800,
    "10 to the 30": 10**30,
    "minus zero, a float": -0.0,
}
CLAIM_VALUES = {
    **{f"{name} lacks": lacking(name) for name in (*CLAIMS, "iss") if name not in {"email", "is_staff"}},
    **{
        f"{name} {what}": claiming(**{name: value})
        for name in ("sub", "sid", "jti")
        for what, value in {**WRONG_TEXTS, "NUL": "a\x00b", "a newline": "a\n", "a surrogate": "\ud800"}.items()
    },
    **{f"{name} {what}": claiming(**{name: value}) for name in ("ver", "gen") for what, value in WRONG_COUNTS.items()},
    **{
        f"{name} {what}": claiming(**{name: value})
        for name in ("exp", "iat", "nbf")
        for what, value in {**WRONG_COUNTS, **BEYOND}.items()
    },
    **{
        f"{name} {what}": claiming(**{name: value})
        for name in ("iss", "aud")
        for what, value in {
            **WRONG_TEXTS,
            "other": "other",
            "in capitals": GOOD_CLAIMS[name].upper(),
            "in a list": [GOOD_CLAIMS[name]],
            "with more behind": GOOD_CLAIMS[name] + "\x00",
        }.items()
    },
    "issued tomorrow": claiming(iat=CLAIMS["iat"] + 86_400),
    "good from tomorrow": claiming(nbf=CLAIMS["iat"] + 86_400),
}

TABLE = {
    f"{group}: {name}": token
    for group, tokens in {
        "form": FORM,
        "signature": SIGNATURES,
        "header": HEADERS,
        "payload": PAYLOADS,
        "claim": CLAIM_VALUES,
    }.items()
    for name, token in tokens.items()
}


@pytest.mark.parametrize("token", [signed(), claiming(more={"roles": ["a"]}, half=0.5)])
def test_a_token_of_this_table_would_be_read_if_nothing_were_wrong(token: str) -> None:
    assert read(token)["sub"] == CLAIMS["sub"]


def test_only_one_forged_token_is_refused_for_its_length() -> None:
    assert [name for name, token in TABLE.items() if len(token) > MAX_TOKEN_LENGTH] == ["form: too long"]


@pytest.mark.parametrize("token", TABLE.values(), ids=TABLE)
def test_a_forged_or_malformed_token_is_invalid(token: str) -> None:
    with pytest.raises(InvalidTokenException):
        read(token)
