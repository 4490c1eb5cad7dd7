"""What an attacker tries against the running service, whatever signs there. Each of them is refused."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding

from adapters.token_signer.compact_serialization import MAX_TOKEN_LENGTH, encode_segment
from tests.system.api.token_attacker import STRANGER, STRANGERS, TokenAttacker, hs256, signed, text

Forge = Callable[[TokenAttacker], str]
T = TypeVar("T")
P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
ED25519 = 2**252 + 27742317777372353535851937790883648493
DAY = 86_400


def forge_with(value: T, forge: Callable[[TokenAttacker, T], str]) -> Forge:
    """A forge that is one of several, each with a value of its own."""
    return lambda attacker: forge(attacker, value)


ALGORITHMS: Mapping[str, Forge] = {
    "alg none": lambda f: f.heading(alg="none"),
    "alg none, unsigned": lambda f: signed({**f.header, "alg": "none"}, f.claims, lambda _: b""),
    "alg nOnE, a signature of one byte": lambda f: signed({**f.header, "alg": "nOnE"}, f.claims, lambda _: b"\0"),
    "no alg": lambda f: f.heading(alg=...),
    "alg null": lambda f: f.heading(alg=None),
    "alg empty": lambda f: f.heading(alg=""),
    "alg a list": lambda f: f.heading(alg=[f.key.algorithm]),
    "alg an object": lambda f: f.heading(alg={"name": f.key.algorithm}),
    "alg in small letters": lambda f: f.heading(alg=f.key.algorithm.lower().replace("eddsa", "ed25519")),
    "alg with a space": lambda f: f.heading(alg=f"{f.key.algorithm} "),
    **{
        f"alg {name} over the right signature": forge_with(
            name, lambda f, name: f.heading(alg=name if name != f.key.algorithm else "ES512")
        )
        for name in ("HS256", "HS384", "HS512", "RS256", "RS384", "PS256", "ES256", "ES384", "ES256K", "EdDSA", "ES521")
    },
    **{f"a stranger's {name} key": forge_with(name, lambda f, name: f.by_stranger(name)) for name in STRANGERS},
    **{
        f"a stranger's {name} key, and its alg": forge_with(name, lambda f, name: f.by_stranger(name, alg=name))
        for name in STRANGERS
    },
    **{
        f"a stranger's {name} key, and no kid": forge_with(name, lambda f, name: f.by_stranger(name, alg=name, kid=...))
        for name in STRANGERS
    },
}

SECRETS: Mapping[str, Callable[[TokenAttacker], bytes]] = {
    "nothing": lambda f: b"",
    "the word secret": lambda f: b"secret",
    "the public key in PEM": lambda f: f.public_in(Encoding.PEM),
    "the public key in PEM without its last line break": lambda f: f.public_in(Encoding.PEM).strip(),
    "the public key in DER": lambda f: f.public_in(Encoding.DER),
    "the public key as a JWK": lambda f: text(dict(getattr(f.key, "public_jwk", {}))),
    "the member x of the public key": lambda f: getattr(f.key, "public_jwk", {}).get("x", "").encode(),
    "the kid": lambda f: (f.key.kid or "").encode(),
    "the issuer": lambda f: f.claims["iss"].encode(),
}
KID_LEFT_OR_NOT: Mapping[str, Mapping[str, object]] = {"": {}, ", and no kid": {"kid": ...}}
CONFUSIONS: Mapping[str, Forge] = {
    f"HS256 with {name}{suffix}": forge_with(
        (secret, others), lambda f, chosen: f.by(hs256(chosen[0](f)), alg="HS256", **chosen[1])
    )
    for name, secret in SECRETS.items()
    for suffix, others in KID_LEFT_OR_NOT.items()
}

KIDS: Mapping[str, object] = {
    "that is unknown": "20260101-00000000",
    "empty": "",
    "null": None,
    "a number": 1,
    "true": True,
    "a list": ["x"],
    "an object": {"x": 1},
    "a path": "../../../../../../dev/null",
    "a file": "/etc/passwd",
    "an address": "file:///dev/null",
    "SQL": "' OR '1'='1",
    "more SQL": "x' UNION SELECT 'secret' --",
    "a command": "$(id)|id;",
    "a NUL": "20260101\0",
    "a line break": "x\r\nX-Admin: 1",
    "a surrogate": "\ud800",
    "right to left": "\u202e1",
    "long": "k" * 2000,
}
NAMES: Mapping[str, Forge] = {
    **{f"kid {name}": forge_with(kid, lambda f, kid: f.heading(kid=kid)) for name, kid in KIDS.items()},
    **{
        f"kid {name}, signed with nothing": forge_with(kid, lambda f, kid: f.by(hs256(b""), alg="HS256", kid=kid))
        for name, kid in KIDS.items()
        if isinstance(kid, str)
    },
    "kid in a list": lambda f: f.heading(kid=[f.key.kid]),
    "kid and a space": lambda f: f.heading(kid=f"{f.key.kid} "),
    "kid in capitals": lambda f: f.heading(kid=f"{f.key.kid}X".upper()),
    "kid twice": lambda f: f.raw_header('"alg"', '"kid": "a", "kid": "b", "alg"'),
    "a key that is over": lambda f: f.retired_token,
    "a key of another service": lambda f: f.foreign_token,
}

JWK = {"kty": "oct", "k": encode_segment(b"s" * 32)}
EXTRAS: Mapping[str, object] = {
    "jku": "https://evil.example.org/jwks.json",
    "x5u": "https://evil.example.org/cert.pem",
    "x5c": ["MIIB"],
    "x5t": "AAAA",
    "x5t#S256": "AAAA",
    "jwk": JWK,
    "b64": True,
    "cty": "JWT",
    "zip": "DEF",
    "enc": "A256GCM",
    "epk": JWK,
    "p2c": 2**31,
    "iss": "cortex",
    "unknown": "x",
}
HEADERS: Mapping[str, Forge] = {
    **{
        f"a header with {name}": forge_with({name: value}, lambda f, members: f.heading(**members))
        for name, value in EXTRAS.items()
    },
    "a key inside that made it": lambda f: f.by(hs256(b"s" * 32), alg="HS256", jwk=JWK),
    "a public key inside that made it": lambda f: f.by_stranger("EdDSA", alg="EdDSA", jwk=dict(STRANGER.public_jwk)),
    "crit": lambda f: f.heading(crit=["exp"], exp=1),
    "crit empty": lambda f: f.heading(crit=[]),
    "crit a text": lambda f: f.heading(crit="alg"),
    "an unencoded payload": lambda f: f.heading(crit=["b64"], b64=False),
    "no typ": lambda f: f.heading(typ=...),
    "typ null": lambda f: f.heading(typ=None),
    "typ JWT": lambda f: f.heading(typ="JWT"),
    "typ of a refresh token": lambda f: f.heading(typ="rt+jwt"),
    "typ in capitals": lambda f: f.heading(typ="AT+JWT"),
    "typ as a media type": lambda f: f.heading(typ="application/at+jwt"),
    "alg twice": lambda f: f.raw_header('"alg"', '"alg": "none", "alg"'),
    "alg twice, once escaped": lambda f: f.raw_header('"alg"', '"\\u0061lg": "none", "alg"'),
    "a header in UTF-16": lambda f: signed(json.dumps(f.header).encode("utf-16"), f.claims, f.key.sign),
    "a header with a byte-order mark": lambda f: signed(b"\xef\xbb\xbf" + text(f.header), f.claims, f.key.sign),
    "a header that is a list": lambda f: signed([f.header], f.claims, f.key.sign),
    "a header that is null": lambda f: signed(None, f.claims, f.key.sign),
    "a deep header": lambda f: signed(b'{"alg":' + b"[" * 900 + b"]" * 900 + b"}", f.claims, f.key.sign),
    "an empty header": lambda f: signed({}, f.claims, f.key.sign),
}

TEXTS: dict[str, object] = {
    "missing": ...,
    "null": None,
    "empty": "",
    "a number": 1,
    "a list": ["x"],
    "an object": {},
    "a NUL": "a\0",
}
COUNTS: dict[str, object] = {
    "missing": ...,
    "null": None,
    "a text": "1",
    "a float": 1.5,
    "true": True,
    "negative": -1,
    "a list": [1],
}
DATES: dict[str, object] = {"10 to the 30": 10**30, "beyond the year 9999": 253_402_300_800}
VALUES: Mapping[str, Mapping[str, object]] = {
    **dict.fromkeys(("sub", "sid", "jti", "iss", "aud"), TEXTS),
    **dict.fromkeys(("gen", "ver"), COUNTS),
    **dict.fromkeys(("exp", "iat"), COUNTS | DATES),
    "nbf": {what: value for what, value in (COUNTS | DATES).items() if value is not ...},
}
CLAIMS: Mapping[str, Forge] = {
    **{
        f"{name} {what}": forge_with({name: value}, lambda f, members: f.claiming(**members))
        for name, values in VALUES.items()
        for what, value in values.items()
    },
    "aud of the other platform": lambda f: f.claiming(aud="admin"),
    "aud of both": lambda f: f.claiming(aud=["customer", "admin"]),
    "aud in a list": lambda f: f.claiming(aud=["customer"]),
    "aud in capitals": lambda f: f.claiming(aud="CUSTOMER"),
    "another issuer": lambda f: f.claiming(iss="https://evil.example.org"),
    "an issuer with more behind": lambda f: f.claiming(iss=f.claims["iss"] + "/"),
    "sub that is no id": lambda f: f.claiming(sub="ada"),
    "sid that is no id": lambda f: f.claiming(sid="1 OR 1=1"),
    "issued tomorrow": lambda f: f.claiming(iat=f.claims["iat"] + DAY),
    "good from tomorrow": lambda f: f.claiming(nbf=f.claims["iat"] + DAY),
    "a claim twice": lambda f: f.raw_claims('"gen": 1', '"gen": 9, "gen": 1'),
    "NaN": lambda f: f.raw_claims('"gen": 1', '"gen": 1, "more": NaN'),
    "a number like infinity": lambda f: f.raw_claims('"gen": 1', '"gen": 1, "more": 1e999'),
    "claims in UTF-16": lambda f: signed(f.header, json.dumps(f.claims).encode("utf-16"), f.key.sign),
    "claims in UTF-32": lambda f: signed(f.header, json.dumps(f.claims).encode("utf-32"), f.key.sign),
    "claims with a byte-order mark": lambda f: signed(f.header, b"\xef\xbb\xbf" + text(f.claims), f.key.sign),
    "claims that are a list": lambda f: signed(f.header, [f.claims], f.key.sign),
    "no claims": lambda f: signed(f.header, {}, f.key.sign),
    "deep claims": lambda f: signed(f.header, b"[" * 900 + b"]" * 900, f.key.sign),
}

SIGNATURES: Mapping[str, Forge] = {
    "no signature": lambda f: f.token.rpartition(".")[0] + ".",
    "no signature, no dot": lambda f: f.token.rpartition(".")[0],
    "half a signature": lambda f: f.with_signature(lambda s: s[: len(s) // 2]),
    "a byte less": lambda f: f.with_signature(lambda s: s[:-1]),
    "a byte more": lambda f: f.with_signature(lambda s: s + b"\0"),
    "a zero before": lambda f: f.with_signature(lambda s: b"\0" + s),
    "a signature twice": lambda f: f.with_signature(lambda s: s + s),
    "zeros": lambda f: f.with_signature(lambda s: bytes(len(s))),
    "ones": lambda f: f.with_signature(lambda s: b"\xff" * len(s)),
    "the first bit turned": lambda f: f.with_signature(lambda s: bytes([s[0] ^ 128]) + s[1:]),
    "the last bit turned": lambda f: f.with_signature(lambda s: s[:-1] + bytes([s[-1] ^ 1])),
    "r and s exchanged": lambda f: f.with_signature(lambda s: s[len(s) // 2 :] + s[: len(s) // 2]),
    "the other s of ECDSA": lambda f: f.with_signature(lambda s: s[:32] + _whole(P256 - _number(s[32:64]))),
    "r and s as one and the order": lambda f: f.with_signature(lambda s: _whole(1) + _whole(P256)),
    "ECDSA in DER": lambda f: f.with_signature(lambda s: encode_dss_signature(_number(s[:32]), _number(s[32:64]))),
    "Ed25519 with an s beyond the order": lambda f: f.with_signature(
        lambda s: s[:32] + ((int.from_bytes(s[32:64], "little") + ED25519) % 2**256).to_bytes(32, "little")
    ),
    "the signature of another token": lambda f: f"{f.token.rpartition('.')[0]}.{f.claiming(gen=2).split('.')[2]}",
    "claims of another token": lambda f: (
        f"{f.token.split('.')[0]}.{f.claiming(gen=2).split('.')[1]}.{f.token.split('.')[2]}"
    ),
    "a header of another token": lambda f: f"{f.heading(typ='JWT').split('.')[0]}.{f.token.split('.', 1)[1]}",
}

FORMS: Mapping[str, Forge] = {
    "a word": lambda f: "token",
    "dots": lambda f: "..",
    "four segments": lambda f: f"{f.token}.AAAA",
    "five segments, as if encrypted": lambda f: f"{f.token}.AAAA.AAAA",
    "padding": lambda f: f"{f.token}=",
    "padding, twice": lambda f: f"{f.token}==",
    "padding inside": lambda f: f.token.replace(".", "=.", 1),
    "a space inside": lambda f: f.token.replace(".", " .", 1),
    "a tab inside": lambda f: f.token.replace(".", ".\t", 1),
    "a comma and the same again": lambda f: f"{f.token}, {f.token}",
    "the scheme twice": lambda f: f"Bearer {f.token}",
    "quotes": lambda f: f'"{f.token}"',
    "the plain alphabet": lambda f: f.token[:-2] + "+/",
    "percent encoding": lambda f: f.token.replace(".", "%2E"),
    "letters of another script": lambda f: f.token[:-1] + "\u0430",
    "a huge token": lambda f: f.claiming(more="x" * MAX_TOKEN_LENGTH),
    "all in capitals": lambda f: f.token.upper(),
    "the JSON serialisation": lambda f: json.dumps(
        dict(zip(("protected", "payload", "signature"), f.token.split("."), strict=True))
    ),
    "base64 of the whole": lambda f: urlsafe_b64encode(f.token.encode()).decode().rstrip("="),
}

KINDS: Mapping[str, Forge] = {
    "a refresh token": lambda f: f.refresh_token,
    "a refresh token under the header of an access token": lambda f: (
        f"{f.token.partition('.')[0]}.{f.refresh_token.partition('.')[2]}"
    ),
    "a token of the other platform": lambda f: f.staff_token,
}

ATTACKS: Mapping[str, Forge] = {
    **ALGORITHMS,
    **CONFUSIONS,
    **NAMES,
    **HEADERS,
    **CLAIMS,
    **SIGNATURES,
    **FORMS,
    **KINDS,
}

REVOKED: Mapping[str, Forge] = {
    "sub of somebody else": lambda f: f.claiming(sub="9d1f2b3c-0000-4000-8000-000000000001"),
    "a session that is unknown": lambda f: f.claiming(sid="9d1f2b3c-0000-7000-8000-000000000002"),
    "a generation that is not there yet": lambda f: f.claiming(gen=2),
    "another version": lambda f: f.claiming(ver=f.claims["ver"] + 1),
    "a version of 64 bits and more": lambda f: f.claiming(ver=2**70),
    "a generation of 64 bits and more": lambda f: f.claiming(gen=2**70),
}
"""What only the holder of the key could write; the store knows better."""


def _number(half: bytes) -> int:
    return int.from_bytes(half, "big")


def _whole(number: int) -> bytes:
    return (number % 2**256).to_bytes(32, "big")
