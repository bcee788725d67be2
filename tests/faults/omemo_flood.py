#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who floods the archive with all that OMEMO has gets nothing believed and nothing doubled: lists of 10,000 devices,
bundles with a wrong signature or 10,000 keys, keys of nobody, messages again and in another order, and long ones. Its memory
stays as it is, and another account goes on."""

import base64
import collections
import os
import random
import threading
import time
from xml.etree import ElementTree

from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatchXPath
from stage.component import Component
from stage.omemo import Encrypting, Older
from stage.play import play
from stage.waiting import until

LONG = "FLOOD=5000"
FLOOD = 600  # messages of each kind
MANY = {"prosody": (10_000, 10_000), "ejabberd": (2_000, 400)}  # devices, keys; ejabberd takes 60,000 bytes to publish
LONGEST = 3_500_000  # bytes of Base64; servers and we take stanzas of 4 MiB
MOST_SECONDS = 10  # until the other account has a message; under a second on a quiet machine
MOST_GROWTH = 64 << 20
JULIET, NURSE = "juliet@good.test", "nurse@good.test"
NAMESPACE = Older.namespace
FALSE, LARGE = 1, 2  # devices of the nurse: one whose bundle has a wrong signature, and one with many keys


def scene(stage):
    far = stage.opens("prosody", domain="far.test")
    agent = stage.agent(stage.account("juliet", omemo=True, priority=0), stage.account("nurse", far)).arrives()
    peter = stage.enters("romeo", server=far)
    own = agent.archive.eventually(lambda archive: archive.records("keys"), "keys")[0]["device"]
    person = stage.enters("romeo")
    romeo = Encrypting(person)
    until(lambda: own in romeo.devices_of(JULIET), "the archive to be a device")
    said = [f"honest {number}" for number in range(20)]
    romeo.says(JULIET, *said[:2])
    all_read(agent.archive, said[:2])
    until(lambda: romeo.empty == 1, "Romeo's client to hear of the archive")
    romeo.knows_all_devices()
    nurse = stage.enters("nurse")
    sessions = sessions_begun_with(nurse)
    bundle = Encrypting(stage.enters("nurse", "desk"))  # a real one, to make others from it
    devices, keys = MANY[stage.server.name]
    before, slowest = agent.process.memory(), {}

    def beside(kind, flood):
        """Runs it while the other account is told something again and again."""
        flooding = threading.Thread(target=flood)
        flooding.start()
        number = slowest[kind] = 0
        while flooding.is_alive() or number < 3:
            told, word = time.monotonic(), f"{kind} {number}"
            peter.says("nurse@far.test/boswell", word)
            agent.archive.eventually(lambda archive: archive.messages(f'"{word}"'), word, 60)
            slowest[kind] = max(slowest[kind], time.monotonic() - told)
            number += 1
        print(f"{kind}: {slowest[kind]:.1f} s, {agent.process.memory() >> 20} MB", flush=True)

    sealed = romeo.seals(JULIET, *said[2:])
    beside("order", lambda: person.sends(*random.Random(1600).sample(sealed, len(sealed))))
    beside("replays", lambda: sends(person, [stanza.replace("secret-", f"again-{number}-") for number in range(FLOOD // 20)
                                             for stanza in sealed]))
    beside("bundles", lambda: publishes_false_bundles(nurse, bundle, keys))
    beside("lists", lambda: publishes_lists(nurse, devices))
    beside("sessions", lambda: nurse.sends(*(garbage(device, own, key=key_of(sealed[-1], own)) for device in (FALSE, LARGE))))
    until(lambda: LARGE in sessions, "a session with a device that is as it should be")
    beside("pre-keys", lambda: sends(nurse, [garbage(number + 10, own, 'prekey="true"') for number in range(FLOOD)]))
    beside("others", lambda: sends(nurse, [garbage(number + 10, own + 1 + number) for number in range(FLOOD)]))
    beside("long", lambda: [nurse.sends(garbage(LARGE, own, payload="A" * LONGEST)) for _ in range(8)])
    beside("forged", lambda: claims_devices(stage.server))

    said += ["the last word"]
    romeo.says(JULIET, said[-1])
    all_read(agent.archive, said)
    growth = agent.process.memory() - before
    assert growth < MOST_GROWTH, f"{growth >> 20} MB more, of {before >> 20} MB"
    assert max(slowest.values()) < MOST_SECONDS, slowest
    assert FALSE not in sessions, sessions
    owns = {record["device"] for record in agent.archive.records("keys", JULIET) if record["kind"] == "key"}
    assert owns == {own}, owns
    agent.is_online(JULIET)
    agent.leaves(30)
    agent.archive.is_sound()


def sends(person, stanzas):
    for number in range(0, len(stanzas), 50):  # each part is answered before the next one
        person.sends(*stanzas[number:number + 50])


def all_read(archive, said):
    """Waits until each of these texts has been read, once, and no other one of that account."""
    def read():
        return collections.Counter(message["shown"] for message in archive.messages() if message["account"] == JULIET
                                   and message.get("encryption") and message.get("shown"))

    archive.eventually(lambda _: read() == collections.Counter(said), lambda: f"{said}; there is {read()}", 120)


def sessions_begun_with(person):
    """The devices of that person for which somebody has keys, as they come."""
    devices = []

    def note(stanza):
        devices.extend(int(key.get("rid")) for key in stanza.xml.iter(f"{{{NAMESPACE}}}key"))

    wanted = MatchXPath(f"{{jabber:client}}message/{{{NAMESPACE}}}encrypted")
    person._client.register_handler(Callback("keys", wanted, note))
    return devices


def key_of(sealed, device):
    """The key in a message that was encrypted to that device."""
    return next(key.text for key in ElementTree.fromstring(sealed).iter(f"{{{NAMESPACE}}}key")
                if key.get("rid") == str(device))


def garbage(device, to, attributes="", key=None, payload=None):
    """A message that says that it is encrypted to the device `to`."""
    return (f'<message type="chat" to="{JULIET}" id="garbage-{random.random()}"><encrypted xmlns="{NAMESPACE}">'
            f'<header sid="{device}"><key rid="{to}" {attributes}>{key or chance(140)}</key><iv>{chance(12)}</iv></header>'
            f'<payload>{payload or chance(40)}</payload></encrypted><body>garbage</body><store xmlns="urn:xmpp:hints"/>'
            "</message>")


def chance(size):
    return base64.b64encode(os.urandom(size)).decode()


def publishes_false_bundles(person, real, most):
    answer = person.ask("get", f'<pubsub xmlns="http://jabber.org/protocol/pubsub"><items node="{NAMESPACE}.bundles:'
                        f'{real.device}"/></pubsub>', to=NURSE)
    bundle = answer.xml.find(f".//{{{NAMESPACE}}}bundle")
    keys = {child.tag.partition("}")[2]: child.text for child in bundle}
    key = base64.b64encode(b"\5" + os.urandom(32)).decode()

    def publishes(device, signature, count):
        pre_keys = "".join(f'<preKeyPublic preKeyId="{number}">{key}</preKeyPublic>' for number in range(1, count + 1))
        person.publishes(f"{NAMESPACE}.bundles:{device}", f'<bundle xmlns="{NAMESPACE}"><signedPreKeyPublic signedPreKeyId='
                         f'"1">{keys["signedPreKeyPublic"]}</signedPreKeyPublic><signedPreKeySignature>{signature}'
                         f'</signedPreKeySignature><identityKey>{keys["identityKey"]}</identityKey><prekeys>{pre_keys}'
                         "</prekeys></bundle>")

    publishes(FALSE, chance(64), 100)
    publishes(LARGE, keys["signedPreKeySignature"], most)


def publishes_lists(person, count):
    for number in range(5):
        devices = "".join(f'<device id="{device + number * count}"/>' for device in range(1, count + 1))
        person.publishes(f"{NAMESPACE}.devicelist", f'<list xmlns="{NAMESPACE}">{devices}</list>')


def claims_devices(server):
    """A component says to Juliet that its people, one of whom has her name, have other devices."""
    with Component(server) as mallory:
        for sender, number in ((mallory.jid, 4242), (f"juliet@{mallory.domain}", 4243)):
            mallory.sends(f'<message from="{sender}" to="{JULIET}" type="headline"><event xmlns='
                          '"http://jabber.org/protocol/pubsub#event"><items node="'
                          f'{NAMESPACE}.devicelist"><item id="current"><list xmlns="{NAMESPACE}"><device id="{number}"/>'
                          "</list></item></items></event></message>")


play(scene)
