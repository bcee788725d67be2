#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""After a power cut at any moment the archive is sound, and has every acknowledged message once.

What the agent does to its files is recorded, and for many moments rebuilt as a disk may have kept
it. With the syncs of the log left out, as with synchronous=NORMAL, the same check finds losses.
"""

import random
import shutil

from disk.power_cut import Disk
from disk.promises import Promises
from disk.records import read_records
from stage.archive import Archive
from stage.play import play
from stage.talker import Talker

SERVERS = "prosody"
LONG = "CUTS=400 RETURNS=12"
CUTS = 60
LYING_CUTS = 15
RETURNS = 2  # so many times the agent goes on after a cut


def scene(stage):
    log = stage.folder / "disk.log"
    agent = stage.agent("juliet")
    agent.runs_under(*stage.preloading("disk_recorder", RECORD_FOLDER=agent.folder, RECORD_LOG=log))
    said = record_lives(stage, agent)
    records = read_records(log)
    promises = Promises()
    for index, record in enumerate(records):
        promises.take(index, record)
    acknowledged = promises.acknowledged_before(len(records))
    assert len(acknowledged) > len(said) // 2, (len(acknowledged), len(said))

    images = Images(stage, records, promises)
    losses = images.check(CUTS, Disk(), random.Random(1816))
    assert not losses, losses
    lying = Disk(heeds_sync=lambda name: not name.endswith("-wal"))
    losses = images.check(LYING_CUTS, lying, random.Random(1816))
    assert len(losses) > LYING_CUTS // 2, f"without syncs only {len(losses)} of {LYING_CUTS} cuts lose"
    print(f"{len(records)} records, {len(acknowledged)} of {len(said)} acknowledged, {CUTS} cuts;"
          f" {len(losses)} of {LYING_CUTS} lose without syncs")
    for number in range(RETURNS):
        goes_on(stage, images, said, number)


def record_lives(stage, agent):
    """Lives that begin without an archive, end in order, are killed, and leave a log behind."""
    with Talker(stage.enters("romeo"), "juliet@good.test/boswell") as romeo:
        for end in (agent.leaves, agent.dies, agent.leaves, agent.dies):
            agent.arrives()
            romeo.says_more(150)
            end()
    return romeo.said


class Images:
    def __init__(self, stage, records, promises):
        self._folder = stage.folder / "image"
        self._programs = stage.programs
        self.records = records
        self._promises = promises
        self._interesting = [at + 1 for at, bodies in promises.kept if bodies]

    def moments(self, count, chance):
        """Half of them at once after an acknowledgement, where most is at stake."""
        return sorted(chance.choice(self._interesting) if number % 2 else
                      chance.randrange(len(self.records) + 1) for number in range(count))

    def check(self, count, disk, chance):
        """What is wrong after each of `count` cuts, for those where something is."""
        losses = []
        done = 0
        for moment in self.moments(count, chance):
            for record in self.records[done:moment]:
                disk.take(record)
            done = moment
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir()
            (self._folder / "boswell.toml").write_text('archive = "archive.db"\n')
            self.write(disk.cut(chance), self._folder)
            if loss := self._loss(moment):
                losses.append(f"cut at record {moment}: {loss}")
        return losses

    def write(self, image, folder):
        for name, content in image.items():
            (folder / name).write_bytes(content)

    def _loss(self, moment):
        promised = self._promises.acknowledged_before(moment)
        if not (self._folder / "archive.db").exists():
            return f"no archive, but {len(promised)} messages acknowledged" if promised else None
        archive = Archive(self._programs, self._folder / "boswell.toml")
        verified = archive.run("verify")
        if verified.returncode != 0:
            return verified.stdout + verified.stderr
        bodies = archive.bodies()
        missing = set(promised) - set(bodies)
        doubled = len(bodies) - len(set(bodies))
        return f"{len(missing)} missing, {doubled} doubled" if missing or doubled else None


def goes_on(stage, images, said, number):
    """An agent that starts on what a cut left fetches the rest: all of it is there, once."""
    chance = random.Random(number)
    disk = Disk()
    moment = images.moments(2, chance)[1]
    for record in images.records[:moment]:
        disk.take(record)
    agent = stage.agent("juliet", name=f"return {number}")
    images.write(disk.cut(chance), agent.folder)
    agent.arrives()
    agent.archive.has_count(len(said))
    assert sorted(agent.archive.bodies()) == sorted(said)
    agent.leaves()
    agent.archive.is_sound()


play(scene)
