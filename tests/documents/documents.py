# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what the documents quote: lines of indented blocks, and code between backquotes."""

import pathlib
import re
from typing import NamedTuple

TOP = pathlib.Path(__file__).resolve().parents[2]
PAGES = [TOP / "src/cli/boswell.md", *sorted((TOP / "src/cli/commands").glob("*.md")),
         TOP / "src/agent/boswelld.md", TOP / "src/agent/boswell.toml.md"]
DOCUMENTS = [TOP / "README.md", TOP / "packaging/README.md", TOP / "schema/README.md", *PAGES]


class Quotation(NamedTuple):
    document: pathlib.Path
    code: str

    def __str__(self):
        return f"{self.document.relative_to(TOP)}: {self.code}"


def blocks(document):
    """The indented blocks, each a list of lines."""
    block = []
    for line in re.sub(r"^```.*?^```$", "", document.read_text(), flags=re.M | re.S).splitlines():
        if line.startswith("    "):
            block.append(line[4:])
        elif block:
            yield block
            block = []
    if block:
        yield block


def spans(document):
    """Code between backquotes; in the pages that are read as plain text, commands between quotes."""
    text = document.read_text()
    prose = "\n".join(line for line in re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S).splitlines()
                      if not line.startswith("    "))
    found = re.findall(r"`([^`]+)`", prose)
    if document.parent.name == "agent":
        found += re.findall(r'"(boswelld? [^"]+)"', text)
    return [" ".join(span.split()) for span in found]


def quotations(document):
    yield from (Quotation(document, line) for block in blocks(document) for line in block)
    yield from (Quotation(document, span) for span in spans(document))
