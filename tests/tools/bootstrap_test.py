#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tools/bootstrap, with tools/disable_services, on a Debian in a folder. Its dpkg-query is the real one, its apt-get is not."""

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
    "update-rc.d": """
        [[ $2 == disable ]]
        for link in "$DPKG_ROOT"/etc/rc[2-5].d/S*"$1"; do mv "$link" "${link/\\/S//K}"; done""",
}


class System:
    def __init__(self, folder):
        self.root, self.tools, self.bin = folder / "root", folder / "tools", folder / "bin"
        for path in (self.root / "var/lib/dpkg/info", self.root / "usr/sbin", self.root / "etc/systemd",
                     self.root / "status.d", self.tools, self.bin):
            path.mkdir(parents=True)
        (self.root / "var/lib/dpkg/status").touch()
        (self.tools / "packages").write_text(PACKAGES)
        for name in ("bootstrap", "disable_services"):
            shutil.copy(TOOLS / name, self.tools)
        for name, body in COMMANDS.items():
            (self.bin / name).write_text(f"#!/bin/bash\nset -e\n{body}\n")
            (self.bin / name).chmod(0o755)

    def offers(self, name, units=(), scripts=(), priority="optional", status="install ok installed", where=None):
        """A package in the pool, each of its services enabled by its installation."""
        where = where or self.root / "pool" / name
        paths = ([f"/lib/systemd/system/{unit}" for unit in units] + [f"/etc/init.d/{script}" for script in scripts])
        write(where / f"var/lib/dpkg/info/{name}.list", "".join(f"{path}\n" for path in ["/.", *paths]))
        write(where / f"status.d/{name}", f"Package: {name}\nStatus: {status}\nPriority: {priority}\n"
              f"Maintainer: nobody\nArchitecture: all\nVersion: 1\nDescription: none\n\n")
        for path in paths:
            write(where / path[1:], "")
        for unit in units:
            link(where / f"etc/systemd/system/multi-user.target.wants/{unit}", f"/lib/systemd/system/{unit}")
        for script in scripts:
            link(where / f"etc/rc2.d/S01{script}", f"../init.d/{script}")

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

    def starts_at_boot(self):
        """The names of the services."""
        found = [*self.root.glob("etc/systemd/system/*.wants/*"), *self.root.glob("etc/rc2.d/S*")]
        return sorted(path.name.removeprefix("S01") for path in found)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def link(path, target):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


class OnASystem(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.system = System(pathlib.Path(folder.name))
        for name in ("compiler", "names", "window"):
            self.system.offers(name)
        self.system.offers("jabberd", units=["jabberd.service"], scripts=["jabberd"])


class Bootstrap(OnASystem):
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


class Services(OnASystem):
    def test_an_installed_service_does_not_start_at_the_next_boot(self):
        self.assertEqual(self.system.bootstrap("server").returncode, 0)
        self.assertEqual(self.system.starts_at_boot(), [])

    def test_nor_does_the_service_of_a_package_that_came_along(self):
        self.system.offers("portmapper", units=["portmapper.socket", "portmapper@.service"])
        link(self.system.root / "pool/portmapper/etc/systemd/system/getty.target.wants/portmapper@1.service",
             "/lib/systemd/system/portmapper@.service")
        self.system.bootstrap("server", along="portmapper")
        self.assertEqual(self.system.starts_at_boot(), [])

    def test_what_was_there_before_still_starts(self):
        self.system.has("jabberd", units=["jabberd.service"], scripts=["jabberd"])
        self.system.has("others", units=["others.service"])
        self.system.bootstrap("build", "server")
        self.assertEqual(self.system.starts_at_boot(), ["jabberd", "jabberd.service", "others.service"])

    def test_what_was_there_before_still_starts_if_it_is_upgraded(self):
        self.system.has("others", units=["others.service"])
        self.system.offers("others", units=["others.service"])
        self.system.bootstrap("server", along="others")
        self.assertEqual(self.system.starts_at_boot(), ["others.service"])

    def test_what_the_user_has_removed_is_left_alone(self):
        self.system.has("others", scripts=["others"], status="deinstall ok config-files\nConfig-Version: 1")
        self.system.bootstrap("server")
        self.assertEqual(self.system.starts_at_boot(), ["others"])

    def test_what_the_user_has_removed_and_is_installed_again_does_not_start(self):
        self.system.has("jabberd", status="deinstall ok config-files\nConfig-Version: 1")
        self.system.bootstrap("server")
        self.assertEqual(self.system.starts_at_boot(), [])

    def test_a_part_of_the_system_that_comes_along_starts(self):
        self.system.offers("dbus", units=["dbus.service"], priority="standard")
        self.system.bootstrap("server", along="dbus")
        self.assertEqual(self.system.starts_at_boot(), ["dbus.service"])

    def test_an_installation_that_fails_leaves_no_service_either(self):
        self.system.bootstrap("server", apt_status=100)
        self.assertEqual(self.system.starts_at_boot(), [])

    def test_nor_does_the_second_attempt_after_an_interrupted_one(self):
        self.system.has("jabberd", status="install ok unpacked")
        self.system.bootstrap("server")
        self.assertEqual(self.system.starts_at_boot(), [])

    def test_an_upgrade_of_the_user_that_was_interrupted_keeps_its_service(self):
        self.system.has("jabberd", units=["jabberd.service"], status="install ok half-configured\nConfig-Version: 0")
        self.system.bootstrap("server")
        self.assertIn("jabberd.service", self.system.starts_at_boot())


if __name__ == "__main__":
    unittest.main()
