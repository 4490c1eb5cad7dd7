import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrypoints.http.kit.media_types import MAX_CHARS, parse_media_type

JSON = "application/json"


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        (JSON, {}),
        ("Application/JSON", {}),
        (f" {JSON} ; charset=utf-8", {"charset": "utf-8"}),
        (f"{JSON};CHARSET=UTF-8;", {"charset": "UTF-8"}),
        (f'{JSON}; charset="utf8" ; q=1', {"charset": "utf8", "q": "1"}),
        (f"{JSON};;charset=a;charset=b", {"charset": "a"}),
    ],
)
def test_a_type_is_read_with_its_parameters(text: str, parameters: dict[str, str]) -> None:
    assert parse_media_type(text) == (JSON, parameters)


@pytest.mark.parametrize("text", ["", "json", "application/", "/json", "a/b c", "a/b, c/d", "a/b" * MAX_CHARS])
def test_a_text_that_is_no_media_type_has_none(text: str) -> None:
    assert parse_media_type(text) == ("", {})


@pytest.mark.parametrize("rest", [";a=(", ';a="', ";a=b c"])
def test_parameters_that_cannot_be_read_are_none(rest: str) -> None:
    assert parse_media_type(JSON + rest) == (JSON, None)


@given(st.text())
def test_nothing_is_an_error(text: str) -> None:
    parse_media_type(text)
