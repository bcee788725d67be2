# SPDX-License-Identifier: GPL-3.0-or-later
"""Records that are put into an archive for a test."""

import os
import subprocess


def environment(home):
    return os.environ | {"XDG_STATE_HOME": str(home / "state"), "HOME": str(home)}


def imports(programs, archive, path, home):
    subprocess.run([programs / "boswell", "--archive", archive, "import", path], check=True, capture_output=True,
                   env=environment(home))
