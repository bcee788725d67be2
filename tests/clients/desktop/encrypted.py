# SPDX-License-Identifier: GPL-3.0-or-later
"""What the archive has read of what clients encrypted to it (OMEMO), as a user sees it."""

import re


def own_device(archive):
    """Waits until the archive is a device; its id."""
    return archive.eventually(lambda archive: archive.records("keys"), "keys of its own")[0]["device"]


def is_read_once(archive, text, device):
    """Waits until the text is found; asserts that it is one message, and is said to come from that device, which is a pair
    of its id and its fingerprint. The message."""
    found = archive.eventually(lambda archive: [message for message in archive.messages(f'"{text}"')
                                                if message.get("shown") == text], text)
    assert len(found) == 1, found
    shown = archive.run("show", found[0]["id"]).stdout
    key = re.search(r"^ *key +device (\d+): ([0-9a-f ]+)$", shown, re.M)
    assert key and (int(key[1]), key[2].replace(" ", "")) == device, (device, shown)
    return found[0]


def all_was_read(archive):
    """Asserts that nothing is listed as unreadable."""
    unread = [record for record in archive.records("keys") if record["kind"] == "encrypted-message"]
    assert not unread, unread
