#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The viewer is asked as fast as it answers while 100 messages a second come in: these are stored as soon as ever."""

import itertools
import pathlib
import sys
import time

from stage.pace import Speaker, Watcher
from stage.play import play

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "browser"))
from served import Viewer  # noqa: E402
from visitor import visits  # noqa: E402

LONG = "SECONDS=60"
RATE = 100  # messages a second
SECONDS = 8
PATIENCE = 1  # second, of 99 in 100
WITH = "account=juliet@good.test&with=romeo@good.test"
PATHS = ("/", f"/conversation?{WITH}", "/search?list=1&q=live", "/people", f"/days?{WITH}", "/presence", "/status")


def scene(stage):
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet").arrives()
    speaker = Speaker(romeo, "juliet@good.test/boswell", RATE)
    viewer = Viewer(stage.programs / "boswell", agent.folder / "archive.db", agent.folder)
    try:
        visitor = visits(viewer)
        with Watcher(agent.folder / "archive.db") as watcher:
            speaker.start()
            begun, pages = time.monotonic(), 0
            for path in itertools.cycle(PATHS):
                if time.monotonic() > begun + SECONDS:
                    break
                page = visitor.ask(path)
                # The conversation is there with its first message.
                assert page.status == 200 or page.status == 404 and "with=" in path, (path, page)
                pages += 1
            speaker.over.set()
            speaker.join(60)
            agent.archive.has_count(len(speaker.said))
            time.sleep(0.2)  # so that the watcher sees it, too
    finally:
        status = viewer.close()
    assert status == 0, status

    waits = watcher.waits(speaker)
    late = waits[len(waits) * 99 // 100]
    print(f"{pages / SECONDS:.0f} pages a second, {len(speaker.said) / SECONDS:.0f} messages; stored after "
          f"{waits[len(waits) // 2]:.3f} s, 99 % within {late:.3f} s, all within {waits[-1]:.3f} s")
    assert pages > SECONDS, "the viewer hardly answered"
    assert late < PATIENCE, waits[-10:]
    agent.leaves()
    agent.archive.is_sound()


play(scene, archive=False)
