# SPDX-License-Identifier: GPL-3.0-or-later
"""What searches cost in the large archive, as whole processes, beside a scan of text logs and LIKE."""

from . import questions
from .processes import cold_seconds, cpu_seconds
from .row import Goal, Row

TITLE = "Search in the large archive"
FOUND = (0, 1)  # the exit statuses of a search, and of ripgrep: something, nothing


def _like(bench, word):
    return cpu_seconds(["sqlite3", bench.large_archive,
                        f"SELECT id, stamp, body FROM message WHERE body LIKE '%{word}%' ORDER BY id DESC LIMIT 50"],
                       bench.rounds)


def _first_pages(bench):
    """Each within its bound, and each word far below a scan."""
    for name, arguments in questions.of_words(bench).items():
        own = cpu_seconds(questions.search(bench, bench.large_archive, arguments), bench.rounds, FOUND) * 1e3
        yield Row(f"{name}: first page", own, "ms CPU", goal=Goal(10))
        if '"' not in arguments[0] and "*" not in arguments[0]:
            scan = cpu_seconds(["rg", "--threads", "1", "-iF", arguments[0], bench.text_export],
                               bench.rounds, FOUND) * 1e3
            yield Row(f"{name} beside a scan of text", own, "ms CPU", "ripgrep", scan, Goal(0.1, "ratio"))


def _cold(bench):
    """With nothing of the archive in memory, by the clock: now the disk counts."""
    archive, word = bench.large_archive, questions.COMMON
    own = cold_seconds(questions.search(bench, archive, [word]), archive, bench.rounds) * 1e3
    yield Row("a common word: first page, cold", own, "ms", goal=Goal(40))
    yield Row("a common word beside a scan of text, cold", own, "ms", "ripgrep",
              cold_seconds(["rg", "-iF", word, bench.text_export], bench.text_export, bench.rounds) * 1e3,
              Goal(1 / 30, "ratio"))


def rows(bench):
    yield from _first_pages(bench)
    yield from _cold(bench)
    for name, arguments in questions.scans().items():
        own = cpu_seconds(questions.search(bench, bench.large_archive, arguments), bench.rounds, FOUND)
        yield Row(name, own * 1e3, "ms CPU", "LIKE", _like(bench, questions.MISSING) * 1e3, Goal(2, "ratio"))
    for name, arguments, bound in (("a common word by relevance", ["--sort", "relevance", questions.COMMON], 500),
                                   ("count of everything", ["--count"], 20)):
        yield Row(name, cpu_seconds(questions.search(bench, bench.large_archive, arguments), bench.rounds) * 1e3,
                  "ms CPU", goal=Goal(bound))
