// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "formats/folder_writer.hpp"
#include "formats/importer.hpp"
#include "formats/input.hpp"
#include "formats/sticky_writer.hpp"
#include "model/record_view.hpp"
#include "view/names.hpp"
#include "view/surroundings.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace boswell::formats {

/// Where an export ends, so that a later one goes on there.
struct ExportMark {
    std::string archive;       ///< which one, in hex
    std::string selection;     ///< of what it is an export
    std::int64_t arrived = 0;  ///< what had arrived, as query::Query::arrived_after takes it
    friend bool operator==(const ExportMark&, const ExportMark&) = default;
};

/// What an export says about itself.
struct ExportHead {
    std::string query;    ///< as typed, "" for everything
    std::string version;  ///< of the program
    int schema = 0;       ///< of the archive
    TimeZone zone;        ///< for formats that people read
    view::Names names;    ///< of people, for the same formats
    /// What is exported, as in `boswell export --what`: one word for a format that is a table.
    std::string kinds = "messages";
    bool byte_order_mark = false;         ///< asked for; for tables only
    std::optional<ExportMark> mark = {};  ///< to be written at its end, if a later one may go on
    /// It is added to an export that was made then, so it has no head of its own.
    std::optional<Time> goes_on_after = {};
    bool with_search = true;          ///< for formats that have a search of their own
    view::Surroundings surroundings;  ///< what is known beside the records
};

/// Writes records of an archive in one format. Records of a kind come together, messages by
/// conversation and oldest first.
class Exporter {
public:
    virtual ~Exporter() = default;
    virtual void add(const RecordView& record) = 0;
    /// Writes what belongs at the end. An export without it was cut short.
    virtual void finish() = 0;
    /// Instead of finish(), where so many conversations could not be read. Most formats write
    /// nothing, so that their end is missing.
    virtual void finish_without(std::int64_t /*failed*/) {}
};

/// What an importer is told about the program.
struct ImportHead {
    int schema = 0;  ///< of the archive: the newest that this program knows
    Time now = {};   ///< when it is imported
};

struct Format {
    std::string_view name;
    std::string_view summary;
    /// Of its files; "" if that is the name.
    std::string_view extension = {};
    /// The writer outlives the exporter. Null if the format is a folder in any case.
    std::unique_ptr<Exporter> (*exporter)(StickyWriter& out, const ExportHead& head) = nullptr;
    /// Null if it can only be written; then so is `recognises`. The input outlives the importer.
    std::unique_ptr<Importer> (*importer)(Input& in, const ImportHead& head) = nullptr;
    /// Whether a file that begins like this is of the format.
    bool (*recognises)(std::string_view head) = nullptr;
    /// An archive can be made of it again, so it also gets what no reader sees on its own.
    bool is_whole = false;
    /// Finds the mark in the end of an earlier export; nullopt if it has none. Null if an export of
    /// this format has no mark within it.
    std::optional<ExportMark> (*find_mark)(std::string_view tail) = nullptr;
    /// It can be added to, by a mark in a file beside it.
    bool has_mark_beside = false;
    /// It has room for one kind of records only.
    bool is_table = false;
    /// It has original stanzas: of each account all messages oldest first, also those that change
    /// others, each with its `stanza` if that is here.
    bool has_stanzas = false;
    /// Nothing is to be lacking in it, so links to encrypted files (XEP-0454) have their keys.
    bool has_link_keys = false;
    /// Its roster entries and vCards do not say since when they are so.
    bool has_undated_contacts = false;
    /// It has room for messages only.
    bool only_messages = false;
    /// It is a folder of pages, which has a search; one page only where that is asked for.
    bool is_pages = false;
    /// Writes a folder of files, whose writer outlives the exporter. Null if the format is one file
    /// in any case.
    std::unique_ptr<Exporter> (*folder_exporter)(FolderWriter& out,
                                                 const ExportHead& head) = nullptr;
};

/// All formats of this folder, by name. The table is made from the folder by CMake.
std::span<const Format* const> formats();

}  // namespace boswell::formats
