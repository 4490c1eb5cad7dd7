"""Which of several forms of an answer is wanted: RFC 9110, 12.5.1."""

from collections.abc import Iterator, Mapping, Sequence

from aiohttp import web

HTML, JSON = "text/html", "application/json"


def wants_html(request: web.Request, *, by_default: bool) -> bool:
    """Whether a page is wanted rather than JSON; ``by_default`` decides where both are equally welcome."""
    offers = (HTML, JSON) if by_default else (JSON, HTML)
    return preferred(",".join(request.headers.getall("Accept", ())), offers) == HTML


def preferred(accept: str, offers: Sequence[str]) -> str:
    """The offer that the header likes best, the first of those that it likes equally. It refuses none: who wants
    something else altogether gets the first."""
    weights = dict(_weights(accept))
    return max(offers, key=lambda offer: _weight(offer, weights)) if weights else offers[0]


def _weights(accept: str) -> Iterator[tuple[str, float]]:
    for item in accept.split(","):
        media_range, *parameters = (part.strip().lower() for part in item.split(";"))
        if media_range:
            yield media_range, _quality(parameters)


def _quality(parameters: Sequence[str]) -> float:
    """What cannot be read counts as not wanted."""
    named = next((text[2:] for text in parameters if text.startswith("q=")), "1")
    digits = named.replace(".", "", 1)
    return min(float(named), 1.0) if digits.isascii() and digits.isdigit() else 0.0


def _weight(offer: str, weights: Mapping[str, float]) -> float:
    """That of the most specific range which the offer matches."""
    ranges = (offer, f"{offer.partition('/')[0]}/*", "*/*")
    return next((weights[known] for known in ranges if known in weights), 0.0)
