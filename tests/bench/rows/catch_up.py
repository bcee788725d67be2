# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast the agent fetches a server's archive, beside a socket that throws it away, and slixmpp."""

from catch_up import fill, runs
from stage.play import Stage

from .row import Goal, Row

TITLE = "Catch-up"
PAGES = (50, 250)


def _page(bench, page, count):
    """(wall, CPU of its own, CPU of the server) in seconds, by name."""
    with Stage(bench.build / "src", folder=bench.folder / f"catch-up-{page}") as stage:
        fill(stage, page, count, "sql")
        return {name: run() for name, run in runs(stage, page, count)}


def rows(bench):
    count = 50_000 if bench.counting else 1000
    for page in PAGES if bench.counting else PAGES[:1]:
        costs = _page(bench, page, count)
        wall, cpu, _ = costs["boswelld"]
        goals = page == 50  # what servers give
        yield Row(f"pages of {page}: rate beside a raw socket", count / wall, "messages a second", "socket",
                  count / costs["socket"][0], Goal(0.8, "ratio", at_least=True) if goals else None)
        yield Row(f"pages of {page}: rate beside slixmpp", count / wall, "messages a second", "slixmpp + FTS5",
                  count / costs["slixmpp"][0], Goal(5, "ratio", at_least=True) if goals else None)
        yield Row(f"pages of {page}: a message", cpu / count * 1e6, "us CPU", "slixmpp + FTS5",
                  costs["slixmpp"][1] / count * 1e6, Goal(0.25, "ratio") if goals else None)
