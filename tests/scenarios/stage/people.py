# SPDX-License-Identifier: GPL-3.0-or-later
"""People who chat: slixmpp clients behind plain, blocking calls.

A call returns once the server has processed what was sent (it is followed by a ping), so the order
of the lines of a scene is the order of events. Slixmpp runs in a thread of its own.
"""

import asyncio
import contextlib
import hashlib
import itertools
import logging
import sys
import threading
from base64 import b64encode
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from .waiting import until

with contextlib.redirect_stdout(None), contextlib.redirect_stderr(None):
    import slixmpp  # prints that it would like a faster stringprep

# Slixmpp reports every lost connection; here connections are lost on purpose.
logging.getLogger("slixmpp").setLevel(logging.CRITICAL)
logging.getLogger("asyncio").setLevel(logging.CRITICAL)

_numbers = itertools.count(1)


class Crowd:
    """The thread in which all people live."""

    def __init__(self):
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, coroutine, seconds=60):
        """What the coroutine returns; raises what it raises, or TimeoutError."""
        return asyncio.run_coroutine_threadsafe(asyncio.wait_for(coroutine, seconds),
                                                self._loop).result(seconds + 5)

    def close(self):
        async def cancel_all():
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()

        with contextlib.suppress(Exception):
            self.run(cancel_all(), 5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        # When slixmpp's remaining objects are collected, they complain that their loop is gone.
        sys.unraisablehook = lambda _: None


class Person:
    """One client of one account, online until leaves()."""

    def __init__(self, crowd, jid, password, address, ca_file):
        self.jid = jid
        self.heard = []  # dicts: from, body, type, id, stanza_id (XEP-0359)
        self.presences = []  # dicts: from, type, show, status
        self._crowd = crowd
        self._photo = None
        self._client = crowd.run(self._login(password, address, str(ca_file)))

    async def _login(self, password, address, ca_file):
        client = slixmpp.ClientXMPP(self.jid, password)
        client.loop = asyncio.get_running_loop()
        client.ca_certs = ca_file
        client.use_ipv6 = False
        client.auto_authorize = False  # people decide for themselves
        client.auto_subscribe = False
        client.register_plugin("xep_0199")
        client.register_plugin("xep_0280")
        outcome = asyncio.get_running_loop().create_future()

        def settle(value):
            if not outcome.done():
                outcome.set_result(value)

        client.add_event_handler("session_start", lambda _: settle(None))
        client.add_event_handler("failed_all_auth", lambda _: settle("wrong password"))
        client.add_event_handler("disconnected", lambda why: settle(f"disconnected: {why}"))
        client.add_event_handler("message", self._hear)
        client.add_event_handler("groupchat_message", self._hear)
        client.add_event_handler("presence", self._see)
        client.connect(address)
        problem = await outcome
        if problem:
            raise ConnectionError(f"{self.jid} cannot log in: {problem}")
        return client

    def _hear(self, stanza):
        given = stanza.xml.find("{urn:xmpp:sid:0}stanza-id")
        self.heard.append({"from": str(stanza["from"]), "body": stanza["body"],
                           "type": stanza["type"], "id": stanza["id"],
                           "stanza_id": None if given is None else given.get("id")})

    def _see(self, stanza):
        self.presences.append({"from": str(stanza["from"]), "type": stanza["type"],
                               "status": stanza["status"]})

    async def _iq(self, kind, to, payload):
        iq = self._client.make_iq(id=self._client.new_id(), itype=kind, ito=to)  # else each has the id 0
        iq.append(ElementTree.fromstring(payload))
        return await iq.send(timeout=55)

    def ask(self, kind, payload, to=None):
        """Sends an IQ and returns the answer; raises slixmpp's IqError if it is an error."""
        return self._crowd.run(self._iq(kind, to, payload))

    async def _send(self, *stanzas):
        for xml in stanzas:
            self._client.send_raw(xml)
        await self._iq("get", self._client.boundjid.domain, '<ping xmlns="urn:xmpp:ping"/>')

    def sends(self, *stanzas):
        """Sends raw XML as it is."""
        self._crowd.run(self._send(*stanzas), seconds=60)

    def comes_online(self, show="", status="", priority=0, to=None):
        """Sends available presence, to everybody or to one JID."""
        photo = "" if self._photo is None else (
            f'<x xmlns="vcard-temp:x:update"><photo>{self._photo}</photo></x>')
        self.sends(f"<presence{_to(to)}>"
                   + (f"<show>{show}</show>" if show else "")
                   + (f"<status>{escape(status)}</status>" if status else "")
                   + f"<priority>{priority}</priority>{photo}</presence>")
        return self

    def goes_away(self, status=""):
        return self.comes_online(show="away", status=status)

    def comes_back(self, status=""):
        return self.comes_online(status=status)

    def enables_carbons(self):
        self.ask("set", '<enable xmlns="urn:xmpp:carbons:2"/>')
        return self

    def says(self, to, *bodies, kind="chat", extra=""):
        """Sends a message for each body. Returns their ids."""
        ids = [f"line-{next(_numbers)}" for _ in bodies]
        self.sends(*(f'<message type="{kind}" id="{id_}"{_to(to)}><body>{escape(body)}</body>'
                     f"{extra}</message>" for id_, body in zip(ids, bodies)))
        return ids

    def corrects(self, to, id_, body, kind="chat"):
        """Corrects a message (XEP-0308). Returns the id of the new message."""
        return self.says(to, body, kind=kind,
                         extra=f'<replace id="{id_}" xmlns="urn:xmpp:message-correct:0"/>')[0]

    def retracts(self, to, id_, kind="chat"):
        """XEP-0424"""
        self._tells(to, kind, f'<retract id="{id_}" xmlns="urn:xmpp:message-retract:1"/>')

    def reacts(self, to, id_, *emoji, kind="chat"):
        """XEP-0444"""
        inner = "".join(f"<reaction>{escape(one)}</reaction>" for one in emoji)
        self._tells(to, kind,
                    f'<reactions id="{id_}" xmlns="urn:xmpp:reactions:0">{inner}</reactions>')

    def confirms(self, to, id_, word="displayed", kind="chat"):
        """XEP-0333, or with "received" XEP-0184."""
        xmlns = "urn:xmpp:receipts" if word == "received" else "urn:xmpp:chat-markers:0"
        self._tells(to, kind, f'<{word} id="{id_}" xmlns="{xmlns}"/>')

    def _tells(self, to, kind, element):
        """Sends a message without a text that servers are asked to keep."""
        self.sends(f'<message type="{kind}" id="line-{next(_numbers)}"{_to(to)}>{element}'
                   '<store xmlns="urn:xmpp:hints"/></message>')

    def hears(self, body, seconds=40):
        """Waits for a message with this body."""
        return until(lambda: next((m for m in self.heard if m["body"] == body), None),
                     lambda: f"{self.jid} to hear {body!r}; heard {self.heard}", seconds)

    def sees(self, jid, kind="available", seconds=40):
        """Waits for a presence from this full or bare JID."""
        bare = str(jid)
        return until(lambda: next((p for p in self.presences if p["type"] == kind and (
            p["from"] == bare or p["from"].startswith(bare + "/"))), None),
            lambda: f"{self.jid} to see {bare} {kind}; saw {self.presences}", seconds)

    def changes_vcard(self, photo=None, **fields):
        """Replaces the vCard. Fields are element names (FN, NICKNAME, …), `photo` PNG bytes."""
        inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields.items())
        if photo:
            inner += ("<PHOTO><TYPE>image/png</TYPE><BINVAL>"
                      f"{b64encode(photo).decode()}</BINVAL></PHOTO>")
        self.ask("set", f'<vCard xmlns="vcard-temp">{inner}</vCard>')
        self._photo = hashlib.sha1(photo).hexdigest() if photo else ""
        return self

    def publishes(self, node, payload, item="current"):
        """Publishes an item of PEP (XEP-0163) in place of what was at the node."""
        self.ask("set", f'<pubsub xmlns="http://jabber.org/protocol/pubsub"><publish node="{node}">'
                 f'<item id="{item}">{payload}</item></publish></pubsub>')
        return self

    def joins(self, room, nickname):
        self.sends(f'<presence to="{room}/{nickname}">'
                   '<x xmlns="http://jabber.org/protocol/muc"/></presence>')
        self.sees(f"{room}/{nickname}")
        return self

    def keeps_open(self, room):
        """Makes the room, as its owner, outlive its occupants and a restart of the server."""
        return self._configures(room, persistentroom="1")

    def shows_jids(self, room):
        """Makes the room, as its owner, tell every occupant who the others are."""
        return self._configures(room, whois="anyone")

    def admits_only(self, room, *jids):
        """Lets nobody into the room, as its owner, but these."""
        self._configures(room, membersonly="1")
        for jid in jids:
            self._changes(room, f'jid="{escape(jid)}" affiliation="member"')
        return self

    def locks(self, room, password):
        """Lets nobody into the room, as its owner, without the password."""
        return self._configures(room, passwordprotectedroom="1", roomsecret=password)

    def _configures(self, room, **values):
        fields = "".join(f'<field var="muc#roomconfig_{name}"><value>{escape(value)}</value></field>'
                         for name, value in values.items())
        self.ask("set", '<query xmlns="http://jabber.org/protocol/muc#owner">'
                 '<x xmlns="jabber:x:data" type="submit"><field var="FORM_TYPE"><value>'
                 f"http://jabber.org/protocol/muc#roomconfig</value></field>{fields}</x></query>",
                 to=room)
        return self

    def leaves_room(self, room, nickname):
        self.sends(f'<presence type="unavailable" to="{room}/{nickname}"/>')
        return self

    def sets_subject(self, room, text):
        self.sends(f'<message type="groupchat" to="{room}" id="subject-{next(_numbers)}">'
                   f"<subject>{escape(text)}</subject></message>")
        return self

    def kicks(self, room, nickname, reason=""):
        self._changes(room, f'nick="{escape(nickname)}" role="none"', reason)

    def bans(self, room, jid, reason=""):
        self._changes(room, f'jid="{escape(jid)}" affiliation="outcast"', reason)

    def unbans(self, room, jid):
        self._changes(room, f'jid="{escape(jid)}" affiliation="none"')

    def _changes(self, room, item, reason=""):
        self.ask("set", '<query xmlns="http://jabber.org/protocol/muc#admin">'
                 f"<item {item}><reason>{escape(reason)}</reason></item></query>", to=room)

    def leaves(self):
        """Says goodbye and closes the connection."""
        async def goodbye():
            self._client.send_raw('<presence type="unavailable"/>')
            await self._iq("get", self._client.boundjid.domain, '<ping xmlns="urn:xmpp:ping"/>')
            await self._client.disconnect(wait=1)

        self._crowd.run(goodbye())

    def vanishes(self):
        """Closes the socket without a word."""
        async def abort():
            self._client.abort()

        self._crowd.run(abort())


def _to(jid):
    """The attribute for a JID, a Person, or nobody."""
    if jid is None:
        return ""
    jid = jid.jid.split("/")[0] if isinstance(jid, Person) else jid
    return f' to="{escape(jid)}"'
