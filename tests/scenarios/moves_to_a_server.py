#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An export in XEP-0227 is taken in by another Prosody, which serves its messages over XEP-0313 as the first one did."""

import pathlib
import re
import shutil
import subprocess

from stage.play import play

SERVERS = "prosody"
JULIET = "juliet@good.test"
ROMEO = "romeo@good.test"
MIGRATOR = pathlib.Path("/usr/bin/prosody-migrator")
ROSTER_AND_ARCHIVE = """
local host = {{ "roster", "archive-archive" }};
input {{ type = "xep0227"; path = "/ignored"; hosts = {{ ["{domain}"] = host }} }}
output {{ type = "internal"; path = "{data}"; hosts = {{ ["{domain}"] = host }} }}
"""


def talk(juliet, romeo):
    greeting, *_ = romeo.says(JULIET, "Good nihgt", "Parting is such sweet sorrow & <b>so</b>", "\U0001f339 line\nand line")
    romeo.corrects(JULIET, greeting, "Good night")
    juliet.reacts(ROMEO, greeting, "\U0001f44d")
    [regret] = juliet.says(ROMEO, "wrong window")
    juliet.retracts(ROMEO, regret)


def migrates(server, export, folder):
    """Prosody's own way: it reads the files of its data folder, wherever that is said to be."""
    folder.mkdir()
    script, configuration = folder / "migrator", folder / "migrator.cfg.lua"
    script.write_text(re.sub("(?m)^CFG_DATADIR=.*", f"CFG_DATADIR='{export}';", MIGRATOR.read_text()))
    configuration.write_text(ROSTER_AND_ARCHIVE.format(domain=server.domain, data=server.folder / "data"))
    done = subprocess.run(["lua5.4", script, "--root", f"--config={configuration}", "--keep-going", "input", "output"],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
    assert "juliet" in done.stdout + done.stderr, done


def said(message):
    """What a server's archive keeps. Of a time this store has whole seconds only, and it gives ids of its own."""
    return ({key: message[key] for key in ("message_id", "from", "to", "direction", "type", "body")},
            [version["body"] for version in message.get("versions", [])],
            [(reaction["from"], reaction["emoji"]) for reaction in message.get("reactions", [])],
            "retracted_at" in message, message["stamp"][:19])


def scene(stage):
    romeo = stage.enters("romeo")
    romeo.changes_vcard(FN="Romeo Montague", NICKNAME="Romeo")
    first = stage.agent("juliet").arrives()
    juliet = stage.enters("juliet")
    talk(juliet, romeo)
    first.archive.eventually(lambda archive: (archive.contact(ROMEO) or {}).get("vcard"), "Romeo's vCard")
    first.archive.has_message(body="wrong window", retracted_at=lambda time: time is not None)
    first.archive.has_message(body="Good night", reactions=lambda entries: bool(entries))
    first.leaves()

    export = stage.folder / "export"
    done = first.archive.run("export", "-f", "xep0227", "--layout", "prosody", "-o", export, "--what", "messages,contacts")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in export.glob("*@*")) == [f"{JULIET}.xml"], list(export.iterdir())

    assert "<NICKNAME>Romeo</NICKNAME></vCard></contact>" in (export / f"{JULIET}.xml").read_text()

    stage.server.stop()
    for store in ("archive", "roster"):
        shutil.rmtree(stage.server._stored(store, "").parent / store, ignore_errors=True)
    migrates(stage.server, export, stage.folder / "migration")
    stage.server.start()

    second = stage.agent("juliet", name="second").arrives()
    second.archive.has_count(first.archive.count())
    assert_same(first.archive.messages(), second.archive.messages())
    assert second.archive.contact(ROMEO)["subscription"] == "both"


def assert_same(ours, theirs):
    assert len(ours) == 4, ours
    ours, theirs = (sorted((said(message) for message in messages), key=repr) for messages in (ours, theirs))
    assert ours == theirs, (ours, theirs)


play(scene)
