# SPDX-License-Identifier: GPL-3.0-or-later
"""A repository of restic in another house, as README.md supposes it to be set up: served by rclone on loopback."""

import os
import subprocess

from stage import ports
from stage.processes import Process
from stage.waiting import until


class Repository:
    """Served while its `with` block lasts; `environment` is what somebody has set who uses it."""

    def __init__(self, folder):
        self._folder = folder / "repository"
        self._port = ports.free(1)[0]
        self.environment = {"RESTIC_REPOSITORY": f"rest:http://127.0.0.1:{self._port}/", "RESTIC_PASSWORD": "of the repository",
                            "RESTIC_CACHE_DIR": str(folder / "restic-cache")}
        self._server = None

    def __enter__(self):
        self._folder.mkdir()
        self._server = Process("rclone", ["rclone", "serve", "restic", "--addr", f"127.0.0.1:{self._port}", self._folder],
                               f"{self._folder}.log", env=os.environ | {"HOME": str(self._folder.parent)})
        until(lambda: ports.is_open(self._port), "rclone to serve")
        self._restic("init")
        return self

    def __exit__(self, *_):
        self._server.terminate()

    def brings_back(self, target):
        """The file that was backed up last, below the folder `target`."""
        self._restic("restore", "latest", "--target", target)
        return next(path for path in target.rglob("*") if path.is_file())

    def _restic(self, *words):
        subprocess.run(["restic", "--quiet", *words], env=os.environ | self.environment, check=True, capture_output=True,
                       timeout=60)
