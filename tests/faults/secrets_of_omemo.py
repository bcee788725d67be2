#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The private keys of OMEMO (XEP-0384), the texts that they open, and the keys of encrypted files (XEP-0454) are in the archive, and
nowhere else: not in the log, however much that tells, nor in arguments, errors, reports of the other programs, or a core file."""

import base64
import contextlib
import pathlib
import resource
import signal
import sqlite3

from stage.omemo import Encrypting
from stage.play import play
from stage.waiting import until

JULIET = "juliet@good.test"
TEXT = "parting is such sweet sorrow"
FILE_KEY = "8c3d" * 22
LINK = f"aesgcm://upload.good.test/letter.jpg#{FILE_KEY}"


def scene(stage):
    agent = stage.agent("juliet", omemo=True, priority=0)
    agent.starts(usual=("-v", "-v")).is_online()
    archive = agent.archive
    romeo = Encrypting(stage.enters("romeo"))
    own = archive.eventually(lambda archive: archive.records("keys"), "keys")[0]
    until(lambda: own["device"] in romeo.devices_of(JULIET), "the archive to be a device")
    for text in (TEXT, LINK):
        romeo.says(JULIET, text)
    is_read(archive, TEXT)
    until(lambda: romeo.empty == 1, "Romeo's client to hear of the archive")
    secrets = secrets_of(agent)
    assert len(secrets) > 300, len(secrets)

    break_session(agent)
    romeo.says(JULIET, "not to be read")
    archive.eventually(lambda archive: [one for one in archive.records("keys") if one["kind"] == "encrypted-message"],
                       "a message that cannot be read")
    command = pathlib.Path(f"/proc/{agent.process.pid}")
    says_nothing("arguments", (command / "cmdline").read_bytes() + (command / "environ").read_bytes(), secrets)
    for words in (["status", "--json"], ["gaps", "--json"], ["keys", "--json"], ["verify"], ["log", "romeo@good.test"],
                  ["search", "--json", "letter"], ["export", "-f", "csv", "-o", "-"]):
        done = archive.run(*words)
        says_nothing(words[0], (done.stdout + done.stderr).encode(),
                     secrets - ({TEXT.encode()} if words[0] in ("log", "export") else set()))

    core = agent.folder / "core"
    if "asan" in stage.programs.parts:  # which looks at memory itself, so that it stays readable
        agent.leaves()
    else:
        resource.prlimit(agent.process.pid, resource.RLIMIT_CORE, (-1, -1))
        agent.process.signal(signal.SIGABRT)
        assert agent.ends() == -signal.SIGABRT
    assert not core.exists() and not list(agent.folder.glob("core*"))
    says_nothing("the log", (agent.folder / "boswelld.log").read_bytes(), secrets | {b"not to be read"})
    log = (agent.folder / "boswelld.log").read_text()
    assert "message type chat" in log, log  # it does tell of every stanza

    # Wherever else the files of the agent have it: only in the archive and its log.
    for path in agent.folder.iterdir():
        if path.is_file() and not path.name.startswith("archive.db"):
            says_nothing(path.name, path.read_bytes(), secrets)


def secrets_of(agent):
    """What nobody is to find, in each form in which it might be written."""
    with contextlib.closing(sqlite3.connect(f"file:{agent.folder / 'archive.db'}?mode=ro", uri=True)) as database:
        keys = [key for [key] in database.execute("SELECT private_key FROM omemo_device")]
        for table in ("omemo_pre_key", "omemo_signed_pre_key", "omemo_session"):
            keys += [record for [record] in database.execute(f"SELECT record FROM {table}")]
    # Of a record the end of the first kilobyte is enough: two records have no such bytes in common.
    parts = [bytes(key)[-24:] for key in keys]
    return {TEXT.encode(), FILE_KEY.encode(), *parts, *(part.hex().encode() for part in parts),
            *(base64.b64encode(part) for part in parts)}


def says_nothing(where, content, secrets):
    found = [secret for secret in secrets if secret in content]
    assert not found, f"{where} has {found}"


def break_session(agent):
    with contextlib.closing(sqlite3.connect(agent.folder / "archive.db", timeout=10)) as database, database:
        database.execute("UPDATE omemo_session SET record = x'00'")


def is_read(archive, text):
    return archive.eventually(lambda archive: next((message for message in archive.messages(f'"{text}"')
                                                    if message.get("shown") == text), None), text)


play(scene, as_root=True)
