#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed package: it archives, loses nothing while it is upgraded, and is purged without the archive.

For autopkgtest, on a system that may be thrown away. By hand: as root, in the top folder of the source. Where systemd
runs, the agent is the service of the package; else it runs in the foreground, by the words of the unit.
"""

import contextlib
import pathlib
import shutil
import sqlite3
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path.cwd() / "tests/scenarios"))
from stage.archive import Archive  # noqa: E402
from stage.play import play  # noqa: E402
from stage.processes import Process  # noqa: E402
from stage.talker import Talker  # noqa: E402
from stage.unit import Unit  # noqa: E402
from stage.waiting import until  # noqa: E402

PROGRAMS = pathlib.Path("/usr/bin")
FOLDER = pathlib.Path("/etc/boswell")
UNIT = Unit("/lib/systemd/system/boswelld.service")
JULIET = "juliet@good.test"
CONFIGURATION = """\
archive = "/var/lib/boswell/archive.db"
[[account]]
jid = "{}"
password_file = "juliet.password"
host = "127.0.0.1"
port = {}
tls = "starttls"
ca_file = "ca.pem"
"""


@contextlib.contextmanager
def nobodys_system():
    """Leaves no configuration and no archive behind; refuses where somebody has either."""
    for path in (FOLDER / "boswell.toml", UNIT.state):
        assert not path.exists(), f"{path} exists; this test is for a system that may be thrown away"
    try:
        UNIT.makes_state_folder()
        yield
    finally:
        for folder in (FOLDER, UNIT.state):
            shutil.rmtree(folder, ignore_errors=True)


def output(*command):
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout


def version():
    return output("dpkg-query", "--show", "--showformat=${Version}", "boswell")


def newer_package(folder):
    """The installed package as one of a higher version."""
    subprocess.run(["dpkg-repack", "boswell"], check=True, cwd=folder)
    tree = folder / "newer"
    subprocess.run(["dpkg-deb", "--raw-extract", next(folder.glob("boswell_*.deb")), tree], check=True)
    control = tree / "DEBIAN/control"
    control.write_text(control.read_text().replace(f"Version: {version()}\n", f"Version: {version()}+newer\n"))
    subprocess.run(["dpkg-deb", "--build", tree, folder / "newer.deb"], check=True)
    return folder / "newer.deb"


def configures(stage):
    assert (FOLDER.stat().st_mode & 0o777, FOLDER.owner(), FOLDER.group()) == (0o750, "root", UNIT.user)
    password = FOLDER / "juliet.password"
    password.write_text(stage.server.setup.accounts["juliet"] + "\n")
    subprocess.run(["chown", UNIT.user, password], check=True)
    password.chmod(0o400)
    shutil.copy(stage.authority.ca_file, FOLDER / "ca.pem")  # the service has a /tmp of its own
    (FOLDER / "boswell.toml").write_text(CONFIGURATION.format(JULIET, stage.server.port))


class Service:
    """The agent where systemd runs."""

    def starts(self):
        assert self.state() == "inactive", "a package that was just installed has started its service"
        subprocess.run(["systemctl", "start", "boswelld"], check=True)
        self._pid = self.pid()

    def is_upgraded(self):
        assert self.state() == "active" and self.pid() != self._pid, "the upgrade has not restarted the service"

    def is_removed(self):
        assert self.state() == "inactive", "the agent runs without its package"

    def ends(self):
        """The removal of the package does that."""

    def state(self):
        return output("systemctl", "show", "--property=ActiveState", "--value", "boswelld").strip()

    def pid(self):
        return output("systemctl", "show", "--property=MainPID", "--value", "boswelld").strip()


class Foreground:
    """The agent where no systemd runs."""

    def __init__(self, folder):
        self._log = folder / "boswelld.log"

    def starts(self):
        self._process = Process("boswelld", UNIT.command(), self._log)

    def is_upgraded(self):
        self.ends()
        self.starts()

    def is_removed(self):
        pass

    def ends(self):
        assert self._process.terminate() == 0, self._process.output()


def is_purged(agent, archive_file, count):
    agent.ends()
    said = output("dpkg", "--purge", "boswell")
    assert "the archive stays in /var/lib/boswell" in said and "configuration stays in /etc/boswell" in said, said
    agent.is_removed()
    assert not (PROGRAMS / "boswell").exists()
    assert (FOLDER / "boswell.toml").exists()
    with sqlite3.connect(f"file:{archive_file}?mode=ro", uri=True) as database:
        assert database.execute("SELECT count(*) FROM message").fetchone() == (count,)


def scene(stage):
    configures(stage)
    archive = Archive(PROGRAMS, FOLDER / "boswell.toml")
    agent = Service() if pathlib.Path("/run/systemd/system").exists() else Foreground(stage.folder)
    agent.starts()
    until(lambda: (archive.account(JULIET) or {}).get("state") == "online", "Juliet to be online", 60)
    romeo = stage.enters("romeo")
    romeo.says(f"{JULIET}/boswell", "But, soft!")
    archive.has_message(body="But, soft!")
    assert "But, soft!" in archive.run("search", "soft").stdout

    newer, before = newer_package(stage.folder), version()
    with Talker(romeo, f"{JULIET}/boswell") as talker:
        talker.says_more(50)
        subprocess.run(["dpkg", "--install", newer], check=True)
        assert version() == f"{before}+newer"
        talker.says_more(50)
        agent.is_upgraded()
        talker.says_more(50)
    archive.has_count(1 + len(talker.said))
    assert sorted(archive.bodies()) == sorted(["But, soft!", *talker.said])
    archive.is_sound()
    is_purged(agent, UNIT.state / "archive.db", 1 + len(talker.said))


with nobodys_system():
    play(scene)
