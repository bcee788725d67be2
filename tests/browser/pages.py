# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what `boswell export -f html` wrote, by the HTML parser of Python."""

import html.parser
import pathlib

VOID = {"meta", "br", "hr", "img", "input", "link", "rect", "path", "use"}


class Page(html.parser.HTMLParser):
    """All elements of a page, and its messages in their order: (id, sender, text)."""

    def __init__(self, file):
        super().__init__(convert_charrefs=True)
        self.elements = []  # (name, attributes)
        self.open = []      # (name, classes)
        self.messages = []
        self.message = None
        self.sender = None
        self.feed(pathlib.Path(file).read_text(encoding="utf-8"))
        self.close()
        assert not self.open, f"{file} does not close {self.open}"

    def handle_starttag(self, name, attributes):
        attributes = dict(attributes)
        self.elements.append((name, attributes))
        if name in VOID:
            return
        classes = (attributes.get("class") or "").split()
        self.open.append((name, classes))
        if name == "article":
            self.message = [int(attributes["id"].removeprefix("m")), None, None]
            self.sender = "" if "first" in classes else self.sender
        elif self.message and "text" in classes and name == "div":
            self.message[2] = ""

    def handle_startendtag(self, name, attributes):
        self.elements.append((name, dict(attributes)))

    def handle_endtag(self, name):
        while self.open:
            closed, _ = self.open.pop()
            if closed == name:
                break
        if name == "article":
            self.message[1] = self.sender
            self.messages.append(tuple(self.message))
            self.message = None

    def handle_data(self, data):
        if not self.message:
            return
        inside = [classes for _, classes in self.open]
        names = [name for name, _ in self.open]
        if any("who" in classes for classes in inside) and "small" not in names:
            self.sender += data
        if any("text" in classes for classes in inside) and "details" not in names:
            self.message[2] += data


def pages(folder):
    """The pages of messages, conversation by conversation, oldest first."""
    files = pathlib.Path(folder, "conversations").glob("*/*/20*.html")

    def place(file):
        month, _, part = file.stem[:7], file.stem[7:8], file.stem[8:]
        return file.parent, month, int(part or 1)
    return sorted(files, key=place)
