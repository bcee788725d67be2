// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/import.hpp"
#include "cli/arguments.hpp"
#include "formats/format.hpp"
#include "formats/histories/history.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::cli {

struct ImportTotals {
    archive::ImportCounts counts;
    archive::ConversationTotals conversations;
    std::int64_t skipped = 0;    ///< of kinds that are not imported
    std::int64_t failed = 0;     ///< records that cannot be taken, and files that cannot be read on
    std::int64_t cut = 0;        ///< files without an end
    std::int64_t files = 0;      ///< of a known format
    std::int64_t histories = 0;  ///< those of other programs
    std::int64_t other_files = 0;  ///< in folders, of no known format
};

/// What a file is read as: an export of boswell, or the history of another program. One of the two
/// is null; both, if each file is to say itself what it is.
struct ImportFormat {
    const formats::Format* own = nullptr;
    const formats::HistoryFormat* history = nullptr;
};

/// The names of all formats that can be imported, in their order.
std::vector<std::string_view> readable_formats();

/// The format of that name. Throws UsageError if it cannot be read.
ImportFormat import_format(const std::optional<std::string>& name);

/// Imports files into an archive, which is opened when there is something to import. What is wrong
/// with a file is reported and does not keep the rest from being imported.
class ImportJob {
public:
    /// The arguments outlive this.
    ImportJob(const Arguments& arguments, archive::Import::Mode mode, ImportFormat format,
              formats::HistoryOptions options);

    /// "-" is standard input; of a folder all files are taken that are of a known format. Throws
    /// Error if the archive cannot take anything.
    void add(const std::string& path);
    ImportTotals totals() const;

private:
    enum class Named { by_user, by_folder };

    void add_folder(const std::string& path);
    void add_file(const std::string& path, Named named);
    void import(int descriptor, const std::string& name, const std::string& path, Named named);
    void import(formats::Importer& importer, formats::Input& in, std::int64_t size);
    std::unique_ptr<formats::Importer> importer_of(formats::HistoryFile& file, Named named);
    bool read(formats::Importer& importer, const formats::Input& in, std::vector<Record>& batch);
    void write(const std::vector<Record>& batch);
    void fail(const std::string& reason);

    const Arguments& arguments_;
    archive::Import::Mode mode_;
    ImportFormat format_;
    formats::HistoryOptions options_;
    archive::Origin origin_ = archive::Origin::export_;  // of the present file
    std::string_view format_name_;                       // likewise
    std::string run_;                                    // what the user has named
    bool run_is_begun_ = false;                          // the archive knows of that
    bool is_begun_ = false;                              // and of the present file
    std::int64_t section_ = 1;                           // of that file
    std::optional<Record> held_;                         // the first one of a section
    std::optional<archive::Import> archive_;
    ImportTotals totals_;
    std::int64_t complaints_ = 0;  // about the present file, or all of the present folder
    std::int64_t remarks_ = 0;     // likewise
};

}  // namespace boswell::cli
