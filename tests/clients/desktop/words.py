# SPDX-License-Identifier: GPL-3.0-or-later
"""Who meets in these plays, and what is said in all of them."""

PLAIN = "But, soft! what light through yonder window breaks?"
RICH = "<b>& \"quotes\" 'n' \u4f60\u597d \U0001f98a\u200d\U0001f525</b> <&>\nand a second line"
AWAY = "I would I were thy bird"


def meet(stage):
    """juliet's agent and her phone, which hears of everything; romeo's client is still to come."""
    # Clients ask who has no vCard to write one.
    stage.enters("romeo", available=False).changes_vcard(FN="Romeo").leaves()
    juliet = stage.enters("juliet").enables_carbons()
    return stage.agent("juliet").arrives(), juliet
