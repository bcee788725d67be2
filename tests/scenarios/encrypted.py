#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What others encrypt to the archive (OMEMO, XEP-0384) is read: live, of a time without a connection, of the account's
own other devices, each once."""

from stage.omemo import Encrypting
from stage.play import play
from stage.waiting import until

JULIET, ROMEO = "juliet@good.test", "romeo@good.test"
HIDDEN = [f"hidden rhyme {number}" for number in range(40)]


def scene(stage):
    # With a negative priority ejabberd would keep what is sent to the bare JID in its archive.
    agent = stage.agent("juliet", omemo=True, priority=0).arrives()
    romeo = Encrypting(stage.enters("romeo"))
    device = publishes_a_device(romeo, agent)
    own = agent.archive.records("keys")[0]
    assert own["kind"] == "own-key" and own["device"] == device, own

    romeo.says(JULIET, "with love's light wings")
    message = is_read(agent.archive, "with love's light wings")
    assert message["direction"] == "in" and message["encryption"] == "eu.siacs.conversations.axolotl", message
    until(lambda: romeo.empty == 1, lambda: "Romeo's client to hear of the archive")
    shown = agent.archive.run("show", message["id"]).stdout
    assert romeo.fingerprint in shown.replace(" ", "") and "not seen before" in shown, shown

    first = romeo.says(JULIET, "what light through yonder widow breaks")[0]
    romeo.says(JULIET, "what light through yonder window breaks",
               extra=f'<replace id="{first}" xmlns="urn:xmpp:message-correct:0"/>')
    corrected = is_read(agent.archive, "what light through yonder window breaks")
    assert len(corrected["versions"]) == 2, corrected
    assert agent.archive.messages("widow") == [corrected]

    agent.dies()
    romeo.says(JULIET, *HIDDEN)
    agent.arrives()
    for text in HIDDEN:
        is_read(agent.archive, text)
    assert [text for text in texts(agent.archive) if text in HIDDEN] == HIDDEN

    phone = Encrypting(stage.enters("juliet", "phone"))
    phone.says(ROMEO, "swear not by the moon")
    message = is_read(agent.archive, "swear not by the moon")
    assert message["direction"] == "out" and message["with"] == ROMEO, message
    # The key is there once the device's bundle has been fetched, which may be after its first message.
    agent.archive.eventually(lambda archive: archive.run("keys", ROMEO).returncode == 0, "the key of Romeo's device")
    unread = [message for message in agent.archive.messages() if message.get("body") and not message.get("shown")]
    assert not unread, unread
    agent.leaves()
    says_nothing_of(agent, "light", "rhyme", "moon")
    agent.archive.is_sound()


def publishes_a_device(romeo, agent):
    """Waits until the account lists one device, and returns its id."""
    def listed():
        return [str(device) for device in romeo.devices_of(JULIET)]

    own = agent.archive.eventually(lambda archive: archive.records("keys"), "keys")[0]
    until(lambda: listed() == [str(own["device"])], lambda: f"the list of devices to be [{own['device']}]")
    return own["device"]


def texts(archive):
    return [message.get("shown") for message in archive.messages()]


def is_read(archive, text):
    return archive.eventually(lambda archive: next((message for message in archive.messages(f'"{text}"')
                                                    if message.get("shown") == text), None), text)


def says_nothing_of(agent, *words):
    log = (agent.folder / "boswelld.log").read_text()
    for word in words:
        assert word not in log, word


play(scene)
