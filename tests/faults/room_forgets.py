#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A room that is silent is asked whether we are still in it; one that has forgotten us is entered again, and a gap says so."""

from stage.clock import Clock
from stage.component_room import ComponentRoom
from stage.play import play

HERE = "juliet@good.test/boswell"
STEP = 50  # seconds; a stream that is silent for a minute is asked, too
SILENCE = 300


def scene(stage):
    clock = Clock(stage.folder / "clock")
    romeo = stage.enters("romeo")
    with ComponentRoom(stage.server) as room:
        agent = stage.agent("juliet", rooms=[f"{room.room}/Juliet"])
        agent.runs_under(*stage.preloading("clock_shift", STEADY_SHIFT=clock.file)).arrives()
        archive = agent.archive
        archive.room(room.room, state="joined")
        room.relays("<body>before</body>", "Nurse")
        archive.has_message(body="before")

        passed = 0

        def pass_silence():
            """All that time there is talk on the stream, and none in the room."""
            nonlocal passed
            for _ in range(SILENCE // STEP):
                passed += STEP
                clock.set(passed)
                romeo.says(HERE, f"after {passed} seconds")
                archive.has_message(body=f"after {passed} seconds")

        pass_silence()
        archive.eventually(lambda _: room.pings == 1, "the agent to ask the room")
        room.relays("<body>still heard</body>", "Nurse")
        archive.has_message(body="still heard", via=["stream"])
        assert room.arrivals == 1 and room.occupants == {HERE: "Juliet"}, room.occupants

        room.forgets(HERE)
        room.relays("<body>unheard</body>", "Nurse")
        pass_silence()
        archive.eventually(lambda _: room.arrivals == 2, "the agent to enter again")
        assert room.pings == 2, room.pings
        # It is in the short memory of the room, which is no archive: nobody knows what else there was.
        unheard = archive.has_message(body="unheard", via=["room-history"])
        room.relays("<body>heard again</body>", "Nurse")
        archive.has_message(body="heard again", via=["stream"])
        archive.room(room.room, state="joined", nickname="Juliet")
        gap, = (gap for gap in archive.gaps() if gap["archive"] == room.room)
        assert gap["reason"] == "nobody was in the room, and it gives no archive", gap
        still_heard = archive.has_message(body="still heard")
        assert still_heard["received_at"] <= gap["since"] <= unheard["stamp"] <= gap["until"], (gap, unheard)
        archive.has_message(body="before")
        agent.leaves()
        archive.is_sound()


play(scene)
