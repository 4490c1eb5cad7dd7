"""Time-based one-time passwords (RFC 6238): SHA-1, six digits, a new one every 30 seconds, as every authenticator app
has them."""

import base64
import hmac
from datetime import datetime
from urllib.parse import quote, urlencode

SECRET_BYTES = 20
"""160 bits, as RFC 4226 recommends (section 4, R6)."""
STEP_SECONDS = 30
DIGITS = 6
DRIFT_STEPS = 1
"""Steps by which the clock of a phone may be wrong, each way (RFC 6238, section 5.2)."""


def one_time_password(secret: bytes, step: int) -> str:
    """Returns the password of a time step: dynamic truncation of an HMAC (RFC 4226, section 5.3)."""
    mac = hmac.digest(secret, step.to_bytes(8, "big"), "sha1")
    offset = mac[-1] & 0x0F
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(secret: bytes, code: str, *, at: datetime, after: int) -> int | None:
    """Returns the step that ``code`` is the password of, if it is near the time ``at`` and later than the step
    ``after``, which was accepted last; ``None`` for any other code. Every candidate is compared, in constant time."""
    now = int(at.timestamp()) // STEP_SECONDS
    sent, found = code.encode("utf-8", "replace"), None
    for step in range(now - DRIFT_STEPS, now + DRIFT_STEPS + 1):
        is_equal = hmac.compare_digest(one_time_password(secret, step).encode(), sent)
        if is_equal and step > after:
            found = step
    return found


def base32(secret: bytes) -> str:
    """Returns the secret as people type it into an app."""
    return base64.b32encode(secret).decode().rstrip("=")


def otpauth_uri(secret: bytes, *, service: str, account: str) -> str:
    """Returns the URI by which apps take over a secret (the key URI format of Google Authenticator)."""
    parameters = {
        "secret": base32(secret),
        "issuer": service,
        "algorithm": "SHA1",
        "digits": DIGITS,
        "period": STEP_SECONDS,
    }
    return (
        f"otpauth://totp/{quote(service, safe='')}:{quote(account, safe='@')}?{urlencode(parameters, quote_via=quote)}"
    )
