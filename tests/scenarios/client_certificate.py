#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An account with a certificate of its own logs in by it, and never again by anything weaker."""

from stage.play import play

# Prosody needs a module for it that Debian does not have.
SERVERS = "ejabberd"


def scene(stage):
    certificate, key = stage.authority.issue_to("juliet@good.test")
    ours = {"certificate_file": str(certificate), "key_file": str(key)}
    agent = stage.agent("juliet", **ours).arrives()
    account = agent.archive.account("juliet@good.test")
    assert account["sasl"] == "EXTERNAL", account
    stage.enters("romeo").says("juliet@good.test/boswell", "by any other name")
    agent.archive.has_message(body="by any other name")
    agent.leaves()

    agent.will_know(stage.account("juliet")).starts()  # the password alone
    agent.has_state("failed")
    error = agent.archive.account("juliet@good.test")["last_error"]
    assert "no way to log in that is allowed" in error, error
    agent.leaves()

    stranger = stage.authority.issue_to("nurse@good.test")
    agent.will_know(stage.account("juliet", certificate_file=str(stranger[0]),
                                  key_file=str(stranger[1]))).starts()
    agent.has_state("failed")


play(scene, certificates=True)
