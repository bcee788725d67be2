#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A message sent before the agent came has the time at which it was sent, and who says so."""

from datetime import datetime, timezone

from stage.play import play


def scene(stage):
    romeo = stage.enters("romeo")
    before = datetime.now(timezone.utc).replace(microsecond=0)
    romeo.says("juliet@good.test", "art thou not Romeo, and a Montague?")
    sent = datetime.now(timezone.utc)

    # With a priority below 0 the server would keep it for juliet's own clients.
    agent = stage.agent("juliet", priority=0).arrives()
    message = agent.archive.has_message(body="art thou not Romeo, and a Montague?")
    assert "offline" in message["via"], message
    assert message["delayed_by"] == "good.test", message
    assert before <= datetime.fromisoformat(message["stamp"].replace("Z", "+00:00")) <= sent
    assert message["received_at"] > message["stamp"], message


play(scene)
