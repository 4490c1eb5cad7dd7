"""The keys of access tokens: one of the secret, or a ring in a file. What was not chosen is not imported."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path

import attrs

from adapters.key_derivation.hkdf import DerivedKeys
from adapters.token_signer.hmac import HmacKey
from adapters.token_signer.jws import JwsTokenSigner
from adapters.token_signer.signing_key import OneKey, SigningKeys
from application.ports.clock import Clock
from application.ports.token_signer import TokenSigner


@attrs.frozen
class AccessKeys:
    """The keys of access tokens, to be used while ``watching`` them."""

    keys: SigningKeys
    watching: Callable[[], AbstractAsyncContextManager[None]]


def secret_keys(secret: bytes) -> AccessKeys:
    return AccessKeys(OneKey(HmacKey(secret)), nullcontext)


def kept_keys(path: Path, clock: Clock) -> AccessKeys:
    from adapters.key_ring.ring_file import RingFile
    from adapters.key_ring.watcher import WatchedKeyRing

    ring = WatchedKeyRing(RingFile(path), clock)
    return AccessKeys(ring, ring.watching)


def jws_signer(access: AccessKeys, keys: DerivedKeys, issuer: str) -> TokenSigner:
    """Signs access tokens with the keys that were chosen, and refresh tokens with one of the secret."""
    return JwsTokenSigner(access=access.keys, refresh=OneKey(HmacKey(keys.refresh_token)), issuer=issuer)
