"""XML put together line by line, so that a manner decides every indent, line end and empty element."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class Markup:
    """Lines of XML at a growing and shrinking depth."""

    def __init__(self, indent: str, newline: str) -> None:
        self._indent = indent
        self._newline = newline
        self._lines: list[str] = []
        self._pads = [indent * depth for depth in range(16)]
        self._depth = 0

    def line(self, text: str) -> None:
        """A line as it stands."""
        self._lines.append(text)

    def open(self, tag: str, attributes: str = "") -> None:
        """Begin an element that holds others."""
        self._lines.append(f"{self._pads[self._depth]}<{tag}{attributes}>")
        self._depth += 1

    def close(self, tag: str) -> None:
        """End the element begun last."""
        self._depth -= 1
        self._lines.append(f"{self._pads[self._depth]}</{tag}>")

    def leaf(self, tag: str, text: str) -> None:
        """An element with a text."""
        self._lines.append(f"{self._pads[self._depth]}<{tag}>{text.translate(_ESCAPES)}</{tag}>")

    def leaves(self, *pairs: tuple[str, str]) -> None:
        """An element for each pair of tag and text."""
        for tag, text in pairs:
            self.leaf(tag, text)

    def given(self, *pairs: tuple[str, str]) -> None:
        """An element for each pair whose text is not empty."""
        for tag, text in pairs:
            if text:
                self.leaf(tag, text)

    def empty(self, tag: str) -> None:
        """An element without a text."""
        self._lines.append(f"{self._pads[self._depth]}<{tag}/>")

    def text(self) -> str:
        """The whole, with a line end behind every line."""
        return self._newline.join([*self._lines, ""])
