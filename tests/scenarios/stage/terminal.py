# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients for people that need a terminal, each in a tmux of its own."""

import os
import shutil
import subprocess

from .waiting import NotSeen, until


class Terminal:
    """One program in a terminal of its own."""

    def __init__(self, name, socket):
        self._name = name
        self._socket = str(socket)

    def _tmux(self, *arguments):
        # -S: a server of our own, which ends with its only session.
        done = subprocess.run(["tmux", "-S", self._socket, "-f", "/dev/null", *arguments],
                              capture_output=True, text=True, timeout=20, check=False)
        return done.stdout

    def _start(self, environment, *command):
        pairs = [f"{key}={value}" for key, value in environment.items()]
        self._tmux("new-session", "-d", "-x", "100", "-y", "30", "env", *pairs, *map(str, command))

    def _leave(self, command):
        """Types the command that ends the program, and waits for that."""
        self.types(command)
        try:
            until(lambda: not self._tmux("list-sessions"), f"{self._name} to quit")
        finally:
            self._end()

    def _end(self):
        # Ends only the tmux behind our own socket, if it is still there.
        self._tmux("kill-server")
        if os.path.exists(self._socket):
            os.remove(self._socket)

    @property
    def pid(self):
        """Of the program itself."""
        return int(self._tmux("list-panes", "-F", "#{pane_pid}"))

    def types(self, text):
        """Types the text and sends it; a line break in it is quoted."""
        for number, line in enumerate(text.split("\n")):
            if number > 0:
                self._tmux("send-keys", "C-v", "C-j")
            self._tmux("send-keys", "-l", "--", line)
        self._tmux("send-keys", "Enter")

    def screen(self):
        return self._tmux("capture-pane", "-p")

    def shows(self, text, seconds=60):
        """Waits until the text is on the screen."""
        until(lambda: text in self.screen(),
              lambda: f"{self._name} to show {text!r}; it shows:\n{self.screen()}", seconds)


class Profanity(Terminal):
    """Logged in as `name` while its `with` block lasts."""

    def __init__(self, stage, name):
        super().__init__("profanity", stage.folder / f"tmux-{name}")
        self.folder = stage.folder / f"profanity-{name}"
        self._jid = f"{name}@{stage.server.domain}"
        self._password = stage.server.setup.accounts[name]
        self._port = stage.server.port
        self._ca_file = stage.authority.ca_file

    def __enter__(self):
        profiles = self.folder / "share" / "profanity"
        profiles.mkdir(parents=True)
        (self.folder / "config" / "profanity").mkdir(parents=True)
        (profiles / "accounts").write_text(
            f"[{self._jid}]\nenabled=true\njid={self._jid}\nresource=profanity\n"
            f"password={self._password}\nserver=127.0.0.1\nport={self._port}\n"
            "tls.policy=force\n")
        # The authorities that profanity trusts are in a folder whose files are named after their contents.
        certificates = self.folder / "certificates"
        certificates.mkdir()
        shutil.copy(self._ca_file, certificates)
        subprocess.run(["openssl", "rehash", certificates], check=True, capture_output=True)
        (self.folder / "config" / "profanity" / "profrc").write_text(
            f"[connection]\ntls.certpath={certificates}\n")
        environment = {"XDG_CONFIG_HOME": self.folder / "config",
                       "XDG_DATA_HOME": self.folder / "share", "HOME": self.folder,
                       "LC_ALL": "C.UTF-8", "TERM": "screen"}
        self._start(environment, "profanity", "-a", self._jid)
        try:
            self.shows("logged in successfully")
        except NotSeen:
            self._end()
            raise
        return self

    def __exit__(self, *_):
        self._leave("/quit")


class Mcabber(Terminal):
    """Logged in as `name`, keeping text logs, while its `with` block lasts."""

    def __init__(self, stage, name):
        super().__init__("mcabber", stage.folder / f"tmux-mcabber-{name}")
        self.folder = stage.folder / f"mcabber-{name}"
        self.folder.mkdir()
        configuration = self.folder / "mcabberrc"
        configuration.write_text("".join(f"set {key} = {value}\n" for key, value in {
            "jid": f"{name}@{stage.server.domain}", "password": stage.server.setup.accounts[name],
            "server": "127.0.0.1", "port": stage.server.port, "resource": "mcabber", "tls": 1,
            "ssl_ignore_checks": 1, "logging": 1, "logging_dir": self.folder / "logs"}.items()))
        configuration.chmod(0o600)
        (self.folder / "logs").mkdir(mode=0o700)

    def __enter__(self):
        self._start({"HOME": self.folder, "LC_ALL": "C.UTF-8", "TERM": "screen"}, "mcabber", "-f",
                    self.folder / "mcabberrc")
        return self

    def __exit__(self, *_):
        self._leave("/quit")
