import hashlib
import hmac

from adapters.audit_mac.hmac import HmacAuditMac
from domain.audit.mac_check import MacCheck

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))


def test_a_mac_is_hmac_sha_256() -> None:
    assert HmacAuditMac(KEY).sign(b"content") == hmac.new(KEY, b"content", hashlib.sha256).hexdigest()


def test_a_mac_verifies_its_content_alone() -> None:
    mac = HmacAuditMac(KEY)
    signed = mac.sign(b"content")

    assert mac.verify(signed, b"content", mac.key_id) is MacCheck.GENUINE
    assert mac.verify(signed, b"Content", mac.key_id) is MacCheck.FORGED
    assert mac.verify(f"{signed}0", b"content", mac.key_id) is MacCheck.FORGED
    assert mac.verify("…", b"content", mac.key_id) is MacCheck.FORGED


def test_a_former_key_verifies_and_does_not_sign() -> None:
    before, now = HmacAuditMac(KEY), HmacAuditMac(OTHER, former=(KEY,))

    assert now.key_id == HmacAuditMac(OTHER).key_id != before.key_id
    assert now.verify(before.sign(b"content"), b"content", before.key_id) is MacCheck.GENUINE
    assert now.verify(before.sign(b"content"), b"content", now.key_id) is MacCheck.FORGED


def test_a_key_that_is_not_at_hand_is_said_to_be_unknown() -> None:
    before, now = HmacAuditMac(KEY), HmacAuditMac(OTHER)

    assert now.verify(before.sign(b"content"), b"content", before.key_id) is MacCheck.UNKNOWN_KEY


def test_a_key_is_not_shown() -> None:
    mac = HmacAuditMac(KEY, former=(OTHER,))

    assert repr(mac) == "HmacAuditMac()"
    assert len(mac.key_id) == 16
