# SPDX-License-Identifier: GPL-3.0-or-later
"""The last messages with each contact, and their retrieval by XEP-0136 the way Microsoft did it."""

from .markup import tag, text
from .people import bare, now, stamp

NAMESPACE = "urn:xmpp:archive"


class History:
    """No more than the last `most` messages with a contact are given, whatever range or page is asked for.

    Not known of the real service, and therefore attributes: whether items carry `times` "secs" (since the item before)
    or "utc", and whether no history is `nothing` "chat" (a collection without items) or "result" (no payload at all).
    """

    most = 10
    times = "secs"
    nothing = "chat"

    def __init__(self):
        self._kept = {}  # (own bare JID, contact's) -> [(when, "from" or "to", body)]

    def keep(self, account, contact, direction, body, when=None):
        self._kept.setdefault((account.jid, bare(contact)), []).append((when or now(), direction, body))

    def retrieved(self, account, contact):
        """The payload of the answer to <retrieve with='contact[/resource]'/>."""
        items = self._kept.get((account.jid, bare(contact)), [])[-self.most:]
        if not items and self.nothing == "result":
            return ""
        start = items[0][0] if items else now()
        return tag("chat", {"xmlns": NAMESPACE, "with": bare(contact), "start": stamp(start)},
                   *self._items(items))

    def _items(self, items):
        previous = int(items[0][0].timestamp()) if items else 0
        for when, direction, body in items:
            seconds = int(when.timestamp())
            time = {"utc": stamp(when)} if self.times == "utc" else {"secs": seconds - previous}
            previous = seconds
            yield tag(direction, time, tag("body", None, text(body)))
