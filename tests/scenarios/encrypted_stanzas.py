#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What others encrypt by the later protocol of OMEMO (XEP-0384, urn:xmpp:omemo:2) is read: texts, and all that is sealed
with them (XEP-0420), live, of a time without a connection, and of the account's own other devices. A device of the older
protocol is served beside it."""

from stage.omemo import Encrypting, Later
from stage.play import play
from stage.waiting import until

JULIET, ROMEO = "juliet@good.test", "romeo@good.test"
HIDDEN = [f"sealed rhyme {number}" for number in range(20)]


def scene(stage):
    # With a negative priority ejabberd would keep what is sent to the bare JID in its archive.
    agent = stage.agent("juliet", omemo=True, priority=0).arrives()
    person = stage.enters("romeo")
    romeo = Encrypting(person, Later)
    own = agent.archive.eventually(lambda archive: archive.records("keys"), "keys")[0]
    until(lambda: list(romeo.devices_of(JULIET)) == [own["device"]], lambda: f"{own['device']} to be listed")

    first = romeo.says(JULIET, "with love's light wings")[0]
    message = is_read(agent.archive, "with love's light wings")
    assert message["direction"] == "in" and message["encryption"] == "urn:xmpp:omemo:2", message
    until(lambda: romeo.empty == 1, lambda: "Romeo's client to hear of the archive")
    shown = agent.archive.run("show", message["id"]).stdout
    assert romeo.fingerprint in shown.replace(" ", ""), (romeo.fingerprint, shown)

    romeo.says(JULIET, "with love's light wings did I", extra=f"<replace id='{first}' xmlns='urn:xmpp:message-correct:0'/>")
    corrected = is_read(agent.archive, "with love's light wings did I")
    assert len(corrected["versions"]) == 2, corrected
    romeo.says(JULIET, "", extra=f"<reactions id='{first}' xmlns='urn:xmpp:reactions:0'><reaction>❤</reaction></reactions>")
    agent.archive.eventually(lambda archive: is_read(archive, "with love's light wings did I").get("reactions"),
                             "the reaction that was sealed")
    romeo.says(JULIET, "https://good.test/wings.png",
               extra="<x xmlns='jabber:x:oob'><url>https://good.test/wings.png</url></x>")
    found = is_read(agent.archive, "https://good.test/wings.png")
    assert found["attachments"][0]["url"] == "https://good.test/wings.png", found

    agent.dies()
    romeo.says(JULIET, *HIDDEN)
    agent.arrives()
    for text in HIDDEN:
        is_read(agent.archive, text)
    assert [text for text in texts(agent.archive) if text in HIDDEN] == HIDDEN

    phone = Encrypting(stage.enters("juliet", "phone"), Later)
    phone.says(ROMEO, "swear not by the moon")
    message = is_read(agent.archive, "swear not by the moon")
    assert message["direction"] == "out" and message["with"] == ROMEO, message

    older = Encrypting(stage.enters("nurse"))
    older.says(JULIET, "go, girl, seek happy nights")
    is_read(agent.archive, "go, girl, seek happy nights")

    nobody_speaks_for_others(romeo, agent)
    agent.leaves()
    log = (agent.folder / "boswelld.log").read_text()
    assert not any(word in log for word in ("wings", "rhyme", "moon", "happy")), log
    agent.archive.is_sound()


def nobody_speaks_for_others(romeo, agent):
    """What was sealed by somebody else, or to somebody else, is not believed."""
    before = len(agent.archive.records("keys", "--", ROMEO))
    romeo.sealed_by = "nurse@good.test"
    romeo.says(JULIET, "trust me")
    agent.archive.eventually(lambda archive: len(archive.records("keys", "--", ROMEO)) > before, "a message not read")
    unread = agent.archive.records("keys", "--", ROMEO)[-1]
    assert unread["state"] == "damaged", unread
    assert "trust me" not in texts(agent.archive)


def texts(archive):
    return [message.get("shown") for message in archive.messages()]


def is_read(archive, text):
    return archive.eventually(lambda archive: next((message for message in archive.messages(f'"{text}"')
                                                    if message.get("shown") == text), None), text)


play(scene)
