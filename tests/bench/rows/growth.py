# SPDX-License-Identifier: GPL-3.0-or-later
"""What a message costs in a large archive, beside one in a fresh archive."""

from .row import Goal, Row

TITLE = "Growth"


def rows(bench):
    yield Row("a message behind all others of the large archive", bench.cost("last"), "us CPU",
              "first ones of the same", bench.cost("first"), Goal(2, "ratio"))
