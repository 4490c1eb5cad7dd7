import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrypoints.http.pages.media_preference import HTML, JSON, preferred

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("", "first"),
        ("*/*", "first"),
        ("image/png", "first"),
        (BROWSER, HTML),
        (JSON, JSON),
        (f"{JSON}, */*;q=0.5", JSON),
        (f"{JSON};q=0.5, {HTML}", HTML),
        (f"{JSON};q=0.5, {HTML};q=0.4", JSON),
        ("text/*", HTML),
        ("APPLICATION/JSON ; charset=utf-8 ; Q=1", JSON),
        (f"{HTML};q=0, */*", JSON),
        (f"{HTML};q=much, {JSON};q=0.1", JSON),
        (f"{HTML};q=nan, {JSON};q=0.1", JSON),
        (f",,{JSON},", JSON),
    ],
)
def test_the_form_that_the_header_likes_best_is_given(accept: str, wanted: str) -> None:
    for offers in ((HTML, JSON), (JSON, HTML)):
        assert preferred(accept, offers) == (offers[0] if wanted == "first" else wanted)


@given(accept=st.text() | st.lists(st.sampled_from(["text/html", "*/*", ";q=", "1", "²", "0.", ",", ";"])).map("".join))
def test_any_header_can_be_read(accept: str) -> None:
    assert preferred(accept, (HTML, JSON)) in {HTML, JSON}
