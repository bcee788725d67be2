# SPDX-License-Identifier: GPL-3.0-or-later
"""The questions that people put to an archive, in words of the corpus: name and the arguments of a command."""

import contextlib
import functools
import sqlite3

COMMON = "to"  # in four messages of ten
MISSING = "qzqz"  # in none
FREQUENT_CONTACT, RARE_CONTACT = "contact0@example.net", "contact190@example.net"


@functools.cache
def rare_word(archive):
    """The first word by the alphabet that only one message has."""
    with contextlib.closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as database:
        database.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'search', 'col')")
        return database.execute("SELECT term FROM words WHERE col = 'text' AND doc = 1 AND term GLOB '[a-z]*' "
                                "ORDER BY term").fetchone()[0]


def of_words(bench):
    """Those that have a bound for the whole process."""
    return {"a common word": [COMMON],
            "a rare word": [rare_word(bench.small_archive)],
            "a phrase of common words": [f'"{COMMON} mi"'],
            "a prefix": ["ka*"],
            "one CJK character": ["吃"]}


def of_properties():
    """Those that must not cost more in a larger archive."""
    return {"a prefix of one letter": ["t*"],
            "from:": [f"from:{RARE_CONTACT}"],
            "from: and a common word": [f"from:{RARE_CONTACT}", COMMON],
            "from:me": ["from:me"],
            "to:": [f"to:{RARE_CONTACT}"],
            "to: and a common word": [f"to:{RARE_CONTACT}", COMMON],
            "with: and a common word": [f"with:{RARE_CONTACT}", COMMON],
            "with: and a common word, frequent contact": [f"with:{FREQUENT_CONTACT}", COMMON],
            "since:": ["since:2025-01-01"],
            "since: and a common word": ["since:2025-01-01", COMMON],
            "until: and a common word": ["until:2019-01-01", COMMON],
            "date: and a common word": ["date:2020-05", COMMON],
            "has:link, no hit, and a common word": ["has:link", COMMON],
            "is:encrypted, no hit": ["is:encrypted"],
            "is:imported, no hit": ["is:imported"],
            "is:delayed, no hit": ["is:delayed"],
            "type:headline, no hit": ["type:headline"],
            "type:chat": ["type:chat"],
            "by month, of one contact": ["--by", "month", "-w", RARE_CONTACT],
            "direction:in": ["direction:in"]}


def with_context(bench):
    return {"-C 3 of a rare word": ["-C", "3", rare_word(bench.small_archive)]}


def transcripts():
    """Those that boswell log answers: a page of them, not what was said in eight years."""
    return {"log -n 50 of a frequent contact": ["-n", "50", FREQUENT_CONTACT],
            "log -n 50 --until, frequent contact": ["-n", "50", "-U", "2020-01-01", FREQUENT_CONTACT],
            "log --around, frequent contact": ["--around", "2020-05-01", FREQUENT_CONTACT]}


def scans():
    """Those that read every message, because nothing is found before."""
    return {"--substring, no hit": ["--substring", MISSING], "a regular expression, no hit": [f"/{MISSING}/"]}


def search(bench, archive, arguments, command="search"):
    """The command line."""
    return [bench.program("boswell"), command, "--archive", archive, *arguments]
