#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Google Talk cuts a client that does not answer when it tells of mail or settings: the agent answers, and stays."""

from emulators.google_extensions import MAIL, NOSAVE, SETTING, STATUS
from emulators.markup import tag
from emulators.on_stage import has_customer, play
from emulators.people import bare
from stage.waiting import until

SERVERS = "google"
PUSHES = (tag("new-mail", {"xmlns": MAIL}), tag("usersetting", {"xmlns": SETTING}, tag("gmail", {"value": "true"})),
          tag("query", {"xmlns": NOSAVE}, tag("item", {"jid": "romeo@gmail.com", "value": "enabled"})),
          tag("query", {"xmlns": STATUS, "version": "2"}, tag("status"), tag("show", None, "dnd")))


def scene(stage):
    service, customer = stage.server, has_customer(stage)
    service.expects_answers = 1
    agent = stage.agent(customer.account).arrives()
    session = service.session()

    announced = service.announces_mail(session)
    assert service.hears_answer(announced).get("type") == "result"
    for push in PUSHES:
        asked = session.asks("set", push, **{"from": bare(session.jid)})
        assert service.hears_answer(asked).get("type") == "result", push
    # What is no push of the service's gets an answer too, and no thanks.
    asked = session.asks("set", PUSHES[0], **{"from": customer.friend})
    assert service.hears_answer(asked).get("type") == "error"

    until(lambda: session.closed or announced in service.waited_for, "the time for an answer to be over")
    assert not session.closed, "cut for want of an answer"

    service.says(customer.friend, "But, soft!")
    agent.archive.has_message(body="But, soft!")
    agent.archive.has_count(1)
    assert service.queues == [], "a queue hides presence from a logger"
    agent.leaves()
    agent.archive.is_sound()
    assert service.faults == [], service.faults


play(scene)
