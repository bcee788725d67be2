# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens in the demo: three people have tea, and the archive of one of them has a hard time."""

from stage.proxy import Proxy

DOMAIN = "tea.test"
ROOM = f"terrace@rooms.{DOMAIN}"
ACCOUNTS = {"alice": "looking-glass", "bob": "lemon-cake", "carol": "gunpowder-tea"}
FRIENDS = [("alice", "bob"), ("alice", "carol"), ("bob", "carol")]
AVATAR = bytes.fromhex(  # one green pixel
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c49444154789c63608c5a0000014800d55ed4cc150000000049454e44ae426082")
# Who does what, and with what text. Nobody: it happens to the machine.
PLAY = (
    ("bob", "says", "Good morning, Alice! Tea at four? 🫖"),
    ("alice", "says to bob", "With pleasure. Is Carol coming?"),
    ("bob", "says", "She said 也许 – perhaps."),
    ("carol", "comes online", ""),
    ("carol", "says", "我会带茶来 🍵 I'll bring the tea"),
    ("bob", "says", "And I a limon cake"),
    ("bob", "corrects it", "And I a lemon cake"),
    ("alice", "reacts to bob", "🍋"),
    ("bob", "goes away", "at the bakery"),
    ("", "the line is cut, and nobody tells boswelld", ""),
    ("carol", "says", "One pot or two?"),
    ("boswelld", "is back", "the server gives the rest of the stream"),
    ("alice", "says to carol", "Two. Bob drinks for three 🧑‍🍳"),
    ("carol", "tells the room", "🥂 to absent friends"),
    ("bob", "says", "Got the last one!"),
    ("", "boswelld is killed in mid-sentence (kill -9)", ""),
    ("bob", "says", "It has candied peel 🎂"),
    ("bob", "comes back", ""),
    ("carol", "changes her vCard", "Carol Tea (茶)"),
    ("carol", "tells the room", "Nobody writes this down, for the room keeps no archive"),
    ("carol", "leaves", ""),
    ("boswelld", "starts again", "what was said meanwhile comes from the server"),
    ("bob", "says", "On my way 🚲 see you at four"),
)
CUT, KILLED = "the line is cut, and nobody tells boswelld", "boswelld is killed in mid-sentence (kill -9)"


class Play:
    """The people, the agent behind a line that breaks, and who is there."""

    def __init__(self, stage):
        self.stage = stage
        self.people = {}
        self.states = {"alice": "online", "bob": "online", "carol": "gone"}
        self.agent = None
        self._line = None
        self._last = {}  # the last message of each person, by name
        self._deeds = {
            "comes online": lambda who, _: self._is(who, "online").comes_online(),
            "comes back": lambda who, _: self._is(who, "online").comes_online(),
            "goes away": lambda who, text: self._is(who, "away").goes_away(text),
            "leaves": lambda who, _: self._is(who, "gone").leaves(),
            "changes her vCard": lambda who, text: self.people[who].changes_vcard(
                FN=text, NICKNAME="Carol", photo=AVATAR).comes_online(),
            "tells the room": lambda who, text: self.people[who].joins(ROOM, who.capitalize()).says(
                ROOM, text, kind="groupchat"),
            "corrects it": lambda who, text: self.people[who].corrects(f"alice@{DOMAIN}", self._last[who], text),
            "reacts to bob": lambda who, text: self.people[who].reacts(f"bob@{DOMAIN}", self._last["bob"], text),
            CUT: lambda *_: self._line.cut(),
            KILLED: lambda *_: self.agent.dies(),
            "is back": lambda *_: self.agent.is_online(),
            "starts again": lambda *_: self.agent.arrives(),
        }

    def opens(self):
        server = self.stage.opens("prosody", domain=DOMAIN, accounts=ACCOUNTS, friends=FRIENDS, room_archive=False,
                                  room_history=0, hibernation=5)
        self.people["alice"] = self.stage.enters("alice").enables_carbons()
        self.people["bob"] = self.stage.enters("bob").joins(ROOM, "Bob")
        self.people["bob"].changes_vcard(FN="Bob Baker", NICKNAME="Bob")
        self.people["carol"] = self.stage.enters("carol", available=False)
        self.people["carol"].changes_vcard(FN="Carol Leaf", NICKNAME="Carol")
        self._line = Proxy(server.port)
        self.agent = self.stage.agent("alice", port=self._line.port, rooms=[f"{ROOM}/record"]).arrives()
        return server

    def act(self, who, verb, text):
        if verb in self._deeds:
            self._deeds[verb](who, text)
        else:
            to = verb.removeprefix("says").removeprefix(" to ") or "alice"
            self._last[who] = self.people[who].says(f"{to}@{DOMAIN}", text)[0]

    def pause_before(self, number):
        """No time passes between a sentence and what cuts it short."""
        return 0 if PLAY[number][1] == KILLED else 1

    def counts(self):
        """How many sentences there were, and how many are archived; fails if any but the one in the gap is not, once."""
        sentences = [text for _, verb, text in PLAY if verb.split()[0] in ("says", "tells", "corrects")]
        sentences = [text for text in sentences if "limon" not in text]  # that one was corrected
        lost = [text for text in sentences if text.startswith("Nobody writes this down")
                and text not in self.agent.archive.bodies()]
        for text in sentences:
            if text not in lost:
                self.agent.archive.has_message(body=text)
        return len(sentences), len(sentences) - len(lost)

    def closes(self):
        if self._line:
            self._line.close()

    def _is(self, who, state):
        self.states[who] = state
        return self.people[who]
