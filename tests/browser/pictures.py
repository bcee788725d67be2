# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares what a browser shows with pictures that are kept: whether something is missing, elsewhere or of another
colour, not how another machine smooths the edges of letters.

With BOSWELL_ACCEPT=1 pictures are kept anew; then look at them.
"""

import io
import os
import pathlib
import tempfile

from PIL import Image, ImageChops

FONTS = [pathlib.Path("/usr/share/fonts/truetype") / name for name in (
    "dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf", "dejavu/DejaVuSansMono.ttf", "dejavu/DejaVuSansMono-Bold.ttf",
    "wqy/wqy-microhei.ttc", "noto/NotoColorEmoji.ttf")]
# No window frame, no bars for scrolling, which come and go, and letters without the colours of a screen's subpixels.
OPTIONS = ["--hide-scrollbars", "--font-render-hinting=none", "--disable-lcd-text", "--force-device-scale-factor=1", "--lang=en-US"]

SIDE = 8         # of a block, in pixels
UNLIKE = 20      # by so much of 255 the mean of a block differs where something else is seen
MOST_UNLIKE = 3  # so many blocks may be unlike
SHIFT = 1        # a letter may be so many pixels off


def environment(folder):
    """The environment of a browser that has these fonts and no others; what it needs is put into the folder."""
    fonts = pathlib.Path(folder) / "fonts"
    fonts.mkdir()
    for font in FONTS:
        assert font.exists(), f"{font} is missing; tools/bootstrap installs it"
        (fonts / font.name).symlink_to(font)
    (fonts / "fonts.conf").write_text(f"""<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
        <dir>{fonts}</dir><cachedir>{fonts}/cache</cachedir>
        <match target="font"><edit name="hinting" mode="assign"><bool>false</bool></edit>
        <edit name="rgba" mode="assign"><const>none</const></edit></match>
        <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
        <alias><family>system-ui</family><prefer><family>DejaVu Sans</family></prefer></alias>
        <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias></fontconfig>""")
    return os.environ | {"FONTCONFIG_FILE": str(fonts / "fonts.conf"), "LANG": "C.UTF-8", "LANGUAGE": "en", "TZ": "UTC"}


def picture(png):
    return Image.open(io.BytesIO(png)).convert("RGB")


def unlike_blocks(one, other):
    """How many blocks are not the same, wherever `other` is moved by SHIFT at most."""
    least = None
    for x in range(-SHIFT, SHIFT + 1):
        for y in range(-SHIFT, SHIFT + 1):
            moved = ImageChops.offset(other, x, y)
            bands = ImageChops.difference(one.reduce(SIDE), moved.reduce(SIDE)).split()
            most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
            least = most if least is None else ImageChops.darker(least, most)
    return sum(least.histogram()[UNLIKE:])


def compare(path, seen):
    """Throws AssertionError if `seen` is not what is kept at a path; then it is beside it, for somebody to look at."""
    path = pathlib.Path(path)
    if os.environ.get("BOSWELL_ACCEPT"):
        path.parent.mkdir(exist_ok=True)
        seen.quantize(128, method=Image.Quantize.LIBIMAGEQUANT, dither=Image.Dither.NONE).save(path, optimize=True)
    kept = Image.open(path).convert("RGB")
    if kept.size == seen.size and (count := unlike_blocks(kept, seen)) <= MOST_UNLIKE:
        return
    now = pathlib.Path(tempfile.gettempdir()) / f"now-{path.name}"
    seen.save(now)
    raise AssertionError(f"{path.name} is unlike {now}: sizes {kept.size} and {seen.size}"
                         + (f", {count} blocks" if kept.size == seen.size else ""))
