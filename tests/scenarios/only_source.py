#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""While the priority is negative and the server's archive keeps nothing, what is sent to the bare JID may be missing also
while boswelld is connected; until a server that sends carbons of it has shown that."""

import time

from stage.play import play
from stage.waiting import until

ME = "juliet@good.test"


def scene(stage):
    romeo = stage.enters("romeo")
    phone = stage.enters("juliet", "phone", available=False)
    phone.ask("set", "<prefs xmlns='urn:xmpp:mam:2' default='never'><always/><never/></prefs>")
    agent = stage.agent("juliet").arrives()
    online = time.monotonic()
    gap, = until(lambda: lacking(agent), lambda: f"the gap; there is {agent.archive.gaps()}")
    assert "until" not in gap and "keeps nothing" in gap["reason"], gap
    assert agent.archive.account(ME)["keeps"].get("only_source"), agent.archive.account(ME)

    # The session counts a message as shown only when the server has had time to name other resources.
    until(lambda: time.monotonic() - online > 11, "ten seconds to be over")
    romeo.says(ME, "Are you there?")
    romeo.says(f"{ME}/boswell", "This comes in any case")
    agent.archive.has_message(body="This comes in any case")
    if stage.server.name == "prosody":
        agent.archive.has_message(body="Are you there?")
        until(lambda: not lacking(agent), lambda: f"no gap; there is {agent.archive.gaps()}")
    else:
        assert agent.archive.bodies() == ["This comes in any case"], agent.archive.bodies()
        assert lacking(agent), agent.archive.gaps()
    agent.leaves()
    agent.archive.is_sound()


def lacking(agent):
    return [gap for gap in agent.archive.gaps() if "nothing else is known to bring" in gap["reason"]]


play(scene)
