// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.hpp"

#include <string_view>
#include <type_traits>

namespace boswell {

/// A library that is loaded when something needs it, because to link it would make each start of
/// the program slower. Once loaded it stays.
class SharedLibrary {
public:
    /// `file` is its name and version as the dynamic linker knows it, such as "libx.so.1". Throws
    /// Error, with what it is for and the Debian package, if it cannot be loaded.
    SharedLibrary(const char* file, std::string_view purpose, std::string_view package);

    /// Finds a function. Throws Error if there is none of that name.
    template <typename Function>
    void find(Function& function, const char* name) const {
        function = reinterpret_cast<Function>(symbol(name));  // NOLINT: as POSIX has it
    }

private:
    void* symbol(const char* name) const;

    const char* file_;
    void* handle_;
};

}  // namespace boswell
