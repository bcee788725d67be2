// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "formats/histories/history.hpp"
#include "formats/histories/walk.hpp"
#include "formats/json_record.hpp"
#include "support/temp_dir.hpp"

#include "base/descriptor.hpp"

#include <fcntl.h>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

namespace boswell::test {

inline void make_database(const std::filesystem::path& path, const std::string& script) {
    auto database = sqlite::Database::create(path);
    database.execute(script);
}

inline formats::HistoryOptions no_options(std::string_view zone = "Europe/Berlin") {
    return {.account = {},
            .own_names = {},
            .contacts = {},
            .zone = TimeZone::named(zone),
            .now = from_milliseconds(1'800'000'000'000)};
}

/// A line for each option, as on the command line but without the dashes.
inline formats::HistoryOptions read_options(const std::filesystem::path& file) {
    auto options = no_options();
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        const auto name = line.substr(0, line.find(' '));
        const auto value = line.substr(line.find(' ') + 1);
        const auto equals = value.rfind('=');
        if (name == "account") options.account = Jid::of(value);
        if (name == "me") options.own_names.push_back(value);
        if (name == "contact")
            options.contacts[value.substr(0, equals)] = Jid::of(value.substr(equals + 1));
    }
    return options;
}

inline bool is_recognised(const formats::HistoryFormat& format, const std::filesystem::path& path) {
    const Descriptor descriptor(::open(path.c_str(), O_RDONLY));
    formats::Input in(descriptor.number(), path.filename().string());
    formats::HistoryFile file(in, path);
    return format.recognises(file);
}

/// The records as JSON Lines; between them what cannot be read, and at the end what is said. The
/// time of the import, which all messages have, is left out.
inline std::string read_history(const formats::HistoryFormat& format,
                                const std::filesystem::path& path,
                                const formats::HistoryOptions& options) {
    const Descriptor descriptor(::open(path.c_str(), O_RDONLY));
    formats::Input in(descriptor.number(), path.filename().string());
    formats::HistoryFile file(in, path);
    std::string lines;
    try {
        const auto importer = format.importer(file, options);
        for (bool more = true; more;) {
            try {
                Record record;
                more = importer->next(record);
                if (!more) break;
                auto line = formats::to_json(record);
                const std::string imported = R"(,"received_at":"2027-01-15T08:00:00.000Z")";
                if (const auto at = line.find(imported); at != std::string::npos)
                    line.erase(at, imported.size());
                lines += line + "\n";
            } catch (const formats::BadRecord& error) {
                lines += fmt::format("bad: {}\n", error.what());
            }
        }
        if (!importer->is_complete()) lines += "cut\n";
        if (importer->skipped() > 0) lines += fmt::format("skipped: {}\n", importer->skipped());
        for (const auto& remark : importer->remarks()) lines += fmt::format("remark: {}\n", remark);
    } catch (const Error& error) {
        lines += fmt::format("end: {}\n", explain(error));
    }
    return lines;
}

}  // namespace boswell::test
