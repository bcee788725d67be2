# SPDX-License-Identifier: GPL-3.0-or-later
"""People who encrypt: python3-omemo with the older protocol of XEP-0384, on top of a Person."""

import itertools
import logging
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import oldmemo.etree
import xeddsa
from oldmemo.oldmemo import NAMESPACE, Oldmemo
from omemo import OMEMOException, SessionManager, TrustLevel
from omemo.session_manager import BundleNotFound
from omemo.storage import Just, Nothing, Storage
from slixmpp.xmlstream.handler import CoroutineCallback
from slixmpp.xmlstream.matcher import MatchXPath

PUBSUB = "http://jabber.org/protocol/pubsub"
LIST = f"{NAMESPACE}.devicelist"
EXCUSE = "I sent you an OMEMO encrypted message but your client does not seem to support that."

logging.getLogger(SessionManager.LOG_TAG).setLevel(logging.ERROR)

_numbers = itertools.count(1)


class Memory(Storage):
    def __init__(self):
        super().__init__(True)
        self._values = {}

    async def _load(self, key):
        return Just(self._values[key]) if key in self._values else Nothing()

    async def _store(self, key, value):
        self._values[key] = value

    async def _delete(self, key):
        self._values.pop(key, None)


def manager_of(person):
    """The kind of session manager whose requests the person sends."""

    async def publish(node, payload):
        xml = ElementTree.tostring(payload, encoding="unicode")
        options = ('<publish-options><x xmlns="jabber:x:data" type="submit"><field var="FORM_TYPE" type="hidden"><value>'
                   f'{PUBSUB}#publish-options</value></field><field var="pubsub#access_model"><value>open</value>'
                   "</field></x></publish-options>")
        await person._iq("set", None, f'<pubsub xmlns="{PUBSUB}"><publish node="{node}"><item id="current">{xml}</item>'
                         f"</publish>{options}</pubsub>")

    async def fetch(jid, node, name):
        answer = await person._iq("get", jid, f'<pubsub xmlns="{PUBSUB}"><items node="{node}"/></pubsub>')
        return answer.xml.find(f".//{{{NAMESPACE}}}{name}")

    class Manager(SessionManager):
        @staticmethod
        async def _upload_bundle(bundle):
            await publish(f"{NAMESPACE}.bundles:{bundle.device_id}", oldmemo.etree.serialize_bundle(bundle))

        @staticmethod
        async def _download_bundle(namespace, bare_jid, device_id):
            try:
                found = await fetch(bare_jid, f"{NAMESPACE}.bundles:{device_id}", "bundle")
            except Exception as error:
                raise BundleNotFound() from error
            return oldmemo.etree.parse_bundle(found, bare_jid, device_id)

        @staticmethod
        async def _delete_bundle(namespace, device_id):
            raise NotImplementedError

        @staticmethod
        async def _upload_device_list(namespace, device_list):
            await publish(LIST, oldmemo.etree.serialize_device_list(device_list))

        @staticmethod
        async def _download_device_list(namespace, bare_jid):
            try:
                found = await fetch(bare_jid, LIST, "list")
            except Exception:
                return {}
            return {} if found is None else oldmemo.etree.parse_device_list(found)

        async def _evaluate_custom_trust_level(self, device):
            return TrustLevel.TRUSTED

        async def _make_trust_decision(self, undecided, identifier):
            raise NotImplementedError

        @staticmethod
        async def _send_message(message, bare_jid):
            await person._send(stanza_of(message, bare_jid, None, "", "chat"))

    return Manager


def stanza_of(message, to, id_, extra, kind):
    encrypted = ElementTree.tostring(oldmemo.etree.serialize_message(message), encoding="unicode")
    body = "" if id_ is None else f"<body>{escape(EXCUSE)}</body>"
    return (f'<message type="{kind}" to="{to}" id="{id_ or "keys"}">{encrypted}{body}'
            f'<encryption xmlns="urn:xmpp:eme:0" name="OMEMO" namespace="{NAMESPACE}"/>'
            f'<store xmlns="urn:xmpp:hints"/>{extra}</message>')


class Encrypting:
    """A person's client as an OMEMO device."""

    def __init__(self, person):
        self._person = person
        self.jid = person.jid.split("/")[0]
        self.read = []  # texts
        self.empty = 0  # messages that carried keys only
        self.unreadable = 0
        self._manager = person._crowd.run(self._begin())
        # Slixmpp's event is for messages with a body.
        wanted = MatchXPath(f"{{jabber:client}}message/{{{NAMESPACE}}}encrypted")
        person._client.register_handler(CoroutineCallback("encrypted", wanted, self._take))

    async def _begin(self):
        manager = await manager_of(self._person).create([Oldmemo(storage := Memory())], storage, self.jid, None,
                                                        TrustLevel.UNDECIDED.name)
        await manager.after_history_sync()
        return manager

    @property
    def fingerprint(self):
        """As people compare it: the key of Curve25519 in hex."""
        own = self._person._crowd.run(self._manager.get_own_device_information())[0]
        return xeddsa.ed25519_pub_to_curve25519_pub(own.identity_key).hex()

    @property
    def device(self):
        return self._person._crowd.run(self._manager.get_own_device_information())[0].device_id

    def devices_of(self, jid):
        """The ids that are in that account's list."""
        return list(self._person._crowd.run(self._manager._download_device_list(NAMESPACE, jid)))

    def says(self, to, *texts, extra="", room=None):
        """Sends each text encrypted for all devices of that bare JID and for its own others, to the room if there is one.
        Returns the ids."""
        return [self._person._crowd.run(self._say(to, text, extra, room)) for text in texts]

    async def _say(self, to, text, extra, room):
        await self._manager.refresh_device_list(NAMESPACE, to)
        await self._manager.refresh_device_list(NAMESPACE, self.jid)
        messages, errors = await self._manager.encrypt(frozenset({to}), {NAMESPACE: text.encode()})
        id_ = f"secret-{next(_numbers)}"
        for message in messages:
            await self._person._send(stanza_of(message, room or to, id_, extra, "groupchat" if room else "chat"))
        assert not errors, errors
        return id_

    async def _take(self, stanza):
        if stanza["type"] == "groupchat":
            return  # an archive says nothing in rooms
        encrypted = stanza.xml.find(f"{{{NAMESPACE}}}encrypted")
        sender = stanza["from"].bare
        message = await oldmemo.etree.parse_message(encrypted, sender, self.jid, self._manager)
        try:
            text, _, _ = await self._manager.decrypt(message)
        except OMEMOException:
            self.unreadable += 1
            return
        if text is None:
            self.empty += 1
        else:
            self.read.append(text.decode())
