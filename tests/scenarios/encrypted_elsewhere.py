#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is encrypted to another client of the account (OMEMO, XEP-0384) and cannot be read here gets its text from that
client's history, beside the running agent, and loses it again when the import is undone."""

import sqlite3
import time

from stage.omemo import EXCUSE, Encrypting
from stage.play import play

JULIET, ROMEO = "juliet@good.test", "romeo@good.test"
TEXT = "a plague on both your houses"


def scene(stage):
    agent = stage.agent("juliet", priority=0).arrives()
    phone = Encrypting(stage.enters("juliet", "phone"))
    romeo = Encrypting(stage.enters("romeo"))
    id_ = romeo.says(JULIET, TEXT)[0]
    before = agent.archive.has_message(message_id=id_)
    assert before["body"] == EXCUSE and "shown" not in before, before
    agent.archive.eventually(lambda _: phone.read == [TEXT], "the phone to read it")

    messages = agent.archive.count()  # ejabberd sends others without a text

    history = history_of_dino(agent.folder / "dino.db", id_)
    done = agent.archive.run("import", history)
    assert done.returncode == 0, done.stderr
    healed = agent.archive.has_message(message_id=id_)
    assert (healed["id"], healed["shown"]) == (before["id"], TEXT), healed
    assert agent.archive.count() == messages and agent.archive.messages("plague") == [healed]
    log = agent.archive.run("log", ROMEO).stdout
    assert TEXT in log and EXCUSE not in log, log

    assert agent.archive.run("import", "--undo", 1).returncode == 0
    assert agent.archive.has_message(message_id=id_) == before
    assert not agent.archive.messages("plague")
    agent.leaves()
    agent.archive.is_sound()


def history_of_dino(path, id_):
    """As Dino 0.4 lays it out, with the message of that id."""
    with sqlite3.connect(path) as database:
        database.executescript("""
            CREATE TABLE account(id INTEGER PRIMARY KEY, bare_jid TEXT, password TEXT);
            CREATE TABLE jid(id INTEGER PRIMARY KEY, bare_jid TEXT);
            CREATE TABLE message(id INTEGER PRIMARY KEY, stanza_id TEXT, server_id TEXT, account_id INT, counterpart_id INT,
                                 counterpart_resource TEXT, our_resource TEXT, direction INT, type INT, time INT,
                                 local_time INT, body TEXT, encryption INT, marked INT)""")
        database.execute("INSERT INTO account VALUES (1, ?, 'a secret')", (JULIET,))
        database.execute("INSERT INTO jid VALUES (1, ?)", (ROMEO,))
        now = int(time.time())
        database.execute("INSERT INTO message VALUES (1, ?, NULL, 1, 1, 'garden', 'phone', 0, 1, ?, ?, ?, 3, 0)",
                         (id_, now, now, TEXT))
    return path


play(scene)
