// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/reader.hpp"
#include "query/persons.hpp"
#include "view/names.hpp"

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace boswell::web {

/// An archive that stays open from one request to the next. Opened anew where another file has its
/// name now, as after a restore.
class OpenedArchive {
public:
    /// Throws Error if it cannot be read.
    OpenedArchive(std::filesystem::path path, query::Persons persons);

    /// The archive for one request. Throws Error.
    const archive::Reader& reader();
    /// The names of people by that choice, read anew some time after one has changed; after
    /// reader().
    const view::Names& names(view::NameChoice choice);

private:
    struct File {
        dev_t device;
        ino_t inode;
        friend bool operator==(const File&, const File&) = default;
    };
    static File file_at(const std::filesystem::path& path);
    void open();

    /// How long a name may be shown after it was changed. To look for each anew would make lists
    /// slow.
    static constexpr auto names_last = std::chrono::seconds(30);

    std::filesystem::path path_;
    query::Persons persons_;
    File file_{};
    std::unique_ptr<archive::Reader> reader_;
    std::map<view::NameChoice, view::Names> names_;
    std::string names_mark_;
    std::chrono::steady_clock::time_point named_at_;
};

}  // namespace boswell::web
