#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that issues OAuth 2.0 tokens is logged into with them; an expired one is renewed once, a bad one rests."""

from stage.component import Component
from stage.play import play

MECHANISMS = {"ejabberd": "X-OAUTH2", "prosody": "OAUTHBEARER"}
REFUSALS = {"ejabberd": "Invalid token", "prosody": "Unable to authorize you"}


class Command:
    """A program that prints a token, and counts how often it ran."""

    def __init__(self, folder):
        self._token = folder / "token"
        self._runs = folder / "runs"
        self.path = folder / "print-token"
        self.path.write_text(f"#!/bin/sh\necho >>{self._runs}\ncat {self._token}\n")
        self.path.chmod(0o700)

    def prints(self, token):
        self._token.write_text(token + "\n")

    def runs(self):
        return len(self._runs.read_text().splitlines()) if self._runs.exists() else 0


def scene(stage):
    command = Command(stage.folder)
    account = stage.account("juliet", oauth2={"token_command": [str(command.path)]})
    del account["password"]
    agent = stage.agent(account)
    server = stage.server

    command.prints(server.issues_token("juliet"))
    agent.arrives()
    assert agent.archive.account("juliet@good.test")["sasl"] == MECHANISMS[server.name]
    with Component(server) as romeo:
        romeo.sends(f"<message from='{romeo.jid}' to='juliet@good.test/boswell' type='chat'>"
                    "<body>a token of love</body></message>")
        agent.archive.has_message(body="a token of love")
    agent.leaves()

    before = command.runs()
    command.prints("not a token")
    agent.starts()
    agent.is_refused(REFUSALS[server.name], f"check that what {command.path} prints is a token")
    assert command.runs() == before + 2, command.runs() - before  # one more try, and no other
    assert "not a token" not in agent.log()

    command.prints(server.issues_token("juliet"))
    agent.reads_again()
    agent.is_online()
    agent.leaves()


play(scene, tokens=True)
