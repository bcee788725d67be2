#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that suddenly offers only a weaker way to log in than before gets no password."""

from stage.play import play
from stage.waiting import until

ACCOUNTS = {"juliet": "O Romeo, Romeo!"}
OLD_LOGIN = ("<stream:features><auth xmlns='http://jabber.org/features/iq-auth'/></stream:features>")


def scene(stage):
    agent = stage.agent("juliet").arrives()
    before = agent.archive.account("juliet@good.test")["sasl"]
    assert before.startswith("SCRAM-"), before
    agent.leaves()

    # The same name with a certificate that fits: whoever has it must still know the password.
    intruder = stage.opens("fake", accounts=ACCOUNTS, folder="intruder")
    refused(stage, intruder, "PLAIN")
    intruder.says_instead_of_mechanisms = OLD_LOGIN
    refused(stage, intruder, "nothing")

    # It is back where it was, by the mechanism that it had.
    agent = stage.agent("juliet").arrives()
    assert agent.archive.account("juliet@good.test")["sasl"] == before


def refused(stage, intruder, offered):
    connections = intruder.connections
    agent = stage.agent(stage.account("juliet", intruder, tls="direct")).starts()
    until(lambda: intruder.connections > connections, "the agent at the intruder's")
    until(lambda: f"it offers {offered}" in agent.archive.account("juliet@good.test").get("last_error", ""),
          "an error about the mechanisms")
    assert intruder.passwords == [] and b"<auth" not in intruder.heard, intruder.heard
    assert b"jabber:iq:auth" not in intruder.heard, intruder.heard
    agent.leaves()


play(scene, accounts=ACCOUNTS)
