#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a play mounts is seen by that play only, on any system that lets it mount."""

import os
import pathlib
import subprocess
import tempfile
import traceback
import unittest

from stage.mounts import Missing, private_mounts, system_call

NOBODY = 65534
MAY_MOUNT = subprocess.run(["unshare", "--mount", "--propagation", "unchanged", "true"], capture_output=True,
                           check=False).returncode == 0


def in_a_process_of_its_own(scene):
    """True if scene() does not fail there."""
    child = os.fork()
    if child == 0:
        try:
            scene()
            os._exit(0)
        except BaseException:  # also the end of the test runner's copy
            traceback.print_exc()
        os._exit(1)
    return os.waitpid(child, 0)[1] == 0


def mount_disk(folder):
    # Not mount(8): where only a folder is the root there is no such program.
    system_call("mount", b"boswell", os.fsencode(folder), b"tmpfs", 0, None)


class PrivateMounts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def shared(self):
        """A file system that tells each copy of it what is mounted there, as under systemd; with a folder that can be a root."""
        private_mounts()
        mount_disk(self.folder)
        subprocess.run(["mount", "--make-shared", self.folder], check=True)
        for name in ("disk", "tmp"):
            (self.folder / "jail" / name).mkdir(parents=True)
        return self.folder / "jail"

    @unittest.skipUnless(MAY_MOUNT, "needs root")
    def test_what_is_mounted_is_not_seen_outside(self):
        def scene():
            jail = self.shared()

            def play():
                private_mounts()
                mount_disk(jail / "disk")
                assert os.path.ismount(jail / "disk")
            assert in_a_process_of_its_own(play)
            assert not os.path.ismount(jail / "disk")
        self.assertTrue(in_a_process_of_its_own(scene))

    @unittest.skipUnless(MAY_MOUNT, "needs root")
    def test_nor_from_a_chroot_that_is_no_mount_point(self):
        def scene():
            jail = self.shared()

            def play():
                os.chroot(jail)
                os.chdir("/tmp")
                private_mounts()
                mount_disk("/disk")
                assert os.path.ismount("/disk")
                assert sorted(os.listdir("/")) == ["disk", "tmp"], "it is still in the chroot"
                assert os.getcwd() == "/tmp" and os.listdir(".") == []
            assert in_a_process_of_its_own(play)
            assert not os.path.ismount(jail / "disk")
        self.assertTrue(in_a_process_of_its_own(scene))

    def test_who_may_not_mount_is_told_so(self):
        def scene():
            if os.geteuid() == 0:
                os.setuid(NOBODY)
            try:
                private_mounts()
            except Missing as error:
                assert "run this as root" in str(error)
            else:
                raise AssertionError("it could")
        self.assertTrue(in_a_process_of_its_own(scene))


if __name__ == "__main__":
    unittest.main()
