#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A call (XEP-0353) is one message with its outcome, also when it comes by carbons of another device or from the server's
archive."""

import itertools

from stage.play import play

ME, HE = "juliet@good.test", "romeo@good.test"
_ids = itertools.count(1)


def step(action, call, content=""):
    return f'<{action} xmlns="urn:xmpp:jingle-message:0" id="{call}">{content}</{action}><store xmlns="urn:xmpp:hints"/>'


def proposal(call, *media):
    return step("propose", call, "".join(
        f'<description xmlns="urn:xmpp:jingle:apps:rtp:1" media="{each}"/>' for each in media))


def reason(condition):
    return f'<reason xmlns="urn:xmpp:jingle:1"><{condition}/></reason>'


def says(person, to, content):
    person.sends(f'<message to="{to}" type="chat" id="{next(_ids)}">{content}</message>')


def has_call(archive, call, outcome):
    def found(archive):
        return [message for message in archive.messages()
                if message.get("call", {}).get("id") == call and message["call"].get("outcome") == outcome]

    calls = archive.eventually(found, lambda: f"the call {call}, {outcome}; there are {archive.messages()}")
    assert len(calls) == 1, calls
    return calls[0]


def scene(stage):
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet").arrives()
    archive = agent.archive
    phone = stage.enters("juliet", "phone").enables_carbons()

    says(romeo, ME, proposal("answered", "audio"))
    says(phone, HE, step("ringing", "answered"))
    says(phone, HE, step("proceed", "answered"))
    says(romeo, ME, step("finish", "answered", reason("success")))
    call = has_call(archive, "answered", "answered")
    archive.eventually(lambda _: has_call(archive, "answered", "answered")["call"].get("seconds") is not None, "its end")
    call = has_call(archive, "answered", "answered")
    assert [event["action"] for event in call["call"]["events"]] == ["ringing", "proceed", "finish"], call
    assert call["call"]["media"] == ["audio"] and (call["with"], call["direction"]) == (HE, "in"), call

    says(phone, HE, proposal("declined", "audio", "video"))
    says(romeo, ME, step("reject", "declined", reason("busy")))
    assert has_call(archive, "declined", "declined")["direction"] == "out"
    # The older way to tell the other devices.
    says(romeo, ME, proposal("elsewhere", "audio"))
    says(phone, ME, step("accept", "elsewhere"))
    has_call(archive, "elsewhere", "answered")

    agent.leaves()
    says(romeo, ME, proposal("missed", "audio"))
    says(romeo, ME, step("retract", "missed", reason("cancel")))
    agent.arrives()
    has_call(archive, "missed", "missed")
    log = archive.run("log", HE).stdout
    for text in ("video call, declined", "call, answered on another device", "missed call"):
        assert text in log, log
    assert archive.count() == 4, archive.messages()
    agent.leaves()
    archive.is_sound()


play(scene)
