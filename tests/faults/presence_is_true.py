#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever happens to agent, server and link, nobody is said to be online, offline, to come or to leave who is not or does not.

What people did is kept beside, and compared with the archive after each blow.
"""

import time

from stage.play import FRIENDS, PASSWORDS, play
from stage.proxy import Proxy
from stage.truth import LATENCY, Truth

JULIET = "juliet@good.test"
ROMEO, NURSE, PARIS, TYBALT = (f"{name}@good.test" for name in ("romeo", "nurse", "paris", "tybalt"))
ACCOUNTS = PASSWORDS | {"paris": "Thursday!", "tybalt": "Peace!"}


class Cast:
    """Who is there; what they do is true."""

    def __init__(self, stage, truth):
        self._stage = stage
        self._truth = truth
        self._people = {}

    def comes(self, jid, resource="phone"):
        self._truth.comes(jid)
        self._people[jid, resource] = self._stage.enters(jid.split("@")[0], resource)

    def acts(self, jid, act, resource="phone"):
        self._truth.comes(jid)
        act(self._people[jid, resource])

    def leaves(self, jid, resource="phone"):
        self._people.pop((jid, resource)).leaves()
        self._truth.leaves(jid, stays_elsewhere=any(other == jid for other, _ in self._people))

    def all_vanish(self):
        for jid, _ in self._people:
            self._truth.leaves(jid)
        self._people.clear()


def scene(stage):
    truth = Truth(ROMEO, NURSE, PARIS, TYBALT)
    cast = Cast(stage, truth)
    proxy = Proxy(stage.server.port)
    agent = stage.agent("juliet", port=proxy.port)

    def is_true(**states):
        time.sleep(LATENCY)  # the archive may be silent about it, not wrong
        for name, state in states.items():
            truth.is_claimed(agent.archive, f"{name}@good.test", state)
        truth.holds_in(agent.archive)

    # Who is there before the agent comes did not come then.
    cast.comes(ROMEO)
    time.sleep(LATENCY)
    agent.arrives()
    is_true(romeo="available", tybalt="unknown")

    cast.comes(NURSE)
    cast.acts(NURSE, lambda nurse: nurse.comes_online(priority=-1))
    is_true(nurse="available")
    cast.acts(ROMEO, lambda romeo: romeo.sends(
        '<presence><show>dnd</show><delay xmlns="urn:xmpp:delay" stamp="2019-01-01T00:00:00Z"/></presence>'))
    is_true()
    cast.acts(ROMEO, lambda romeo: romeo.comes_back())

    # Killed, while one comes and one leaves.
    agent.dies()
    cast.leaves(NURSE)
    cast.comes(PARIS)
    agent.arrives()
    is_true(romeo="available", paris="available")

    # Restarted in good order.
    agent.leaves()
    cast.leaves(PARIS)
    cast.comes(NURSE)
    agent.arrives()
    is_true(nurse="available")

    # Cut, and resumed.
    agent.freezes()
    proxy.cut()
    cast.leaves(NURSE)
    cast.comes(PARIS)
    time.sleep(LATENCY)
    agent.thaws()
    is_true(nurse="offline", paris="available", romeo="available")

    # The server goes down, and people are gone with it.
    stage.server.stop()
    cast.all_vanish()
    time.sleep(LATENCY)
    stage.server.start()
    agent.is_online()
    cast.comes(NURSE)
    is_true(nurse="available")

    # A second resource leaves, and a stranger shows himself to the agent alone; then not any more, but is still there.
    cast.comes(ROMEO)
    cast.comes(ROMEO, "desk")
    cast.leaves(ROMEO, "phone")
    cast.comes(TYBALT)
    cast.acts(TYBALT, lambda tybalt: tybalt.comes_online(to="juliet@good.test/boswell"))
    is_true(romeo="available")
    cast.acts(TYBALT, lambda tybalt: tybalt.sends(
        '<presence to="juliet@good.test/boswell" type="unavailable"/>'))
    is_true()

    # A friend hides from juliet, and is still there.
    cast.acts(NURSE, lambda nurse: nurse.sends(f'<presence to="{JULIET}" type="unsubscribed"/>'))
    is_true(nurse="unknown")
    cast.leaves(NURSE)
    cast.comes(PARIS)
    is_true(nurse="unknown", paris="available")

    agent.leaves()
    truth.is_claimed(agent.archive, PARIS, "unknown")
    truth.holds_in(agent.archive)
    agent.archive.is_sound()
    proxy.close()


play(scene, accounts=ACCOUNTS, friends=[*FRIENDS, ("juliet", "paris")])
