// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/picture.hpp"

namespace boswell::view {

// Strangers' names are isolated, so that one written from right to left does not turn its line.
static constexpr std::string_view style = R"(
svg { background: #fff; font: 12px sans-serif; --ink: #1f2328; --faint: #8b949e; --line: #d0d7de;
      --good: #1a7f37; --away: #bf8700; --bad: #cf222e; }
text { fill: var(--ink); unicode-bidi: isolate; }
.heading { font-size: 15px; font-weight: bold; }
.axis { fill: var(--faint); font-size: 11px; }
.right { text-anchor: end; }
.tick { stroke: var(--line); stroke-width: 1; }
.online, .heat { fill: var(--good); }
.away { fill: var(--away); }
.dnd { fill: url(#dnd); }
.offline { fill: var(--faint); }
.unknown { fill: url(#unknown); }
.dnd-lines { fill: none; stroke: var(--bad); stroke-width: 1.5; }
.unknown-lines { fill: none; stroke: var(--faint); stroke-width: 1.5; }
@media screen and (prefers-color-scheme: dark) {
  svg { background: #0d1117; --ink: #e6edf3; --faint: #8b949e; --line: #30363d;
        --good: #3fb950; --away: #d29922; --bad: #f85149; }
}
)";

static void write_pattern(Markup& markup, std::string_view id, const char* path,
                          std::string_view lines) {
    markup.open("pattern",
                {{"id", id}, {"width", 6}, {"height", 6}, {"patternUnits", "userSpaceOnUse"}});
    markup.empty("path", {{"d", path}, {"class", lines}});
    markup.close();
}

void write_patterns(Markup& markup) {
    markup.open("defs");
    write_pattern(markup, "dnd", "M0,3 H6 M3,0 V6", "dnd-lines");
    write_pattern(markup, "unknown", "M0,6 L6,0", "unknown-lines");
    markup.close();
}

std::string svg(const Picture& picture, const std::function<void(Markup&)>& draw) {
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    Markup markup(out);
    markup.open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                        {"viewBox", "0 0 " + std::to_string(picture.width) + " " +
                                        std::to_string(picture.height)},
                        {"width", picture.width},
                        {"height", picture.height},
                        {"role", "img"},
                        {"aria-labelledby", "title description"}});
    markup.element("title", {{"id", "title"}}, picture.title);
    markup.element("desc", {{"id", "description"}}, picture.description);
    markup.element("style", {}, style);
    write_patterns(markup);
    draw(markup);
    markup.close();
    return out;
}

}  // namespace boswell::view
