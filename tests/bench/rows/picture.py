# SPDX-License-Identifier: GPL-3.0-or-later
"""The report as a picture: a bar for each row that has a goal, which is the line in the middle."""

import math
from xml.sax.saxutils import escape

TEXT, BARS, LINE = 420, 480, 22  # widths and a height, in pixels
MOST = 5  # powers of two on either side of the goal
COLOURS = {True: "#2a7f4f", False: "#b5392f"}


def _bar(row, top):
    """From the goal to the left if there is room to spare, to the right if it is missed."""
    distance = math.log2(row.share) if row.share > 0 else -MOST
    width = min(abs(distance), MOST) / MOST * BARS / 2
    goal = TEXT + BARS / 2
    left = goal - width if row.met else goal
    return (f'<text x="{TEXT - 10}" y="{top + 15}" text-anchor="end">{escape(row.name)}</text>'
            f'<rect x="{left:.1f}" y="{top + 4}" width="{max(width, 1):.1f}" height="{LINE - 8}" '
            f'fill="{COLOURS[row.met]}"/>'
            f'<text x="{TEXT + BARS + 10}" y="{top + 15}">{row.share:.2f}</text>\n')


def _scale(height):
    for power in range(-MOST, MOST + 1):
        x = TEXT + BARS / 2 + power / MOST * BARS / 2
        label = "goal" if power == 0 else f"{2 ** power:g}" if power > 0 else f"1/{2 ** -power}"
        yield (f'<line x1="{x:.1f}" y1="{LINE}" x2="{x:.1f}" y2="{height}" '
               f'stroke="{"#000" if power == 0 else "#ddd"}"/>'
               f'<text x="{x:.1f}" y="15" text-anchor="middle">{label}</text>\n')


def svg(rows):
    """How much of what its goal allows each row uses; each line is twice the one to its left."""
    rows = [row for row in rows if row.share is not None]
    height = LINE * (len(rows) + 1) + 10
    return "".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{TEXT + BARS + 70}" height="{height}" '
        'font-family="sans-serif" font-size="12">\n<rect width="100%" height="100%" fill="#fff"/>\n',
        *_scale(height - 10), *(_bar(row, LINE * (n + 1)) for n, row in enumerate(rows)), "</svg>\n"])
