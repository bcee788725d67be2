#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a contact published while nobody was connected, the keys of his devices (XEP-0384) and his picture (XEP-0084)
are fetched."""

import hashlib
from base64 import b64encode

from stage.play import play

ROMEO = "romeo@good.test"
OMEMO = "eu.siacs.conversations.axolotl"
NEW_OMEMO = "urn:xmpp:omemo:2"
TUNE = "http://jabber.org/protocol/tune"
PICTURE = b"not much of a picture"
FIRST, SECOND, THIRD, NEW = (bytes([number]) * 32 for number in (1, 2, 3, 4))


def scene(stage):
    romeo = stage.enters("romeo")
    romeo.publishes(TUNE, f'<tune xmlns="{TUNE}"><title>Dance of the Knights</title></tune>')
    has_devices(romeo, {1: FIRST})
    romeo.leaves()
    # ejabberd tells nothing of who is offline: it has to be asked.
    agent = stage.agent("juliet").arrives()
    agent.archive.has_published(ROMEO, tune={"title": "Dance of the Knights"})
    has_key(agent.archive, device=1, fingerprint=FIRST.hex(), key_type="curve25519", announced=True)

    romeo = stage.enters("romeo")
    romeo.sees("juliet@good.test/boswell", "xa")
    has_devices(romeo, {1: FIRST, 2: SECOND})
    has_key(agent.archive, device=2, fingerprint=SECOND.hex(), announced=True)
    romeo.publishes(f"{NEW_OMEMO}:bundles", f'<bundle xmlns="{NEW_OMEMO}"><ik>{b64encode(NEW).decode()}</ik></bundle>',
                    item="4")
    romeo.publishes(f"{NEW_OMEMO}:devices", f'<devices xmlns="{NEW_OMEMO}"><device id="4"/></devices>')
    has_key(agent.archive, device=4, fingerprint=NEW.hex(), key_type="ed25519", announced=True)
    has_picture(romeo, PICTURE)
    agent.archive.eventually(lambda archive: archive.run("contacts", "--avatar", "-", ROMEO).stdout == PICTURE.decode(),
                             "the picture")
    agent.leaves()

    has_devices(romeo, {1: FIRST, 3: THIRD})
    agent.arrives()
    has_key(agent.archive, device=3, fingerprint=THIRD.hex(), announced=True)
    has_key(agent.archive, device=2, fingerprint=SECOND.hex(), announced=False)
    has_key(agent.archive, device=1, fingerprint=FIRST.hex(), announced=True)
    history = agent.archive.run("contacts", "--history", ROMEO).stdout
    assert "device 3: 03030303 03030303" in history and "OMEMO devices   1, 2\n" in history, history
    agent.leaves()
    agent.archive.is_sound()


def has_devices(person, keys):
    for device, key in keys.items():
        encoded = b64encode(b"\x05" + key).decode()
        person.publishes(f"{OMEMO}.bundles:{device}",
                         f'<bundle xmlns="{OMEMO}"><identityKey>{encoded}</identityKey></bundle>')
    devices = "".join(f'<device id="{device}"/>' for device in keys)
    person.publishes(f"{OMEMO}.devicelist", f'<list xmlns="{OMEMO}">{devices}</list>')


def has_picture(person, picture):
    sha1 = hashlib.sha1(picture).hexdigest()
    person.publishes("urn:xmpp:avatar:data",
                     f'<data xmlns="urn:xmpp:avatar:data">{b64encode(picture).decode()}</data>', item=sha1)
    person.publishes("urn:xmpp:avatar:metadata", f'<metadata xmlns="urn:xmpp:avatar:metadata"><info id="{sha1}" '
                     f'type="image/png" bytes="{len(picture)}"/></metadata>', item=sha1)


def has_key(archive, **fields):
    def found(archive):
        return [key for key in archive.records("contacts", "--history", "--", ROMEO)
                if key["kind"] == "key" and fields.items() <= key.items()]

    archive.eventually(found, lambda: f"a key with {fields}; there are {archive.records('contacts', '--history', ROMEO)}")


play(scene)
