# SPDX-License-Identifier: GPL-3.0-or-later
"""The report as Markdown."""

LEFT_OUT = (("Gajim, Dino", "they need a screen"),)
COLUMNS = ("", "measured", "beside it", "ratio", "goal", "met")
MET = {True: "yes", False: "**no**", None: ""}


def _number(value):
    """With about three digits."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _cells(row):
    peer = f"{_number(row.peer)} {row.peer_name}" if row.peer is not None else ""
    return (row.name, f"{_number(row.measured)} {row.unit}", peer, _number(row.ratio),
            str(row.goal or ""), MET[row.met])


def _line(cells):
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def table(rows):
    return "".join([_line(COLUMNS), f"|---|{'---:|' * 3}---|---|\n", *(_line(_cells(row)) for row in rows)])


def markdown(facts, groups, image):
    """`facts`: (name, value) about the run. `groups` have a title, rows, and why some are missing. `image`: the picture."""
    parts = ["# Benchmark\n", "".join(f"- {name}: {value}\n" for name, value in facts),
             f"![how much of what its goal allows each row uses]({image})\n"]
    for group in groups:
        parts += [f"## {group.title}\n", table(group.rows)]
        if group.failure:
            parts += [f"**The rows that follow are missing.** {' '.join(group.failure.split())}\n"]
    parts += ["## Left out\n", "".join(f"- {what}: {why}\n" for what, why in LEFT_OUT)]
    return "\n".join(parts)
