// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/shared_library.hpp"

#include <dlfcn.h>

namespace boswell {

SharedLibrary::SharedLibrary(const char* file, std::string_view purpose, std::string_view package)
    : file_(file), handle_(::dlopen(file, RTLD_NOW | RTLD_LOCAL)) {
    if (handle_ == nullptr)
        throw Error("{} {}, which cannot be loaded: {}; on Debian: apt install {}", purpose, file,
                    ::dlerror(), package);
}

void* SharedLibrary::symbol(const char* name) const {
    void* const found = ::dlsym(handle_, name);
    if (found == nullptr) throw Error("{} has no function {}", file_, name);
    return found;
}

}  // namespace boswell
