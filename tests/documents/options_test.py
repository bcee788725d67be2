#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options and configuration keys: the documents name those that the programs know, all of them and no others.

    tests/documents/options_test.py build/dev/src
"""

import functools
import pathlib
import re
import subprocess
import sys
import unittest

from documents import DOCUMENTS, PAGES, TOP, blocks, quotations

PROGRAMS = pathlib.Path(sys.argv.pop() if len(sys.argv) > 1 else TOP / "build/dev/src")
COMMANDS = {path.stem for path in (TOP / "src/cli/commands").glob("*.cpp")}
OPTION = re.compile(r"(?<![\w-])(--[a-z][a-z-]*|-[A-Za-z])(?![\w-])")
CONFIGURATION = TOP / "src/agent/boswell.toml.md"

# Commands that print no records, and commands that show how far long work has come.
WITHOUT_RECORDS = {"completion", "export", "help", "reindex", "reread", "serve", "split", "upgrade", "verify"}
WITH_PROGRESS = {"backup", "export", "import", "reindex", "reread", "restore", "search"}

# Keys that must be there, or of which one must be there.
WITHOUT_DEFAULT = {"jid", "password_file", "password_command", "credential", "password", "key_file", "token_endpoint",
                   "client_id", "refresh_token_file", "token_command", "room", "name", "jids", "command"}


@functools.cache
def knows(program, command, option):
    """Whether the program takes the option: it complains of one that it does not know even when asked for help."""
    value = [f"{option}=1"] if option.startswith("--") else [option, "1"] if command else [option]
    words = [PROGRAMS / program, *command.split(), *value, "--help"]
    return "unknown option" not in subprocess.run(words, capture_output=True, text=True, check=False).stderr


def named_options(quotation):
    """(program, command, option) for each option in a quotation that is a command line, or that a page has alone."""
    words = quotation.code.split("#")[0].split()
    program = next((word for word in words if word in ("boswell", "boswelld")), None)
    if program:
        words = words[words.index(program):]
        command = next((word for word in words if word in COMMANDS), "") if program == "boswell" else ""
        words = words[:words.index("--")] if "--" in words else words
    elif quotation.document in PAGES and quotation.document != CONFIGURATION:
        page = quotation.document.stem
        program = "boswelld" if page == "boswelld" else "boswell"
        # boswell(1) is about the options of all commands.
        command = {"boswelld": "", "boswell": "search"}.get(page, page)
    else:
        return
    before_pipe = " ".join(words).split(" | ")[0]
    yield from ((program, command, option) for option in OPTION.findall(before_pipe))


def keys_of_page():
    """{table: {key: its text}} of boswell.toml(5)."""
    tables, table, key = {"": {}}, "", None
    for line in CONFIGURATION.read_text().split("\n# KEYS\n")[1].split("\nFor example:")[0].splitlines():
        if begins := re.match(r"(?:One )?\[+([a-z0-9.]+)\]+", line):
            table = begins[1]
            tables[table] = {}
        elif begins := re.match(r"    ([a-z][a-z0-9_]*)(?:  +|$)", line):
            key = begins[1]
            tables[table][key] = ""
        if line.startswith("    "):
            tables[table][key] += line[4:].removeprefix(key).strip() + " "
    return tables


def keys_of_program():
    """The keys that the program knows, without their tables."""
    keys = set()
    for source in [*(TOP / "src/agent").glob("*.cpp"), *(TOP / "src/config").glob("*.cpp")]:
        for known in re.findall(r"(?:TomlSection \w+\([^{};]*| known)\{([^{}]*)\}", source.read_text()):
            keys.update(re.findall(r'"(\w+)"', known))
    return keys - {"account", "alarm", "log", "oauth2", "person", "search"}  # tables


class Options(unittest.TestCase):
    def test_the_programs_know_each_option_that_a_document_names(self):
        named = {option: quotation for document in DOCUMENTS for quotation in quotations(document)
                 for option in named_options(quotation)}
        self.assertGreater(len(named), 80)
        unknown = [str(quotation) for option, quotation in named.items() if not knows(*option)]
        self.assertEqual(unknown, [])

    def test_an_option_that_is_not_there_would_be_noticed(self):
        self.assertFalse(knows("boswell", "search", "--limt"))
        self.assertFalse(knows("boswell", "search", "-v"))
        self.assertFalse(knows("boswelld", "", "--chekc"))

    def test_the_page_of_the_agent_has_each_of_its_options(self):
        table = (TOP / "src/agent/options.cpp").read_text().split("add_options()")[1].split("parse_positional")[0]
        known = re.findall(r'"(?:(\w),)?([a-z][a-z-]+)", ""', table)
        self.assertGreater(len(known), 12)
        page = "\n".join(line for block in blocks(TOP / "src/agent/boswelld.md") for line in block)
        for letter, name in known:
            if name != "rest":
                self.assertRegex(page, rf"(?m)^{f'-{letter}, ' if letter else ''}--{name}\b")

    def test_the_page_of_boswell_has_each_option_that_all_commands_take(self):
        known = re.findall(r'Option\{(?:0|\'(\w)\'), "([a-z-]+)"', (TOP / "src/cli/common_options.hpp").read_text())
        self.assertGreater(len(known), 7)
        page = (TOP / "src/cli/boswell.md").read_text()
        for letter, name in known:
            self.assertRegex(page, rf"(?m)^{f'`-{letter}`, ' if letter else ''}`--{name}\b")

    def test_each_page_names_those_of_them_that_its_command_heeds(self):
        for command in COMMANDS - {"help"}:
            line = (TOP / f"src/cli/commands/{command}.md").read_text().split("# COMMON OPTIONS\n\n")[1]
            wanted = ["--archive", "--config", "--tz", "--color", "--no-pager"]
            wanted += ["--no-progress"] if command in WITH_PROGRESS else []
            wanted += ["--json"] if command not in WITHOUT_RECORDS else []
            with self.subTest(command):
                self.assertEqual(sorted(OPTION.findall(line)), sorted(wanted))


class Keys(unittest.TestCase):
    def test_the_page_has_each_key_that_the_program_knows_and_no_other(self):
        self.assertEqual({key for table in keys_of_page().values() for key in table}, keys_of_program())

    def test_each_key_has_its_default(self):
        for table in keys_of_page().values():
            for key, text in table.items():
                if key not in WITHOUT_DEFAULT:
                    with self.subTest(key):
                        self.assertRegex(text, "(?i)default")

    def test_what_other_documents_set_are_keys(self):
        for document in DOCUMENTS:
            for quotation in quotations(document):
                if name := re.match(r"([a-z_0-9]+) = ", quotation.code):
                    self.assertIn(name[1], keys_of_program(), quotation)


if __name__ == "__main__":
    unittest.main()
