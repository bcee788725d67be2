# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody with an empty home who types command lines."""

import os
import signal
import subprocess

from stage.processes import Process


class User:
    """Has the programs in the PATH, and trusts the servers of the stage as a system trusts the public ones.

    With --keep all that is typed and printed stays in home/typed.log.
    """

    def __init__(self, stage, installed=False, home="home", added=None):
        self.home = stage.folder / home
        self.here = self.home / "here"
        self.here.mkdir(parents=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "BOSWELL_"))}
        path = os.environ["PATH"] if installed else f"{stage.programs}:{os.environ['PATH']}"
        self._environment = kept | {"HOME": str(self.home), "PATH": path, "XDG_RUNTIME_DIR": str(self.home),
                                    "SSL_CERT_FILE": str(stage.authority.ca_file)} | (added or {})

    def tries(self, line, wanted=frozenset({0}), typed="", where=""):
        """Types the line; fails unless it ends with one of the wanted statuses. What has been printed."""
        done = subprocess.run(["sh", "-c", line], env=self._environment, cwd=self.here, input=typed, text=True,
                              capture_output=True, timeout=60, check=False)
        with (self.home / "typed.log").open("a") as log:
            log.write(f"$ {line}\n{done.stdout}{done.stderr}")
        assert done.returncode in wanted, f"{where or line}\n{line}: status {done.returncode}\n{done.stdout}{done.stderr}"
        return done

    def starts(self, line, **environment):
        return Process("boswelld", ["sh", "-c", f"exec {line}"], self.home / "boswelld.log",
                       env=self._environment | environment, cwd=self.here)

    def ends(self, process):
        """Presses Ctrl-C."""
        process.signal(signal.SIGINT)
        assert process.wait(5) == 0, process.output()

    def sql(self, archive, script):
        """What the script prints."""
        done = subprocess.run(["sqlite3", "-readonly", "-bail", archive], input=script, text=True, capture_output=True,
                              timeout=60, check=False)
        assert done.returncode == 0 and done.stderr == "", f"{script}\n{done.stderr}"
        return done.stdout.strip()
