#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""While the server's archive was told to keep nothing, the time in which nobody was connected is a gap; `status`, the probe
and the log say what it keeps."""

import subprocess

from stage.play import play
from stage.waiting import until

ME = "juliet@good.test"
PREFS = "<prefs xmlns='urn:xmpp:mam:2' default='{}'><always/><never>{}</never></prefs>"


def scene(stage):
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet", priority=0).arrives()
    keeps(agent, default="always")
    agent.leaves()
    phone = stage.enters("juliet", "phone", available=False)

    def tells_server(default, never=""):
        phone.ask("set", PREFS.format(default, never))

    tells_server("never")
    agent.arrives()
    keeps(agent, default="never")
    assert "keeps nothing" in agent.archive.run("status").stdout
    assert "the server's archive keeps nothing" in agent.log(), agent.log()
    probe = subprocess.run([stage.programs / "boswelld", "--config", agent.configuration, "--probe", ME],
                           capture_output=True, text=True, timeout=60, check=True)
    assert "the server's archive keeps nothing" in probe.stdout, probe.stdout

    romeo.says(ME, "This is live")
    agent.archive.has_message(body="This is live")
    agent.leaves()
    left = agent.archive.account(ME)["last_proof"]
    romeo.says(ME, "This is lost")
    phone.comes_online().hears("This is lost")  # the server had stored it for whoever comes first
    agent.arrives()
    fetched(agent)
    # A session that was short does not divide the two absences.
    gap, = [one for one in left_out(agent) if one["since"] <= left < one.get("until", "")]
    assert "nobody was connected" in gap["reason"] and "keeps nothing" in gap["reason"], gap

    # What is left out of somebody alone is said, too; and nothing more is lost once all is kept again.
    tells_server("always", "<jid>romeo@good.test</jid>")
    agent.leaves()
    agent.arrives()
    keeps(agent, default="always", never=["romeo@good.test"])
    assert any("nothing that is said with romeo@good.test" in one["reason"] for one in left_out(agent)), left_out(agent)
    tells_server("always")
    agent.leaves()
    agent.arrives()
    keeps(agent, default="always", never=None)
    before = left_out(agent)
    agent.leaves()
    romeo.says(ME, "This is kept")
    agent.arrives()
    agent.archive.has_message(body="This is kept")
    assert left_out(agent) == before, (left_out(agent), before)
    agent.leaves()
    agent.archive.is_sound()


def keeps(agent, **wanted):
    """Waits until `status` says so of the server's archive; the status."""
    def found():
        account = agent.archive.account(ME)
        said = account.get("keeps", {})
        return account if all(said.get(name) == value for name, value in wanted.items()) else None

    return until(found, lambda: f"{wanted}; there is {agent.archive.account(ME)}")


def fetched(agent):
    """Waits until the archive is fetched up to now."""
    until(lambda: not [gap for gap in agent.archive.gaps() if "not fetched" in gap["reason"]],
          lambda: f"all to be fetched; there is {agent.archive.gaps()}")


def left_out(agent):
    return [gap for gap in agent.archive.gaps() if "archive keeps" in gap["reason"]]


play(scene)
