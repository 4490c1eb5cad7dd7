import attrs
import pytest

from adapters.key_derivation.hkdf import MIN_SECRET_BYTES, derive_keys, hkdf_sha256

SECRET = "correct horse battery staple, and then some"

# RFC 5869, appendix A.1 to A.3: material, salt, info, length, result.
VECTORS = {
    "basic": (
        b"\x0b" * 22,
        bytes(range(13)),
        bytes(range(0xF0, 0xFA)),
        42,
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    ),
    "longer": (
        bytes(range(0x50)),
        bytes(range(0x60, 0xB0)),
        bytes(range(0xB0, 0x100)),
        82,
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
        "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
    ),
    "no salt, no info": (
        b"\x0b" * 22,
        b"",
        b"",
        42,
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
    ),
}


@pytest.mark.parametrize(("material", "salt", "info", "length", "expected"), VECTORS.values(), ids=VECTORS)
def test_the_vectors_of_rfc_5869_come_out(
    material: bytes, salt: bytes, info: bytes, length: int, expected: str
) -> None:
    derived = hkdf_sha256(material, salt=salt, info=info, length=length)

    assert derived.hex() == expected


def test_each_key_is_derived_with_the_name_of_its_use() -> None:
    keys = attrs.asdict(derive_keys(SECRET))

    assert keys == {
        use: hkdf_sha256(SECRET.encode(), info=f"cortex/{use.replace('_', '-')}/v1".encode())
        for use in (
            "access_token",
            "refresh_token",
            "one_time_token",
            "cursor",
            "device",
            "limits",
            "decoy",
            "factor_secret",
            "recovery_code",
            "challenge",
            "audit_entry",
            "audit_seal",
        )
    }
    assert {len(key) for key in keys.values()} == {32}


def test_a_secret_counts_in_bytes_of_utf_8() -> None:
    keys = derive_keys("ä" * (MIN_SECRET_BYTES // 2))

    assert keys != derive_keys("ö" * (MIN_SECRET_BYTES // 2))


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 32 bytes, this one has 31"):
        derive_keys("x" * (MIN_SECRET_BYTES - 1))


def test_keys_are_not_shown() -> None:
    shown = repr(derive_keys(SECRET))

    assert shown == "DerivedKeys()"
