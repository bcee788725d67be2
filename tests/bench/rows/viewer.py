# SPDX-License-Identifier: GPL-3.0-or-later
"""What each kind of page of `boswell serve` takes in the large archive, beside a constant page of the same size.

Alone, with an archive that is there already: `python3 -B -m rows.viewer BUILD ARCHIVE CONTACTS [TIMES] [KIND…]`, in tests/bench.
"""

import contextlib
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "browser"))
from served import Viewer  # noqa: E402
from viewer_questions import Questions, write_people  # noqa: E402
from visitor import Visitor, visits  # noqa: E402

from .presence import CONTACTS, ROWS_A_MESSAGE  # noqa: E402
from .row import Goal, Row  # noqa: E402

TITLE = "Viewer"
LARGEST = 60  # kB, with style and script
FEWEST_MESSAGES = 1_000_000  # below that fewer people are there, too


def percentile(values, percent):
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


@contextlib.contextmanager
def bare_page(build, size):
    """A visitor of a server that has one page of so many bytes."""
    with subprocess.Popen([build / "tests/bench/bare_page", str(size)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          text=True) as process:
        try:
            visitor = Visitor(int(process.stdout.readline()))
            yield visitor
            visitor.close()
        finally:
            process.stdin.close()


def milliseconds(pages, percent):
    return percentile([page.seconds for page in pages], percent) * 1e3


def measure(build, visitor, kind, question, goal, times, shared):
    """The rows of one kind of page."""
    pages = [visitor.ask(question()) for _ in range(times)]
    wrong = [page.head for page in pages if page.status >= 500]
    if wrong:
        raise AssertionError(f"{kind}: {wrong[0]}")
    sizes = [page.size for page in pages]
    with bare_page(build, percentile(sizes, 50)) as bare:
        plain = [bare.ask("/") for _ in range(times)]
    yield Row(f"{kind}: half within", milliseconds(pages, 50), "ms", "bare page", milliseconds(plain, 50))
    yield Row(f"{kind}: 99 % within", milliseconds(pages, 99), "ms", "bare page", milliseconds(plain, 99),
              Goal(goal, "difference") if goal else None)
    yield Row(f"{kind}: largest", (max(sizes) + shared) / 1e3, "kB", goal=Goal(LARGEST))


def measure_all(build, archive, contacts, times, only=()):
    with tempfile.TemporaryDirectory() as home:
        viewer = Viewer(build / "src/boswell", archive, pathlib.Path(home))
        try:
            visitor = visits(viewer)
            shared = sum(visitor.ask(path).size for path in ("/style.css", "/script.js"))
            for kind, (question, goal) in Questions(archive, contacts, 1).kinds().items():
                if not only or kind in only:
                    yield from measure(build, visitor, kind, question, goal, times, shared)
        finally:
            viewer.close()


def rows(bench):
    archive = bench.folder / "viewer.db"
    contacts = CONTACTS if bench.messages >= FEWEST_MESSAGES else CONTACTS // 10
    bench.runs("make_archive", archive, bench.messages)
    bench.runs("make_presence", archive, int(bench.messages * ROWS_A_MESSAGE), contacts)
    write_people(bench.folder / "people.jsonl", contacts)
    subprocess.run([bench.program("boswell"), "--archive", archive, "import", "--no-progress", bench.folder / "people.jsonl"],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield from measure_all(bench.build, archive, contacts, 500 if bench.counting else 20)
    archive.unlink()


if __name__ == "__main__":
    for row in measure_all(pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], int(sys.argv[3]),
                           int((sys.argv[4:] or ["500"])[0]), sys.argv[5:]):
        print(f"{row.name:42} {row.measured:9.2f} {row.unit:3} {'' if row.peer is None else f'{row.peer:6.2f}'} "
              f"{str(row.goal or ''):16} {'' if row.met is not False else 'MISSED'}", flush=True)
