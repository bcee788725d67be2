# SPDX-License-Identifier: GPL-3.0-or-later
"""What strangers may write to make a page do something, in every place where they can write."""

import json
import pathlib
from datetime import timedelta

import history

ACTION = "document.documentElement.id=7"
URL = "http://127.0.0.1:PORT"
# DO is an action, URL an address that must not be asked. A place of one line has no line feeds.
PAYLOADS = [text.replace("DO", ACTION).replace("URL", URL) for text in (
    "<script>DO</script>", "<SCRIPT SRC=URL/1.js></SCRIPT>", "<script\x0b>DO</script\x0b>", "</script><script>DO</script>",
    "<scr<script>ipt>DO</scr</script>ipt>", "<script type=module>import 'URL/2.js'</script>",
    "<img src=URL/3>", "<img src=x onerror=DO>", "<img src=x onerror=\"DO\">", "<IMG SRC=x ONERROR=DO//", "<img/src=x/onerror=DO>",
    "<img src=`x`onerror=DO>", "<image href=URL/4 src=URL/5>", "<svg onload=DO>", "<svg/onload=DO>", "<svg><script>DO</script></svg>",
    "<svg><animate onbegin=DO attributeName=x dur=1s>", "<svg><use href=URL/6#x></svg>", "<math><mtext><img src=x onerror=DO></math>",
    "<body onload=DO>", "<html id=7>", "<iframe src=URL/7></iframe>", "<iframe srcdoc='<script>parent.DO</script>'>",
    "<object data=URL/8></object>", "<embed src=URL/9>", "<link rel=stylesheet href=URL/10>", "<link rel=prefetch href=URL/11>",
    "<base href=URL/>", "<meta http-equiv=refresh content='0;url=URL/12'>", "<style>@import 'URL/13';</style>",
    "<style>body{background:url(URL/14)}</style>", "</style><script>DO</script>", "</title><script>DO</script>",
    "</textarea><script>DO</script>", "</main></body></html><script>DO</script>", "--><script>DO</script><!--", "]]><script>DO</script>",
    "\" onmouseover=\"DO\" autofocus onfocus=\"DO", "' onmouseover='DO' autofocus onfocus='DO", "\"><script>DO</script>", "'><script>DO</script>",
    "\" style=\"background:url(URL/15)", "x onclick=DO", "javascript:DO", "JaVaScRiPt:DO", "java\tscript:DO", "\x01javascript:DO",
    "data:text/html,<script>DO</script>", "vbscript:DO", "URL/\"onmouseover=\"DO", "xmpp:a@b?\"><script>DO</script>",
    "<a href=javascript:DO autofocus onfocus=DO>click</a>", "<form action=URL/16><button autofocus onfocus=DO>x</button></form>",
    "<input autofocus onfocus=DO>", "<details open ontoggle=DO>x</details>", "<video src=URL/17 onerror=DO autoplay></video>",
    "<audio src=URL/18 onerror=DO>", "<marquee onstart=DO>x</marquee>", "<table background=URL/19><td>x</table>",
    "<template><script>DO</script></template>", "<noscript><p title=\"</noscript><img src=x onerror=DO>\">",
    "&lt;script&gt;DO&lt;/script&gt;", "&#60;script&#62;DO&#60;/script&#62;", "\\u003cscript\\u003eDO\\u003c/script\\u003e",
    "{{constructor.constructor('DO')()}}", "${DO}", "\u202e>tpircs/<7=di>tpircs<", "+ADw-script+AD4-DO+ADw-/script+AD4-")]
STRANGER, ROOM = "stranger@evil.test", "hall@rooms.evil.test"


def contact(i):
    return f"stranger{i}@evil.test"


def resource(text):
    """As much of a text as a resourcepart may have (RFC 7622): no control characters."""
    return "".join(c for c in text if ord(c) >= 0x20)


def of_contact(i, text, when):
    """What a contact can publish: a name in the roster that they proposed, a vCard, presence with a status and a nickname."""
    yield {"kind": "roster-entry", "account": history.ALICE, "contact": contact(i), "subscription": "both",
           "seen_at": history.text_of(when), "name": text}
    yield {"kind": "vcard-version", "account": history.ALICE, "contact": contact(i), "fetched_at": history.text_of(when),
           "confirmed_at": history.text_of(when), "element": "<vCard xmlns='vcard-temp'/>",
           "vcard": {field: text for field in ("full_name", "nickname", "given", "family", "org", "title", "url", "note")}}
    yield {"kind": "presence", "account": history.ALICE, "contact": contact(i), "resource": resource(text), "available": True,
           "show": "away", "priority": 0, "status": text, "stamp": history.text_of(when), "seen_at": history.text_of(when),
           "cause": "change"}


def messages(maker, i, text, when):
    """What is in a message: the text, the resource, the name of a file, its address, its caption, the title of a link,
    and of a room the subject and a nickname."""
    yield maker.message(when, STRANGER, f"{STRANGER}/{resource(text)}", text)
    yield maker.message(when + timedelta(seconds=10), STRANGER, f"{STRANGER}/x", "", attachments=[
        {"url": text, "description": text, "caption": text, "mime": text}])
    yield maker.message(when + timedelta(seconds=20), STRANGER, f"{STRANGER}/x", "see", previews=[
        {"url": "https://x.example/", "title": text, "description": text}])
    room = maker.message(when + timedelta(seconds=30), ROOM, f"{ROOM}/{resource(text)}", "hello")
    yield room | {"type": "groupchat", "to": history.ALICE, "in_room": True}
    room = maker.message(when + timedelta(seconds=40), ROOM, f"{ROOM}/x", "")
    del room["body"]
    yield room | {"type": "groupchat", "to": history.ALICE, "in_room": True, "subject": text}


def records(port):
    first = history.demo_history.FIRST_DAY
    yield {"kind": "manifest", "schema": 1, "program": "boswell", "version": "0.1.0"}
    yield {"kind": "observation", "account": history.ALICE, "since": history.text_of(first), "ended": "closed", "presence": True,
           "until": history.text_of(first + timedelta(days=2))}
    texts = [text.replace("PORT", str(port)) for text in PAYLOADS]
    for i, text in enumerate(texts):
        yield from of_contact(i, text, first + timedelta(minutes=1 + i))
    maker = history.Messages()
    for i, text in enumerate(texts):
        yield from messages(maker, i, text, first + timedelta(minutes=1 + i))
    yield {"kind": "complete", "messages": maker.count, "presences": len(texts), "contacts": 0}


def write(file, port):
    pathlib.Path(file).write_text("".join(json.dumps(record) + "\n" for record in records(port)))
