# SPDX-License-Identifier: GPL-3.0-or-later
"""What the agent costs while people write, beside other clients that log, with a real Prosody between them."""

from end_to_end import agent_cost, logger_cost, many_accounts, start_up
from stage.play import Stage

from .clients import mcabber_cost, profanity_cost
from .row import Goal, Row

TITLE = "Live"
COMMIT = 1000  # messages, by the logger that does not commit each


def _peers(stage, romeo, count, few):
    """(name, microseconds of CPU a message, the goal). Profanity is so slow that it gets few."""
    for name, cost, messages, bound in (
            ("slixmpp + FTS5, commit each", lambda *run: logger_cost(*run)[0], count, 1 / 4),
            (f"slixmpp + FTS5, commit of {COMMIT}", lambda *run: logger_cost(*run, batch=COMMIT)[0], count, 0.8),
            ("mcabber", mcabber_cost, count, 1),
            ("profanity", profanity_cost, few, 1 / 200)):
        yield name, cost(stage, romeo, messages) / messages * 1e6, Goal(bound, "ratio")


def _crowd(stage, count):
    one, many, seconds = many_accounts(stage, count)
    yield Row(f"memory of an idle account, of {count}", (many - one) / (count - 1) * 1024, "KiB", goal=Goal(100))
    yield Row(f"{count} accounts online after", seconds, "s", goal=Goal(5))


def rows(bench):
    count = 10_000 if bench.counting else COMMIT
    with Stage(bench.build / "src", folder=bench.folder / "live") as stage:
        stage.opens("prosody")
        romeo = stage.enters("romeo")
        cpu, wall, memory = agent_cost(stage, romeo, count)
        for name, peer, goal in _peers(stage, romeo, count, few=2000 if bench.counting else 100):
            yield Row(f"a message beside {name}", cpu / count * 1e6, "us CPU", name, peer, goal)
        yield Row("rate of the server and the sender", count / wall, "messages a second")
        yield Row(f"memory after {count:,} messages", memory, "MiB")
        yield Row("start until online", start_up(stage, bench.rounds) * 1e3, "ms")
        yield from _crowd(stage, 100 if bench.counting else 5)
