#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `cmake --install` installs is what packaging/README.md describes, and its command lines make a service of it.

The folders of the system that change are private copies. systemd does not run here: systemctl enables units and starts
none, and the play then does what the unit says.
"""

import os
import pathlib
import shlex
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "scenarios"))
from documents import TOP, blocks  # noqa: E402
from stage.mounts import instead_of, private_mounts  # noqa: E402
from stage.name_server import NameServer  # noqa: E402
from stage.play import play  # noqa: E402
from stage.unit import Unit  # noqa: E402
from stage.waiting import until  # noqa: E402
from user import User  # noqa: E402

SERVERS = "prosody"
SKIPPED = 77
UNITS = pathlib.Path("/usr/local/lib/systemd")
ENABLED = "multi-user.target.wants/boswelld.service"

# Lines that are not tried, and why.
NEED_SYSTEMD = ("loginctl enable-linger",  # asks logind
                'cat "$XDG_RUNTIME_DIR')  # what a running unit writes

STAND_INS = {
    "sudo": """user=root
[ "$1" != -u ] || { user=$2; shift 2; }
exec setpriv --reuid="$user" --regid="$user" --init-groups -- "$@"
""",
    # Without a running systemd only what --now adds would fail.
    "systemctl": """for word; do
    shift
    [ "$word" = --now ] || set -- "$@" "$word"
done
SYSTEMD_OFFLINE=1 exec /usr/bin/systemctl "$@"
""",
}


def private_system(stage):
    """/etc, /usr/local and /var/lib/boswell are the play's own."""
    private_mounts()
    shutil.copytree("/etc", stage.folder / "etc", symlinks=True)
    instead_of("/etc", stage.folder / "etc")
    for folder in ("/usr/local", "/var/lib"):
        copy = stage.folder / folder[1:].replace("/", "-")
        copy.mkdir()
        instead_of(folder, copy)


def stands_in(stage):
    folder = stage.folder / "stand-ins"
    folder.mkdir()
    for name, script in STAND_INS.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}")
        (folder / name).chmod(0o755)
    os.environ["PATH"] = f"{folder}:/usr/local/bin:{os.environ['PATH']}"


def is_sound(user, unit, *options):
    done = user.tries(shlex.join(["systemd-analyze", "verify", *options, str(unit)]))
    assert done.stdout + done.stderr == "", done.stdout + done.stderr


def scene(stage):
    names = NameServer().is_asked(stage).names("xmpp.example.org", "127.0.0.1")
    names.offers("example.org", ("xmpp.example.org", stage.server.port))
    for folder in (stage.folder, stage.authority.ca_file.parent):
        folder.chmod(0o755)  # the user boswell has to find the certificate of the stage's authority
    private_system(stage)
    stands_in(stage)
    user = User(stage, installed=True)
    user.tries(f"sudo cmake --install {stage.programs.parent}")

    agent = None
    for line in (line.split("  #")[0].strip() for block in blocks(TOP / "packaging/README.md") for line in block):
        if line.startswith(NEED_SYSTEMD):
            continue
        if line.startswith("sudo -u boswell"):
            until(lambda: "online" in user.tries(line, {0, 1, 3}).stdout, "alice to be online")  # noqa: B023
        user.tries(line, typed="alice's secret\n" if "accounts add" in line else "")
        if line == "sudo systemctl enable --now boswelld":
            assert os.readlink(f"/etc/systemd/system/{ENABLED}") == str(UNITS / "system/boswelld.service")
            unit = Unit(UNITS / "system/boswelld.service")
            unit.makes_state_folder()
            agent = user.starts(shlex.join(unit.command()))
    assert "chmod" not in agent.output(), agent.output()
    user.ends(agent)

    own = user.home / ".config/systemd/user/default.target.wants/boswelld.service"
    assert os.readlink(own) == str(UNITS / "user/boswelld.service")
    is_sound(user, UNITS / "system/boswelld.service")
    is_sound(user, UNITS / "user/boswelld.service", "--user")
    is_sound(user, UNITS / "user/boswell-serve.service", "--user")
    assert "find messages" in user.tries("man boswell-search").stdout
    names.close()


if os.geteuid() != 0:
    print("only root can create a user and give it files")
    sys.exit(SKIPPED)
play(scene, domain="example.org", accounts={"alice": "alice's secret"}, friends=[])
