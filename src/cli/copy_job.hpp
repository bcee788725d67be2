// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/copy.hpp"
#include "cli/arguments.hpp"

#include <filesystem>

namespace boswell::cli {

/// Makes the copy of `original` with a bar that shows how far it is, and looks whether it is sound.
/// False if it is not; then what is wrong was told on standard error. Throws Error.
enum class Keys { keep, remove };  // of OMEMO devices
bool make_sound(archive::Copy& copy, const std::filesystem::path& original,
                const Arguments& arguments, Keys keys = Keys::keep);

/// Whether the copy is sound; if it is not, tells what is wrong, as above.
bool is_sound(const archive::Copy& copy);

}  // namespace boswell::cli
