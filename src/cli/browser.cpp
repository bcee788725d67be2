// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/browser.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "cli/child_program.hpp"
#include "cli/terminal.hpp"

#include <unistd.h>

#include <cstdlib>
#include <system_error>

namespace boswell::cli {

/// What is there for this session of the user alone, if there is one.
static std::filesystem::path private_folder() {
    const char* const runtime = std::getenv("XDG_RUNTIME_DIR");
    return runtime != nullptr && *runtime != '\0' ? std::filesystem::path(runtime) : state_folder();
}

void Browser::open(const std::string& address) {
    const auto folder = private_folder();
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    file_ = folder / fmt::format("boswell-{}.html", ::getpid());
    // The address has nothing that HTML gives a meaning to.
    write_file_durably(file_, fmt::format("<!DOCTYPE html>\n<meta charset=\"utf-8\">\n"
                                          "<meta name=\"referrer\" content=\"no-referrer\">\n"
                                          "<meta http-equiv=\"refresh\" content=\"0; url={}\">\n"
                                          "<title>Boswell</title>\n",
                                          address));
    if (start_detached({"xdg-open", file_.string()})) return;
    complain("no browser could be started by xdg-open; open the address above in one");
    opened();
}

void Browser::opened() noexcept {
    if (file_.empty()) return;
    std::error_code error;
    std::filesystem::remove(file_, error);
    file_.clear();
}

}  // namespace boswell::cli
