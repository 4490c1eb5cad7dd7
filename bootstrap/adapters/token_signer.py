"""The keys of access tokens: one of the secret, or a ring in a file. What was not chosen is not imported."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path

import attrs

from adapters.key_derivation.hkdf import DerivedKeys
from adapters.token_signer.hmac import HmacKey
from adapters.token_signer.jws import JwsTokenSigner
from adapters.token_signer.signing_key import SigningKeys, SingleKey
from application.ports.clock import Clock
from application.ports.token_signer import TokenSigner


@attrs.frozen
class AccessKeys:
    """The keys of access tokens, to be used while ``watch`` them."""

    keys: SigningKeys
    watch: Callable[[], AbstractAsyncContextManager[None]]


def secret_keys(secret: bytes) -> AccessKeys:
    return AccessKeys(SingleKey(HmacKey(secret)), nullcontext)


def kept_keys(path: Path, clock: Clock) -> AccessKeys:
    from adapters.key_ring.ring_file import RingFile
    from adapters.key_ring.watcher import WatchedKeyRing

    ring = WatchedKeyRing(RingFile(path), clock)
    return AccessKeys(ring, ring.watch)


def jws_signer(access: AccessKeys, keys: DerivedKeys, issuer: str) -> TokenSigner:
    """Signs access tokens with the keys that were chosen, and refresh tokens with one of the secret."""
    return JwsTokenSigner(access=access.keys, refresh=SingleKey(HmacKey(keys.refresh_token)), issuer=issuer)
