"""A page as a tree, by the standard library's parser: what a test can ask for without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"meta", "input", "br", "img", "link", "hr"}


class Element:
    """An element: its tag, its attributes, what is inside."""

    def __init__(self, tag: str, attributes: dict[str, str | None], parent: Element | None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.inside: list[Element | str] = []

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name) or ""

    @property
    def classes(self) -> list[str]:
        return self["class"].split()

    @property
    def text(self) -> str:
        """All text inside, as it stands."""
        return "".join(part if isinstance(part, str) else part.text for part in self.inside)

    def all(self, tag: str = "", class_: str = "") -> list[Element]:
        """Elements inside, by tag and class."""
        return [e for e in self.walk() if (not tag or e.tag == tag) and (not class_ or class_ in e.classes)]

    def one(self, tag: str = "", class_: str = "") -> Element:
        found = self.all(tag, class_)
        assert len(found) == 1, (tag, class_, len(found))
        return found[0]

    def with_id(self, id: str) -> Element:
        (found,) = [e for e in self.walk() if e["id"] == id]
        return found

    def walk(self) -> Iterator[Element]:
        for part in self.inside:
            if isinstance(part, Element):
                yield part
                yield from part.walk()


class Reader(HTMLParser):
    """Builds the tree; refuses what is not nested properly."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.at = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute is given twice: {tag} {attrs}"
        element = Element(tag, dict(attrs), self.at)
        self.at.inside.append(element)
        if tag not in VOID:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.at.inside.append(Element(tag, dict(attrs), self.at))

    def handle_endtag(self, tag: str) -> None:
        assert self.at.tag == tag, f"</{tag}> ends <{self.at.tag}>"
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.inside.append(data)


def read(html: str) -> Element:
    """The page as a tree."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.at is reader.root, f"<{reader.at.tag}> does not end"
    return reader.root


def integer(text: str) -> int:
    return int(text.replace(",", ""))
