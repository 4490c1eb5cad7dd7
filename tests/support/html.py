"""HTML the way people and their readers see it."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """Reads HTML the way people and their readers do: its text, and what its elements say of themselves."""

    UNSEEN = ("style", "script")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self._within: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not set(self._open) & set(self.UNSEEN):
            self.texts.append(data)
            for tag in self._open:
                self._within.setdefault(tag, []).append(data)

    def texts_of(self, tag: str) -> str:
        """What stands within elements of a name."""
        return " ".join("".join(self._within.get(tag, [])).split())

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _tag, attributes in self.elements if attribute in attributes]

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]
