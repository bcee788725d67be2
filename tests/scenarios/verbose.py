#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""boswelld -v says what it runs with and each step of a login, -vv also a line for each stanza; neither says what is said."""

import re

from stage.play import play

HERE = "juliet@good.test/boswell"
WORDS = "Wherefore art thou?"
SAYS = f"<message to='{HERE}' type='chat' id='v-{{}}'><body>{WORDS}</body></message>"
STANZA = re.compile(r"juliet@good\.test: message type chat, from romeo@good\.test/\S+, id v-2, \d+ bytes: message\b")


def scene(stage):
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet")
    agent.starts(usual=("-v",)).is_online()
    romeo.sends(SAYS.format(1))
    agent.archive.has_count(1)
    agent.leaves()
    told = agent.log()
    at = -1
    for step in ("boswelld ", f"configuration {agent.configuration}", f"archive {agent.configuration.parent}", "to try",
                 "connecting to ", "the certificate is valid", "logging in by ", f"bound a resource as {HERE}"):
        assert told.find(step, at + 1) > at, (step, told)
        at = told.find(step, at + 1)
    assert " bytes: " not in told, told

    agent.starts(usual=("-vv",)).is_online()
    romeo.sends(SAYS.format(2))
    agent.archive.has_count(2)
    agent.leaves()
    assert len(STANZA.findall(agent.log())) == 1, agent.log()
    assert len(re.findall(r"id v-2,", agent.log())) == 1, agent.log()
    assert re.search(r": presence type \S+, from romeo@|: iq type result, ", agent.log()), agent.log()
    assert WORDS not in agent.log()
    assert stage.account("juliet")["password"] not in agent.log()


play(scene)
