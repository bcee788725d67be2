#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tools/bootstrap, on a Debian in a folder. Its dpkg-query is the real one, its apt-get is not."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parents[2] / "tools"
PACKAGES = """\
# group, name, what for
build  compiler   compiles
server jabberd    a server
server names      which the server asks
clients window    opens one
"""
COMMANDS = {
    "id": "echo 0",
    # What is in pool/<package> becomes part of the system.
    "apt-get": """
        echo "$*" >>"$DPKG_ROOT/apt.log"
        echo "a thousand lines"
        [[ " $* " == *" install "* ]] || exit 0
        cp "$DPKG_ROOT/usr/sbin/policy-rc.d" "$DPKG_ROOT/policy-then"
        all="$*"
        for package in ${all##*-recommends} $COMES_ALONG; do
            cp -a "$DPKG_ROOT/pool/$package/." "$DPKG_ROOT"
        done
        cat "$DPKG_ROOT"/status.d/* >"$DPKG_ROOT/var/lib/dpkg/status"
        exit $APT_STATUS""",
}


class System:
    def __init__(self, folder):
        self.root, self.tools, self.bin = folder / "root", folder / "tools", folder / "bin"
        for path in (self.root / "var/lib/dpkg/info", self.root / "usr/sbin", self.root / "etc/systemd",
                     self.root / "status.d", self.tools, self.bin):
            path.mkdir(parents=True)
        (self.root / "var/lib/dpkg/status").touch()
        (self.tools / "packages").write_text(PACKAGES)
        shutil.copy(TOOLS / "bootstrap", self.tools)
        for name, body in COMMANDS.items():
            (self.bin / name).write_text(f"#!/bin/bash\nset -e\n{body}\n")
            (self.bin / name).chmod(0o755)

    def offers(self, name, status="install ok installed", where=None):
        """A package in the pool."""
        where = where or self.root / "pool" / name
        write(where / f"var/lib/dpkg/info/{name}.list", "/.\n")
        write(where / f"status.d/{name}", f"Package: {name}\nStatus: {status}\nPriority: optional\n"
              f"Maintainer: nobody\nArchitecture: all\nVersion: 1\nDescription: none\n\n")

    def has(self, name, **details):
        """A package that is there before."""
        self.offers(name, where=self.root, **details)
        (self.root / "var/lib/dpkg/status").write_text(
            "".join(path.read_text() for path in sorted((self.root / "status.d").iterdir())))

    def bootstrap(self, *groups, along="", apt_status=0):
        environment = {"PATH": f"{self.bin}:{os.environ['PATH']}", "DPKG_ROOT": str(self.root),
                       "COMES_ALONG": along, "APT_STATUS": str(apt_status)}
        return subprocess.run([self.tools / "bootstrap", *groups], env=environment, capture_output=True, text=True,
                              check=False)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


class Bootstrap(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.system = System(pathlib.Path(folder.name))
        for name in ("compiler", "jabberd", "names", "window"):
            self.system.offers(name)
    def apt(self):
        log = self.system.root / "apt.log"
        return log.read_text() if log.exists() else ""

    def test_it_installs_what_is_missing_of_the_groups_and_says_so_in_one_line(self):
        self.system.has("names")
        done = self.system.bootstrap("build", "server")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(done.stdout, "bootstrap: installing 2 packages and what they need: compiler jabberd\n")
        self.assertIn("--no-install-recommends compiler jabberd\n", self.apt())

    def test_without_groups_it_installs_all_but_the_clients(self):
        self.assertIn(": compiler jabberd names\n", self.system.bootstrap().stdout)

    def test_it_is_silent_when_nothing_is_missing(self):
        self.system.has("compiler")
        done = self.system.bootstrap("build")
        self.assertEqual((done.returncode, done.stdout, done.stderr, self.apt()), (0, "", "", ""))

    def test_it_refuses_a_group_that_does_not_exist(self):
        done = self.system.bootstrap("biuld")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, "bootstrap: no group 'biuld'; there are: build server clients\n")

    def test_it_shows_the_words_of_apt_when_apt_fails(self):
        done = self.system.bootstrap("build", apt_status=100)
        self.assertEqual(done.returncode, 1)
        self.assertIn("a thousand lines\n", done.stderr)

    def test_it_fails_if_a_package_is_still_missing(self):
        self.system.offers("compiler", status="install ok half-configured")
        done = self.system.bootstrap("build")
        self.assertEqual((done.returncode, done.stderr), (1, "bootstrap: still missing: compiler\n"))

    def test_no_service_is_started_by_the_installation(self):
        self.system.bootstrap("server")
        self.assertIn("exit 101", (self.system.root / "policy-then").read_text())
        self.assertFalse((self.system.root / "usr/sbin/policy-rc.d").exists())

    def test_a_policy_of_the_user_stays(self):
        write(self.system.root / "usr/sbin/policy-rc.d", "theirs")
        self.system.bootstrap("server")
        self.assertEqual((self.system.root / "usr/sbin/policy-rc.d").read_text(), "theirs")


if __name__ == "__main__":
    unittest.main()
