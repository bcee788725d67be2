# SPDX-License-Identifier: GPL-3.0-or-later
"""What the clients with windows have in common."""

import sys

from .screen import Screen


class Client:
    """A program, logged in as `name` on the first server of the stage while its `with` block lasts.

    It is online when `friend` sees it. The talk goes to who was addressed last. Subclasses know the program.
    """

    resource = ""  # its name for itself
    paste = "ctrl+v"

    def __init__(self, stage, name, friend):
        server = stage.server
        self.jid = f"{name}@{server.domain}"
        self.password = server.setup.accounts[name]
        self.port = server.port
        self.certificate = server.certificate
        self.ca_file = stage.authority.ca_file
        self._friend = friend
        self.screen = Screen(stage.folder / f"{self.resource}-{name}")

    def __enter__(self):
        try:
            self.configures(self.screen.folder)
            self.starts()
            self._friend.sees(f"{self.jid}/{self.resource}", seconds=60)
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return self

    def __exit__(self, kind, *_):
        self.screen.close()
        if kind:
            print(f"--- {self.resource}", *self.screen.log().splitlines()[-40:], sep="\n", file=sys.stderr)

    def configures(self, home):
        """Writes the account, and whom to trust, as the program itself would."""
        raise NotImplementedError

    def starts(self):
        """Starts the program; returns once it can be called."""
        raise NotImplementedError

    def addresses(self, jid):
        """Opens the conversation; the keyboard is in it."""
        raise NotImplementedError

    @staticmethod
    def title(jid):
        """How the window of a conversation begins: with the name from the roster."""
        return f"^{jid.partition('@')[0].capitalize()}"

    def says(self, text):
        """Types a line of ASCII."""
        self.screen.writes(text)
        self.screen.presses("Return")

    def pastes(self, text):
        """Says what no keyboard has."""
        self.screen.copies(text)
        self.screen.presses(self.paste)
        self.screen.holds(text)
        self.screen.presses("Return")

    def corrects(self, text):
        """Replaces the last message (XEP-0308)."""
        self.screen.presses("ctrl+Up", "ctrl+a")
        self.says(text)
