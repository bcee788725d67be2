#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What waited for a stream to be resumed (XEP-0198) has the time when it was said, also if it comes as a carbon copy."""

import time
from datetime import datetime, timedelta, timezone

from stage.play import play

AWAY = 6  # seconds; clocks that differ by less than 5 agree


def scene(stage):
    juliet = stage.enters("juliet").enables_carbons()
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet").arrives()
    romeo.sees("juliet@good.test/boswell", kind="xa")
    agent.dies()
    said_at = datetime.now(timezone.utc)
    romeo.says("juliet@good.test", "But soft!")
    juliet.says("romeo@good.test", "Ay me!")
    juliet.hears("But soft!")
    time.sleep(AWAY)
    agent.arrives()
    for body in ("But soft!", "Ay me!"):
        message = agent.archive.has_message(body=body)
        late = datetime.fromisoformat(message["stamp"].replace("Z", "+00:00")) - said_at
        assert abs(late) < timedelta(seconds=2), (message, late)
        assert "carbon" in {copy["via"] for copy in agent.archive.copies(message)}, message


play(scene)
