# SPDX-License-Identifier: GPL-3.0-or-later
"""People who encrypt: python3-omemo with either protocol of XEP-0384, on top of a Person."""

import contextlib
import itertools
import logging
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import oldmemo.etree
import oldmemo.oldmemo
import twomemo.etree
import twomemo.twomemo
import xeddsa
from omemo import OMEMOException, SessionManager, TrustLevel
from omemo.session_manager import BundleNotFound
from omemo.storage import Just, Nothing, Storage
from slixmpp.exceptions import IqError
from slixmpp.xmlstream.handler import CoroutineCallback
from slixmpp.xmlstream.matcher import MatchXPath

PUBSUB = "http://jabber.org/protocol/pubsub"
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


class Older:
    """eu.siacs.conversations.axolotl: only texts are encrypted."""

    namespace = oldmemo.oldmemo.NAMESPACE
    backend = oldmemo.oldmemo.Oldmemo
    etree = oldmemo.etree
    list_node, list_name = f"{namespace}.devicelist", "list"

    @classmethod
    def place(cls, device):
        return f"{cls.namespace}.bundles:{device}", "current"

    @staticmethod
    def sealed(text, extra, _sender, _room):
        return text, extra

    @classmethod
    async def parsed(cls, element, sender, own, manager):
        return await cls.etree.parse_message(element, sender, own, manager)


class Later:
    """urn:xmpp:omemo:2: all that a message says is encrypted (XEP-0420)."""

    namespace = twomemo.twomemo.NAMESPACE
    backend = twomemo.twomemo.Twomemo
    etree = twomemo.etree
    list_node, list_name = f"{namespace}:devices", "devices"

    @classmethod
    def place(cls, device):
        return f"{cls.namespace}:bundles", str(device)

    @staticmethod
    def sealed(text, extra, sender, room):
        body = f"<body xmlns='jabber:client'>{escape(text)}</body>" if text else ""
        to = f"<to jid='{room}'/>" if room else ""
        return (f"<envelope xmlns='urn:xmpp:sce:1'><content>{body}{extra}</content><rpad>padding</rpad>"
                f"<from jid='{sender}'/>{to}</envelope>"), ""

    @classmethod
    async def parsed(cls, element, sender, _own, _manager):
        return cls.etree.parse_message(element, sender)


def _form(kind, several=False):
    items = '<field var="pubsub#max_items"><value>max</value></field>' if several else ""
    return ('<x xmlns="jabber:x:data" type="submit"><field var="FORM_TYPE" type="hidden"><value>'
            f'{PUBSUB}#{kind}</value></field><field var="pubsub#access_model"><value>open</value></field>{items}</x>')


def manager_of(person, protocol):
    """The kind of session manager whose requests the person sends."""

    async def publish(node, item, payload):
        xml = ElementTree.tostring(payload, encoding="unicode")
        if item != "current":  # ejabberd knows no number of items among the options
            with contextlib.suppress(IqError):  # it is there already
                await person._iq("set", None, f'<pubsub xmlns="{PUBSUB}"><create node="{node}"/>'
                                 f'<configure>{_form("node_config", several=True)}</configure></pubsub>')
        options = "" if item != "current" else f"<publish-options>{_form('publish-options')}</publish-options>"
        for attempt in range(3):  # a server that is busy refuses now and then
            with contextlib.nullcontext() if attempt == 2 else contextlib.suppress(IqError):
                return await person._iq("set", None, f'<pubsub xmlns="{PUBSUB}"><publish node="{node}"><item id="{item}">'
                                        f"{xml}</item></publish>{options}</pubsub>")

    async def fetch(jid, node, item, name):
        wanted = "" if item == "current" else f'<item id="{item}"/>'
        answer = await person._iq("get", jid, f'<pubsub xmlns="{PUBSUB}"><items node="{node}">{wanted}</items></pubsub>')
        return answer.xml.find(f".//{{{protocol.namespace}}}{name}")

    class Manager(SessionManager):
        @staticmethod
        async def _upload_bundle(bundle):
            await publish(*protocol.place(bundle.device_id), protocol.etree.serialize_bundle(bundle))

        @staticmethod
        async def _download_bundle(namespace, bare_jid, device_id):
            try:
                found = await fetch(bare_jid, *protocol.place(device_id), "bundle")
            except Exception as error:
                raise BundleNotFound() from error
            return protocol.etree.parse_bundle(found, bare_jid, device_id)

        @staticmethod
        async def _delete_bundle(namespace, device_id):
            raise NotImplementedError

        @staticmethod
        async def _upload_device_list(namespace, device_list):
            await publish(protocol.list_node, "current", protocol.etree.serialize_device_list(device_list))

        @staticmethod
        async def _download_device_list(namespace, bare_jid):
            try:
                found = await fetch(bare_jid, protocol.list_node, "current", protocol.list_name)
            except Exception:
                return {}
            return {} if found is None else protocol.etree.parse_device_list(found)

        async def _evaluate_custom_trust_level(self, device):
            return TrustLevel.TRUSTED

        async def _make_trust_decision(self, undecided, identifier):
            raise NotImplementedError

        @staticmethod
        async def _send_message(message, bare_jid):
            await person._send(stanza_of(protocol, message, bare_jid, None, "", "chat"))

    return Manager


def stanza_of(protocol, message, to, id_, extra, kind):
    encrypted = ElementTree.tostring(protocol.etree.serialize_message(message), encoding="unicode")
    body = "" if id_ is None else f"<body>{escape(EXCUSE)}</body>"
    return (f'<message type="{kind}" to="{to}" id="{id_ or "keys"}">{encrypted}{body}'
            f'<encryption xmlns="urn:xmpp:eme:0" name="OMEMO" namespace="{protocol.namespace}"/>'
            f'<store xmlns="urn:xmpp:hints"/>{extra}</message>')


class Encrypting:
    """A person's client as an OMEMO device."""

    def __init__(self, person, protocol=Older):
        self._person = person
        self._protocol = protocol
        self.jid = person.jid.split("/")[0]
        self.sealed_by = self.jid
        self.read = []  # texts
        self.empty = 0  # messages that carried keys only
        self.unreadable = 0
        self._asks = True
        self._manager = person._crowd.run(self._begin())
        # Slixmpp's event is for messages with a body.
        wanted = MatchXPath(f"{{jabber:client}}message/{{{protocol.namespace}}}encrypted")
        person._client.register_handler(CoroutineCallback("encrypted", wanted, self._take))

    async def _begin(self):
        storage = Memory()
        manager = await manager_of(self._person, self._protocol).create(
            [self._protocol.backend(storage)], storage, self.jid, None, TrustLevel.UNDECIDED.name)
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
        return list(self._person._crowd.run(self._manager._download_device_list(None, jid)))

    def knows_all_devices(self):
        """From now on it does not ask which devices there are before each message."""
        self._asks = False

    def says(self, to, *texts, extra="", room=None):
        """Sends each text encrypted for all devices of that bare JID, or those, and for its own others, to the room if there
        is one. Returns the ids."""
        return [self._person._crowd.run(self._say(to, text, extra, room)) for text in texts]

    def seals(self, to, *texts):
        """What says() would send, a stanza for each text."""
        return [self._person._crowd.run(self._seal(to, text, "", None))[1][0] for text in texts]

    async def _say(self, to, text, extra, room):
        id_, stanzas = await self._seal(to, text, extra, room)
        for stanza in stanzas:
            await self._person._send(stanza)
        return id_

    async def _seal(self, to, text, extra, room):
        namespace = self._protocol.namespace
        people = frozenset([to] if isinstance(to, str) else to)
        for jid in [*people, self.jid] if self._asks else []:
            await self._manager.refresh_device_list(namespace, jid)
        sealed, extra = self._protocol.sealed(text, extra, self.sealed_by, room)
        messages, errors = await self._manager.encrypt(people, {namespace: sealed.encode()})
        assert not errors, errors
        id_ = f"secret-{next(_numbers)}"
        return id_, [stanza_of(self._protocol, message, room or to, id_, extra, "groupchat" if room else "chat")
                     for message in messages]

    async def _take(self, stanza):
        if stanza["type"] == "groupchat":
            return  # an archive says nothing in rooms
        encrypted = stanza.xml.find(f"{{{self._protocol.namespace}}}encrypted")
        sender = stanza["from"].bare
        message = await self._protocol.parsed(encrypted, sender, self.jid, self._manager)
        try:
            text, _, _ = await self._manager.decrypt(message)
        except OMEMOException:
            self.unreadable += 1
            return
        if text is None:
            self.empty += 1
        else:
            self.read.append(text.decode())
