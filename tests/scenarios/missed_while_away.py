#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was sent while the agent was away is fetched from the server's archive (XEP-0313), once."""

from stage.play import play


def scene(stage):
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet").arrives()
    romeo.says("juliet@good.test/boswell", "before")
    agent.archive.has_message(body="before")
    agent.leaves()

    romeo.says("juliet@good.test", "first", "second", "third")
    agent.arrives()
    for body in ("first", "second", "third"):
        missed = agent.archive.has_message(body=body)
        assert missed["via"] == ["archive"], missed
        assert missed["stanza_id_by"] == "juliet@good.test", missed
    agent.leaves()

    # Servers may stamp in whole seconds: "before" came in the second of the others.
    bodies = agent.archive.bodies()
    assert sorted(bodies) == ["before", "first", "second", "third"], bodies
    assert [body for body in bodies if body != "before"] == ["first", "second", "third"], bodies
    agent.archive.is_sound()


play(scene)
