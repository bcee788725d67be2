# SPDX-License-Identifier: GPL-3.0-or-later
"""The agent as a unit of systemd runs it, where no systemd runs: without its sandbox."""

import pathlib
import re
import subprocess


class Unit:
    def __init__(self, path):
        self._text = pathlib.Path(path).read_text()
        self.user = self.setting("User")
        self.state = pathlib.Path("/var/lib") / self.setting("StateDirectory")

    def setting(self, name):
        return re.search(rf"^{name}=(.*)$", self._text, re.M)[1]

    def makes_state_folder(self):
        subprocess.run(["install", "-d", "-m", self.setting("StateDirectoryMode"), "-o", self.user, "-g", self.user,
                        self.state], check=True)

    def command(self):
        """The words of ExecStart=, run by the user and with the home that systemd would give it."""
        return ["setpriv", f"--reuid={self.user}", f"--regid={self.user}", "--init-groups", "--",
                "env", f"HOME={self.state}", *self.setting("ExecStart").split()]
