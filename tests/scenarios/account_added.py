#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""boswell accounts add asks for a password that nobody sees, tries it, and only then writes; a running boswelld learns of it."""

import os
import signal
import subprocess

from stage.play import play
from stage.processes import Process
from stage.terminal import Terminal
from stage.waiting import until

PASSWORD = "O, Roméo, Roméo!"


def scene(stage):
    home = stage.folder / "home"
    home.mkdir()
    folder = home / ".config" / "boswell"
    configuration = folder / "boswell.toml"
    # Neither a systemd of the machine nor a configuration of its user takes part.
    environment = {"HOME": str(home), "LC_ALL": "C.UTF-8", "TERM": "screen", "XDG_RUNTIME_DIR": str(home)}
    environment["PATH"] = os.environ["PATH"]
    server = ["--host", "127.0.0.1", "--port", str(stage.server.port)]
    trust = ["--ca-file", str(stage.authority.ca_file)]

    def boswell(*words, typed=""):
        return subprocess.run([stage.programs / "boswell", *words], input=typed, env=environment, capture_output=True,
                              text=True, timeout=60)

    def nothing_is_left():
        assert not folder.exists() or not list(folder.iterdir()), list(folder.iterdir())

    def add(jid, *options, typed=PASSWORD):
        return boswell("accounts", "add", jid, *options, typed=typed + "\n")

    lost = boswell("accounts")
    assert lost.returncode == 3, lost
    nothing = subprocess.run([stage.programs / "boswelld"], env=environment, capture_output=True, text=True, timeout=60)
    assert "boswell accounts add" in nothing.stderr and nothing.returncode == 3, nothing

    for options, typed, reason in [(server + trust, "Montague?", "not-authorized"), (server, PASSWORD, "certificate"),
                                   (["--host", "nowhere.invalid"], PASSWORD, "nowhere.invalid")]:
        refused = add("juliet@good.test", *options, typed=typed)
        assert refused.returncode == 4 and "nothing was changed" in refused.stderr, refused
        assert reason in refused.stderr, refused
        assert typed not in refused.stderr + refused.stdout
        nothing_is_left()
    assert add("juliet@good.test", typed="").returncode == 3
    assert add("good.test").returncode == 2
    nothing_is_left()

    typist = Typist(stage, environment, ["accounts", "add", "juliet@good.test", *server, *trust])
    typist.shows("Password of juliet@good.test:")
    typist.types(PASSWORD)
    typist.shows("(OMEMO), as a device of its own? [y/N]")
    typist.types("y")
    typist.shows("start the archiving with 'boswelld'")
    assert "XEP-0313" in typist.screen() and "Rom" not in typist.screen(), typist.screen()
    typist.ends()
    assert configuration.read_text().endswith("omemo = true\n")
    password = folder / "juliet@good.test.password"
    assert password.read_text() == PASSWORD + "\n"
    assert {oct(path.stat().st_mode & 0o777) for path in folder.iterdir()} == {"0o600"}
    assert folder.stat().st_mode & 0o777 == 0o700
    with configuration.open("a") as text:
        text.write("# mine, at the end")
    first = configuration.read_bytes()

    twice = add("juliet@good.test", *server, *trust)
    assert twice.returncode == 3 and "already" in twice.stderr, twice
    assert configuration.read_bytes() == first
    typist = Typist(stage, environment, ["accounts", "add", "juliet@good.test"])
    typist.shows("Give it another password? [y/N]")
    typist.types("")
    typist.ends()
    assert configuration.read_bytes() == first
    assert boswell("accounts", "test").returncode == 0

    agent = Process("boswelld", [stage.programs / "boswelld"], stage.folder / "boswelld.log", env=environment)
    online(boswell, 1)
    stage.enters("romeo").says("juliet@good.test/boswell", "But soft!")
    until(lambda: boswell("search", "soft").returncode == 0, "the message to be found")

    typist = Typist(stage, environment, ["accounts", "add", "romeo@good.test", *server, *trust])
    typist.shows("Password of romeo@good.test:")
    typist.types(stage.server.setup.accounts["romeo"])
    typist.shows("(OMEMO), as a device of its own? [y/N]")
    typist.types("")
    typist.shows("Have it read the configuration again? [Y/n]")
    typist.types("")
    typist.ends()
    online(boswell, 2)
    assert configuration.read_bytes().startswith(first)
    assert configuration.read_text().count("omemo") == 1
    unasked = boswell("accounts", "remove", "romeo@good.test")
    assert unasked.returncode == 2 and "--yes" in unasked.stderr, unasked
    removed = boswell("accounts", "remove", "--yes", "romeo@good.test")
    assert removed.returncode == 0, removed
    online(boswell, 1)
    assert configuration.read_bytes().rstrip() == first
    assert (folder / "romeo@good.test.password").exists()
    assert boswell("accounts", "remove", "--yes", "romeo@good.test").returncode == 3
    agent.signal(signal.SIGTERM)
    assert agent.wait(10) == 0


def online(boswell, count):
    until(lambda: boswell("accounts", "--json").stdout.count('"state":"online"') == count, f"{count} accounts online")


class Typist(Terminal):
    """One run of boswell for which somebody types."""

    def __init__(self, stage, environment, words):
        super().__init__("boswell", stage.folder / "tmux-boswell")
        # The shell keeps what was shown.
        self._start(environment, "sh", "-c", '"$@"; echo "ended: $?"; read -r line', "sh", stage.programs / "boswell", *words)

    def ends(self):
        self.shows("ended: ")
        self._leave("")


play(scene, accounts={"juliet": PASSWORD, "romeo": "Juliet is the sun"})
