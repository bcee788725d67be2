#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""With `bookmarks = "follow"` the agent is in the rooms that the account's own clients have bookmarked for it (XEP-0402), and
leaves them with the bookmark. What these clients have read (XEP-0490) is known, too. No password is kept."""

import subprocess

from stage.play import play

SERVERS = "prosody"
ME = "juliet@good.test"
NODE = "urn:xmpp:bookmarks:1"
READ = "urn:xmpp:mds:displayed:0"


def scene(stage):
    room, other = (f"{name}@{stage.server.rooms_domain}" for name in ("tea", "chess"))
    romeo = stage.enters("romeo").joins(room, "Romeo").keeps_open(room).joins(other, "Romeo").keeps_open(other)
    phone = stage.enters("juliet", "phone")
    bookmarks(phone, room, autojoin=True)
    bookmarks(phone, other, autojoin=False)
    agent = stage.agent("juliet", bookmarks="follow").arrives()
    archive = agent.archive
    archive.room(room, state="joined", nickname="Julia")
    romeo.says(room, "in the bookmarked room", kind="groupchat")
    archive.has_message(body="in the bookmarked room", with_=room)

    bookmarks(phone, other, autojoin=True)
    archive.room(other, state="joined")
    agent.leaves()
    agent.arrives()
    for each in (room, other):
        archive.room(each, state="joined")
    bookmarks(phone, other, autojoin=False)
    archive.room(other, state="left")
    phone.ask("set", f'<pubsub xmlns="http://jabber.org/protocol/pubsub"><retract node="{NODE}" notify="true">'
                     f'<item id="{room}"/></retract></pubsub>')
    archive.room(room, state="left")

    romeo.says(ME, "read this")
    message = archive.eventually(lambda a: next((m for m in a.messages() if m.get("body") == "read this" and "stanza_id" in m),
                                                None), "the message with its id")
    publishes(phone, READ, "romeo@good.test", f'<displayed xmlns="{READ}"><stanza-id xmlns="urn:xmpp:sid:0" by="{ME}" '
                                              f'id="{message["stanza_id"]}"/></displayed>')
    read = archive.eventually(lambda a: [c for c in a.records("conversations") if "until" in c.get("read", {})], "a read mark")
    assert [(c["with"], c["read"]["until"]) for c in read] == [("romeo@good.test", message["stamp"])], read
    assert "read until" in archive.run("conversations").stdout
    assert "-- read until here --" in archive.run("log", "romeo@good.test").stdout
    assert archive.records("show", message["id"])[0]["read"] is True

    assert [(one["room"], one["autojoin"]) for one in archive.records("bookmarks")] == [(other, False)]
    history = archive.records("bookmarks", "--history")
    assert [one["autojoin"] for one in history if one["room"] == other] == [False, True, False], history
    assert [one.get("removed", False) for one in history if one["room"] == room] == [False, True], history

    exported = agent.folder / "everything.jsonl"
    done = archive.run("export", "-f", "jsonl", "-o", exported, "--what", "messages,contacts")
    assert done.returncode == 0, done.stderr
    copy = ("--archive", agent.folder / "copy.db")
    done = archive.run("import", *copy, exported)
    assert done.returncode == 0, done.stderr
    [again] = [c for c in archive.records("conversations", *copy) if "read" in c]
    assert again["read"] == read[0]["read"], again

    probe = subprocess.run([stage.programs / "boswelld", "--config", agent.configuration, "--probe", ME],
                           capture_output=True, text=True, timeout=60)
    assert "bookmarks  1 rooms, 0 to be entered" in probe.stdout, probe
    agent.leaves()
    for file in agent.folder.iterdir():
        assert not file.is_file() or b"open sesame" not in file.read_bytes(), file
    archive.is_sound()


def publishes(person, node, item, payload):
    """To the account's own clients alone."""
    options = "".join(f'<field var="{name}"><value>{value}</value></field>' for name, value in (
        ("FORM_TYPE", "http://jabber.org/protocol/pubsub#publish-options"), ("pubsub#persist_items", "true"),
        ("pubsub#max_items", "max"), ("pubsub#send_last_published_item", "never"), ("pubsub#access_model", "whitelist")))
    person.ask("set", f'<pubsub xmlns="http://jabber.org/protocol/pubsub"><publish node="{node}"><item id="{item}">{payload}'
                      f'</item></publish><publish-options><x xmlns="jabber:x:data" type="submit">{options}</x>'
                      '</publish-options></pubsub>')


def bookmarks(person, room, autojoin):
    publishes(person, NODE, room, f'<conference xmlns="{NODE}" name="Room" autojoin="{str(autojoin).lower()}">'
                                  '<nick>Julia</nick><password>open sesame</password></conference>')


play(scene)
