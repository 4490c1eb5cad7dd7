"""The MACs of the audit: a key for entries and one for seals, and those of former secrets."""

from collections.abc import Callable, Sequence

from adapters.audit_mac.hmac import HmacAuditMac
from adapters.key_derivation.hkdf import DerivedKeys, derive_keys
from application.ports.audit_mac import AuditMac


def entry_mac(keys: DerivedKeys, former_secrets: Sequence[str]) -> AuditMac:
    """Returns the MAC of entries."""
    return _mac(keys, former_secrets, lambda derived: derived.audit_entry)


def seal_mac(keys: DerivedKeys, former_secrets: Sequence[str]) -> AuditMac:
    """Returns the MAC of seals."""
    return _mac(keys, former_secrets, lambda derived: derived.audit_seal)


def _mac(keys: DerivedKeys, former_secrets: Sequence[str], key_of: Callable[[DerivedKeys], bytes]) -> AuditMac:
    return HmacAuditMac(key_of(keys), former=[key_of(derive_keys(secret)) for secret in former_secrets])
