# SPDX-License-Identifier: GPL-3.0-or-later
"""A history with all that a page shows, as JSON Lines of boswell: friends who talk about tea while
demo_history says when they were there, and a stranger who tries to make pages do something."""

import base64
import hashlib
import json
import pathlib
import struct
import sys
import zlib
from datetime import datetime, timedelta, timezone

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "tools"))
import demo_history  # noqa: E402

ALICE, BOB, CAROL = "alice@tea.test", "bob@tea.test", "carol@tea.test"
DANA = "dana@tea.test"  # who writes from the right to the left
ROOM = "kitchen@rooms.tea.test"
TALK = [
    (0, "bob", "Good morning! The oven is on, the first loaves are out in ten minutes."),
    (1, "alice", "Keep one for me?"),
    (1, "bob", "Of course. Rye or the one with walnuts?"),
    (2, "alice", "Walnuts, please 🙂"),
    (190, "bob", "/me puts the walnut bread aside"),
    (600, "alice", "I found the café that Carol told us about: https://cafe.example/menu?week=45 "
                   "(they have forty kinds of tea). Shall we go on Saturday?"),
    (603, "bob", "Yes! Three o'clock?\nI could bring the map, it is not easy to find."),
    (604, "alice", "Three is fine."),
    (1500, "bob", "Guten Morgen aus der Backstube, heute gibt es Gözleme und Straßenkuchen."),
    (1502, "alice", "茶を飲みますか? I am learning :-)"),
    (1503, "bob", "مرحبا! That is all I know, tea is شاي."),
    (2900, "bob", "The lighthouse is open again. We could walk there on Sunday, take the path along the "
                  "cliffs, and have our tea at the top if the wind lets us. Last year it took us two "
                  "hours, with the dog three."),
    (2904, "alice", "Sunday then."),
    (5800, "bob", "Did you get home before the rain?"),
    (5830, "alice", "Nearly."),
]
BOTH_WAYS = [
    ("alice", "Is the tea shop open today?"),
    ("dana", "כן, עד שש בערב."),
    ("dana", "הכתובת: רחוב הרצל 12, ליד Café Zorik (קומה 2)!"),
    ("alice", "Thank you. How does one say tea, תה or שאי?"),
    ("dana", "أهلا! الشاي جاهز الساعة 17:30."),
    ("alice", "See you at 17:30."),
    ("dana", "/me מדליקה את הקומקום"),
]
HOSTILE = [
    "<script>document.documentElement.id=7; new Image().src = 'http://127.0.0.1:PORT/script'</script>",
    "</title></style></script><img src=http://127.0.0.1:PORT/img onerror=document.documentElement.id=7>",
    "javascript:document.documentElement.id=7 and JaVaScRiPt:document.documentElement.id=7 data:text/html,<b> file:///etc/passwd",
    'http://127.0.0.1:PORT/"onmouseover="document.documentElement.id=7 https://x.example/\'>"<svg/onload=document.documentElement.id=7>',
    "\u202egnp.exe \u2066 \u2067never closed",
    "line\u2028separator\u2029paragraph \x07\x1b[2J \x7f \u0085 \ufffe",
    "&lt;b&gt; &amp; ]]> <!-- --> {{7*7}} ${7*7} `x`",
    "@import url(http://127.0.0.1:PORT/css); } body { background: url(http://127.0.0.1:PORT/bg) }",
]
MALLORY = "mallory@evil.test"
TRAVELLER = "..\\2f..\\2fx@y.test"  # a path, escaped as in XEP-0106


def _png(colour):
    """A picture of one colour."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    size = 24
    rows = b"".join(b"\0" + bytes(colour) * size for _ in range(size))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def text_of(when):
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Messages:
    def __init__(self):
        self.count = 0

    def message(self, when, with_, sender, body, **more):
        self.count += 1
        name = sender.split("@")[0]
        own = name == "alice"
        return {"kind": "message", "id": int(when.timestamp() * 1000) * 1000 + self.count,
                "account": ALICE, "with": with_, "direction": "out" if own else "in", "from": sender,
                "to": with_ if own else ALICE, "type": "chat", "stamp": text_of(when),
                "received_at": text_of(when), "via": ["stream"], "message_id": f"m{self.count}",
                "body": body} | more


def _friends(maker, start):
    last = None
    for minutes, who, body in TALK:
        when = start + timedelta(minutes=minutes)
        sender = f"{who}@tea.test/" + ("phone" if who == "bob" else "laptop")
        record = maker.message(when, BOB, sender, body)
        if body == "Three is fine.":
            record["reply_to"] = {"id": last["id"], "message_id": last["message_id"], "to": last["from"]}
            record["reactions"] = [{"from": BOB, "emoji": ["👍", "🫖"], "at": text_of(when)}]
        if body.startswith("Walnuts"):
            record["versions"] = [{"stamp": text_of(when), "body": "Rye, please"},
                                  {"stamp": text_of(when + timedelta(minutes=1)), "body": body,
                                   "message_id": "correction-1"}]
        if body == "Nearly.":
            record["retraction"] = {"at": text_of(when + timedelta(minutes=3)), "reason": "not true"}
        last = record
        yield record
    when = start + timedelta(minutes=5900)
    url = "https://files.tea.test/kettle.jpg"
    yield maker.message(when, BOB, f"{BOB}/phone", url,
                        attachments=[{"url": url, "description": "the new kettle.jpg",
                                      "mime": "image/jpeg", "size": 482133}])


def _room(maker, start):
    for minutes, nick, body in [(0, "Carol", "Tea is served in the kitchen"), (1, "Märchen 🦉", "On my way"),
                                (2, "alice", "Is there any milk?"), (3, "Carol", "Oat milk")]:
        record = maker.message(start + timedelta(minutes=minutes), ROOM, f"{ROOM}/{nick}", body)
        yield record | {"type": "groupchat", "to": ALICE, "in_room": True,
                        "direction": "out" if nick == "alice" else "in"}


def _both_ways(maker, start):
    for minutes, (who, body) in enumerate(BOTH_WAYS):
        yield maker.message(start + timedelta(minutes=minutes), DANA, f"{who}@tea.test/x", body)


def _hostile(maker, start, port):
    for i, body in enumerate(HOSTILE):
        body = body.replace("PORT", str(port))
        yield maker.message(start + timedelta(minutes=i), MALLORY, f"{MALLORY}/<i>x</i>\" onclick='document.documentElement.id=7'", body)
    for i, url in enumerate(("javascript:document.documentElement.id=7", f"http://127.0.0.1:{port}/file", "\x01javascript:document.documentElement.id=7")):
        yield maker.message(start + timedelta(minutes=20 + i), MALLORY, f"{MALLORY}/x", "",
                            attachments=[{"url": url, "description": "<b>open me</b>"}])
    yield maker.message(start, TRAVELLER, f"{TRAVELLER}/home", "a path as an address")


def records(port=9):
    """All records. `port` is where hostile texts would send a browser."""
    older = list(demo_history.records(ALICE, "tea.test"))
    manifest, presences = older[0], older.pop()["presences"]
    yield manifest
    yield from older[1:]
    first = demo_history.FIRST_DAY
    yield {"kind": "roster-entry", "account": ALICE, "contact": BOB, "subscription": "both",
           "seen_at": text_of(first + timedelta(days=8)), "name": "Bob Baker \"the oven\""}
    yield {"kind": "roster-entry", "account": ALICE, "contact": DANA, "subscription": "both",
           "seen_at": text_of(first), "name": "דנה לוי"}
    yield {"kind": "roster-entry", "account": ALICE, "contact": MALLORY, "subscription": "none",
           "seen_at": text_of(first), "name": "</h1><script>document.documentElement.id=7</script>\u202e"}
    for day, colour in ((0, (200, 120, 40)), (8, (60, 120, 200))):
        picture = _png(colour)
        yield {"kind": "vcard-version", "account": ALICE, "contact": BOB,
               "fetched_at": text_of(first + timedelta(days=day)),
               "confirmed_at": text_of(first + timedelta(days=day)),
               "vcard": {"nickname": "bob"},
               "element": "<vCard xmlns='vcard-temp'><NICKNAME>bob</NICKNAME></vCard>",
               "avatar": {"sha1": hashlib.sha1(picture).hexdigest(), "mime": "image/png",
                          "data": base64.b64encode(picture).decode()}}
    maker, count = Messages(), 0
    talks = [_friends(maker, first - timedelta(days=20) + timedelta(hours=7)),
             _friends(maker, first + timedelta(hours=7)), _friends(maker, first + timedelta(days=7, hours=9)),
             _room(maker, first + timedelta(days=2, hours=16)),
             _both_ways(maker, first + timedelta(days=3, hours=10)),
             _hostile(maker, first + timedelta(days=4, hours=12), port)]
    for talk in talks:
        for record in talk:
            count += 1
            yield record
    yield {"kind": "complete", "messages": count, "presences": presences, "contacts": 0}


def write(file, port=9):
    lines = "".join(json.dumps(record) + "\n" for record in records(port))
    pathlib.Path(file).write_text(lines)


if __name__ == "__main__":
    write(sys.argv[1])
