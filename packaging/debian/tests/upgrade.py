#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed package: it archives, loses nothing while it is upgraded, and is purged without the archive.

For autopkgtest, on a system that may be thrown away. By hand: as root, in the top folder of the source.
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
ca_file = "{}"
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
    ca_file = stage.authority.ca_file
    for folder in (stage.folder, ca_file.parent):
        folder.chmod(0o755)
    (FOLDER / "boswell.toml").write_text(CONFIGURATION.format(JULIET, stage.server.port, ca_file))


def starts(stage, archive):
    agent = Process("boswelld", UNIT.command(), stage.folder / "boswelld.log")

    def is_online():
        assert agent.running(), agent.output()
        return (archive.account(JULIET) or {}).get("state") == "online"

    until(is_online, "Juliet to be online", 60)
    return agent


def is_purged(archive_file, count):
    said = output("dpkg", "--purge", "boswell")
    assert "the archive stays in /var/lib/boswell" in said and "configuration stays in /etc/boswell" in said, said
    assert not (PROGRAMS / "boswell").exists()
    assert (FOLDER / "boswell.toml").exists()
    with sqlite3.connect(f"file:{archive_file}?mode=ro", uri=True) as database:
        assert database.execute("SELECT count(*) FROM message").fetchone() == (count,)


def scene(stage):
    configures(stage)
    archive = Archive(PROGRAMS, FOLDER / "boswell.toml")
    agent = starts(stage, archive)
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
        assert agent.terminate() == 0, agent.output()  # systemd would start it again
        agent = starts(stage, archive)
        talker.says_more(50)
    archive.has_count(1 + len(talker.said))
    assert sorted(archive.bodies()) == sorted(["But, soft!", *talker.said])
    archive.is_sound()
    assert agent.terminate() == 0, agent.output()
    is_purged(UNIT.state / "archive.db", 1 + len(talker.said))


with nobodys_system():
    play(scene)
