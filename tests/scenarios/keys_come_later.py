#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys (XEP-0384) that are published after the device was announced are fetched all the same: while the agent runs, and
also if it was killed before they came."""

from base64 import b64encode

from stage.play import play

ROMEO = "romeo@good.test"
OMEMO = "eu.siacs.conversations.axolotl"
FIRST, SECOND = (bytes([number]) * 32 for number in (1, 2))


def scene(stage):
    agent = stage.agent("juliet").arrives()
    romeo = stage.enters("romeo")
    romeo.sees("juliet@good.test/boswell", "xa")
    announces(romeo, agent.archive, 1)
    has_keys(romeo, 1, FIRST)
    is_known(agent.archive, FIRST)

    announces(romeo, agent.archive, 1, 2)
    agent.dies()
    has_keys(romeo, 2, SECOND)
    agent.arrives()
    is_known(agent.archive, SECOND)
    agent.leaves()
    agent.archive.is_sound()


def announces(person, archive, *devices):
    listed = "".join(f'<device id="{device}"/>' for device in devices)
    person.publishes(f"{OMEMO}.devicelist", f'<list xmlns="{OMEMO}">{listed}</list>')
    archive.has_published(ROMEO, devices=list(devices))


def has_keys(person, device, key):
    person.publishes(f"{OMEMO}.bundles:{device}",
                     f'<bundle xmlns="{OMEMO}"><identityKey>{b64encode(bytes([5]) + key).decode()}</identityKey></bundle>')


def is_known(archive, key):
    def keys(archive):
        return [record["fingerprint"] for record in archive.records("keys", "--", ROMEO)]

    archive.eventually(lambda archive: key.hex() in keys(archive), lambda: f"{key.hex()} among {keys(archive)}")


play(scene)
