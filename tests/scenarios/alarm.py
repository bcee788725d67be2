#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The alarm tells of a refused login at once, of a server that is gone and of one that was told to keep nothing when that
lasts, each once, and when it is over; a new process tells again what lasts."""

import time

from stage.play import play

JULIET, ROMEO = "juliet@good.test", "romeo@good.test"
PREFS = "<prefs xmlns='urn:xmpp:mam:2' default='{}'><always/><never/></prefs>"


def scene(stage):
    juliet, romeo = stage.account("juliet"), stage.account("romeo")
    agent = stage.agent(juliet, romeo | {"password": "Montague?"}).rings(after="4 s").starts()
    heard = [f"failed login {ROMEO}"]
    agent.has_rung(*heard)
    reason = agent.alarms()[0]["reason"]
    assert reason.startswith(f"not archived: the server refuses the login of {ROMEO}: "), reason
    assert "Montague" not in reason, reason
    agent.is_online(JULIET)
    agent.learns(juliet, romeo)
    heard += [f"well login {ROMEO}"]
    agent.has_rung(*heard)

    stage.server.stop()
    time.sleep(2)
    agent.has_rung(*heard)
    heard += [f"failed offline {JULIET}", f"failed offline {ROMEO}"]
    agent.has_rung(*heard)
    time.sleep(10)  # it has tried again meanwhile
    agent.has_rung(*heard, seconds=0)
    agent.leaves()
    agent.starts()
    heard += [f"failed offline {JULIET}", f"failed offline {ROMEO}"]
    agent.has_rung(*heard)
    stage.server.start()
    heard += [f"well offline {JULIET}", f"well offline {ROMEO}"]
    agent.has_rung(*heard)

    phone = stage.enters("juliet", "phone", available=False)
    phone.ask("set", PREFS.format("never"))
    agent.learns(juliet | {"show": "away"}, romeo)  # it logs in again, and asks what the server keeps
    heard += [f"failed server-archive {JULIET}"]
    agent.has_rung(*heard)
    phone.ask("set", PREFS.format("always"))
    agent.learns(juliet, romeo)
    heard += [f"well server-archive {JULIET}"]
    agent.has_rung(*heard)
    assert all(one["kind"] == "alarm" and one["since"].endswith("Z") for one in agent.alarms())
    agent.leaves()


play(scene)
