"""What the parser refuses by itself, whatever a library behind it would do."""

import pytest

from adapters.token_signer.compact_serialization import (
    MAX_NESTING,
    MAX_TOKEN_LENGTH,
    read_json_object,
    split_compact_form,
)


@pytest.mark.parametrize(("segment", "decoded"), [("AAAA", b"\0\0\0"), ("_-8", b"\xff\xef"), ("AA", b"\0")])
def test_a_segment_in_its_one_form_is_decoded(segment: str, decoded: bytes) -> None:
    assert split_compact_form(f"AA.{segment}.AA") == (b"\0", decoded, b"\0")


@pytest.mark.parametrize(
    "segment", ["AB", "AP", "AAB", "AAD", "A", "AAAAA", "AA=", "AA==", "A+", "A/", "", "A A", "A\n"]
)
@pytest.mark.parametrize("form", ["{}.AA.AA", "AA.{}.AA", "AA.AA.{}"])
def test_a_segment_in_any_other_form_is_refused(form: str, segment: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        split_compact_form(form.format(segment))


def test_length_is_bounded() -> None:
    longest = "AA.AA." + "A" * (MAX_TOKEN_LENGTH - 6)

    assert split_compact_form(longest[:-2])
    with pytest.raises(ValueError, match="long"):
        split_compact_form(longest + "A")


def test_nesting_is_bounded() -> None:
    def nested(levels: int) -> bytes:
        return b'{"a":' + b"[" * (levels - 1) + b"]" * (levels - 1) + b"}"

    assert read_json_object(nested(MAX_NESTING))
    with pytest.raises(ValueError, match="deep"):
        read_json_object(nested(MAX_NESTING + 1))
