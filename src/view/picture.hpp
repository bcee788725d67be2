// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "view/markup.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace boswell::view {

/// What every picture has: SVG 1.1 that stands for itself, without scripts, fonts or anything else
/// from elsewhere. It follows a light or dark screen, and its marks differ in shape or shade, not
/// in colour alone, so that it can be printed in black and white.
struct Picture {
    std::string title;
    std::string description;  ///< the same as a table, for those who do not see it
    int width = 0;            ///< in the units of SVG
    int height = 0;
};

/// The whole file. `draw` writes what is in the picture.
std::string svg(const Picture& picture, const std::function<void(Markup&)>& draw);

/// The patterns of do-not-disturb and of unknown time, by the ids "dnd" and "unknown", for pictures
/// within a page whose style sheet has rules for their lines, "dnd-lines" and "unknown-lines".
void write_patterns(Markup& markup);

}  // namespace boswell::view
