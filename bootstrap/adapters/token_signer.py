"""The keys of access tokens: one derived from the secret, or a ring in a file. Only the chosen ones are imported."""

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
    """The keys of access tokens, which are current inside of ``watch``."""

    keys: SigningKeys
    watch: Callable[[], AbstractAsyncContextManager[None]]


def secret_keys(secret: bytes) -> AccessKeys:
    """A key derived from the secret."""
    return AccessKeys(SingleKey(HmacKey(secret)), nullcontext)


def ring_keys(path: Path, clock: Clock) -> AccessKeys:
    """The keys of a ring in a file."""
    from adapters.key_ring.ring_file import RingFile
    from adapters.key_ring.watcher import WatchedKeyRing

    ring = WatchedKeyRing(RingFile(path), clock)
    return AccessKeys(ring, ring.watch)


def jws_signer(access: AccessKeys, keys: DerivedKeys, issuer: str) -> TokenSigner:
    """Returns a signer with the chosen keys for access tokens, and a key of the secret for refresh tokens."""
    return JwsTokenSigner(access=access.keys, refresh=SingleKey(HmacKey(keys.refresh_token)), issuer=issuer)
