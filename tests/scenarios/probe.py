#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""boswelld --probe logs in once, unseen, tells what the server has, and leaves no archive; or says why it cannot."""

import subprocess

from stage.play import play


def scene(stage):
    romeo = stage.enters("romeo")
    agent = stage.agent("juliet")

    def probe(jid):
        return subprocess.run([stage.programs / "boswelld", "--config", agent.configuration, "--probe", jid],
                              capture_output=True, text=True, timeout=60)

    done = probe("juliet@good.test")
    assert done.returncode == 0, done
    lines = done.stdout.splitlines()
    assert lines[0] == f"server     127.0.0.1 127.0.0.1:{stage.server.port}, STARTTLS", lines
    assert lines[1].startswith("encryption TLSv1."), lines
    assert lines[2].startswith("login      SCRAM-SHA-"), lines
    assert any("XEP-0280" in line for line in lines[3:]), lines
    assert any("XEP-0313" in line for line in lines[3:]), lines
    assert not (agent.folder / "archive.db").exists()
    assert not [p for p in romeo.presences if "/" in p["from"] and p["from"].startswith("juliet@")], romeo.presences

    assert probe("nobody@good.test").returncode == 2
    agent.will_know(stage.account("juliet", password="Montague?"))
    refused = probe("juliet@good.test")
    assert refused.returncode == 4 and "juliet@good.test: " in refused.stderr, refused
    assert "Montague?" not in refused.stderr


play(scene)
