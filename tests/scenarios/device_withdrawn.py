#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Without omemo in the configuration the archive's device (XEP-0384) leaves the account's list, and no other one does; with it
the same device comes back. boswelld --probe says where it stands."""

import subprocess

from stage.omemo import Encrypting
from stage.play import play
from stage.waiting import until

JULIET = "juliet@good.test"


def scene(stage):
    phone = Encrypting(stage.enters("juliet"))
    agent = stage.agent("juliet", omemo=True)

    def probed():
        done = subprocess.run([stage.programs / "boswelld", "--config", agent.configuration, "--probe", JULIET],
                              capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done
        return next(line for line in done.stdout.splitlines() if line.startswith("omemo "))

    def lists(*devices):
        until(lambda: sorted(phone.devices_of(JULIET)) == sorted(devices),
              lambda: f"the devices {devices}; there are {phone.devices_of(JULIET)}")

    assert "can be used" in probed() and "is no device" in probed(), probed()
    agent.arrives()
    own = agent.archive.eventually(lambda archive: archive.records("keys"), "keys")[0]["device"]
    lists(phone.device, own)
    assert f"device {own}, which is on the account's list" in probed(), probed()
    agent.leaves()

    agent.will_know(stage.account("juliet"))
    agent.arrives()
    lists(phone.device)
    assert f"device {own}, which is not on the account's list" in probed(), probed()
    [kept] = [record for record in agent.archive.records("keys") if record["kind"] == "own-key"]
    assert kept["device"] == own, kept
    agent.leaves()

    agent.will_know(stage.account("juliet", omemo=True))
    agent.arrives()
    lists(phone.device, own)
    agent.leaves()
    agent.archive.is_sound()


play(scene)
