// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/import_job.hpp"

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/configuration.hpp"
#include "cli/progress.hpp"
#include "cli/terminal.hpp"
#include "formats/histories/walk.hpp"

#include <fcntl.h>
#include <fmt/ranges.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

namespace boswell::cli {

// Bounds of one transaction: larger ones are hardly faster, and lose more when they fail.
static constexpr std::size_t batch_records = 1000;
static constexpr std::int64_t batch_bytes = 8 << 20;
static constexpr std::int64_t most_complaints = 10;

std::vector<std::string_view> readable_formats() {
    std::vector<std::string_view> names;
    for (const auto* format : formats::formats()) {
        if (format->importer != nullptr) names.push_back(format->name);
    }
    for (const auto* format : formats::history_formats()) names.push_back(format->name);
    std::ranges::sort(names);
    return names;
}

ImportFormat import_format(const std::optional<std::string>& name) {
    if (!name) return {};
    const auto names = readable_formats();
    for (const auto* format : formats::formats()) {
        if (format->name != *name) continue;
        if (format->importer != nullptr) return {format, nullptr};
        throw UsageError("{} can only be exported; formats that can be imported: {}", *name,
                         fmt::join(names, ", "));
    }
    for (const auto* format : formats::history_formats()) {
        if (format->name == *name) return {nullptr, format};
    }
    const auto meant = nearest(*name, names);
    if (!meant.empty()) throw UsageError("unknown format '{}'; did you mean '{}'?", *name, meant);
    throw UsageError("unknown format '{}'; formats that can be imported: {}", *name,
                     fmt::join(names, ", "));
}

/// Neither, if no format is that of the file.
static ImportFormat format_of(formats::HistoryFile& file) {
    const auto head = file.head();
    for (const auto* format : formats::formats()) {
        if (format->recognises != nullptr && format->recognises(head)) return {format, nullptr};
    }
    for (const auto* format : formats::history_formats()) {
        if (format->recognises(file)) return {nullptr, format};
    }
    return {};
}

ImportJob::ImportJob(const Arguments& arguments, archive::Import::Mode mode, ImportFormat format,
                     formats::HistoryOptions options)
    : arguments_(arguments), mode_(mode), format_(format), options_(std::move(options)) {}

ImportTotals ImportJob::totals() const {
    auto totals = totals_;
    if (archive_) {
        totals.counts = archive_->counts();
        totals.conversations = archive_->conversations();
    }
    totals.skipped += totals.counts.skipped;
    return totals;
}

void ImportJob::add(const std::string& path) {
    run_ = path == "-" ? path : std::filesystem::absolute(path).lexically_normal().string();
    run_is_begun_ = false;
    if (path == "-") {
        import(STDIN_FILENO, "standard input", "", Named::by_user);
    } else if (std::error_code error; std::filesystem::is_directory(path, error)) {
        add_folder(path);
    } else {
        add_file(path, Named::by_user);
    }
    if (run_is_begun_) archive_->end_run();
}

void ImportJob::add_folder(const std::string& path) {
    complaints_ = remarks_ = 0;
    const auto found = formats::files_below(path);
    for (const auto& complaint : found.complaints) fail(complaint);
    const auto before = totals_.files;
    for (const auto& file : found.files) add_file(file.string(), Named::by_folder);
    if (totals_.files == before && found.complaints.empty())
        fail(fmt::format("{} has no file of a known format ({} can be imported)", path,
                         fmt::join(readable_formats(), ", ")));
}

void ImportJob::add_file(const std::string& path, Named named) {
    const int flags = named == Named::by_folder ? O_NOFOLLOW | O_NONBLOCK : 0;
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags));
    if (file) {
        import(file.number(), path, path, named);
    } else {
        fail(fmt::format("cannot read {}: {}", path, errno_text()));
    }
}

/// 0 if the size is unknown, as that of a pipe.
static std::int64_t size_of(int descriptor) {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return 0;
    return status.st_size;
}

void ImportJob::import(int descriptor, const std::string& name, const std::string& path,
                       Named named) {
    formats::Input in(descriptor, name);
    if (named == Named::by_user) complaints_ = remarks_ = 0;
    is_begun_ = false;
    section_ = 1;
    held_.reset();
    formats::HistoryFile file(in, path);
    std::unique_ptr<formats::Importer> importer;
    try {
        importer = importer_of(file, named);
    } catch (const Error& error) {
        fail(explain(error));
    }
    if (importer) import(*importer, in, size_of(descriptor));
}

/// Null for a file that somebody has in his folder, and that is none of ours.
std::unique_ptr<formats::Importer> ImportJob::importer_of(formats::HistoryFile& file, Named named) {
    const bool told = format_.own != nullptr || format_.history != nullptr;
    const auto format = told && named == Named::by_user ? format_ : format_of(file);
    origin_ = format.own == nullptr              ? archive::Origin::history
              : format.own->has_undated_contacts ? archive::Origin::server
                                                 : archive::Origin::export_;
    if (format.own != nullptr) format_name_ = format.own->name;
    if (format.history != nullptr) format_name_ = format.history->name;
    const bool wanted = !told || (format.own == format_.own && format.history == format_.history);
    if (format.own == nullptr && format.history == nullptr && named == Named::by_user)
        throw Error(
            "the format of {} is not known ({} can be imported); -f FORMAT tries one anyway",
            file.name(), fmt::join(readable_formats(), ", "));
    if (!wanted || (format.own == nullptr && format.history == nullptr)) {
        ++totals_.other_files;
        return nullptr;
    }
    ++totals_.files;
    if (format.history != nullptr) ++totals_.histories;
    // Of text the user may know better; a database of another shape has nothing to read.
    if (format.history != nullptr && file.is_sqlite() && !format.history->recognises(file))
        throw Error("{} is not a database of {}", file.name(), format.history->summary);
    if (format.history != nullptr) return format.history->importer(file, options_);
    return format.own->importer(file.in(),
                                {.schema = archive::Import::schema_version(), .now = options_.now});
}

void ImportJob::import(formats::Importer& importer, formats::Input& in, std::int64_t size) {
    std::optional<Progress> progress;
    if (size > 0) progress.emplace(arguments_, size >> 10, "KiB");
    std::vector<Record> batch;
    bool more = true;
    while (more) {
        batch.clear();
        more = read(importer, in, batch);
        write(batch);
        if (progress) progress->advance_to(in.position() >> 10);
    }
    progress.reset();
    totals_.skipped += importer.skipped();
    if (!importer.is_complete()) ++totals_.cut;
    for (const auto& remark : importer.remarks()) {
        if (++remarks_ <= most_complaints) complain(remark);
        if (remarks_ == most_complaints) complain("there is more to say, which is not shown");
    }
}

/// Fills the batch. False at the end of the file, and where it cannot be read any further.
bool ImportJob::read(formats::Importer& importer, const formats::Input& in,
                     std::vector<Record>& batch) {
    const auto begin = in.position();
    if (held_) batch.push_back(*std::exchange(held_, std::nullopt));
    while (batch.size() < batch_records && in.position() - begin < batch_bytes) {
        try {
            Record record;
            if (!importer.next(record)) return false;
            if (std::exchange(section_, importer.section()) == section_) {
                batch.push_back(std::move(record));
            } else {  // it repeats records, as another file does
                held_ = std::move(record);
                return true;
            }
        } catch (const formats::BadRecord& error) {
            fail(error.what());
        } catch (const Error& error) {
            fail(explain(error));
            return false;
        }
    }
    return true;
}

void ImportJob::write(const std::vector<Record>& batch) {
    if (batch.empty()) {
        is_begun_ = is_begun_ && !held_;
        return;
    }
    if (!archive_) archive_.emplace(read_configuration(arguments_).archive, mode_);
    if (!std::exchange(run_is_begun_, true)) archive_->begin_run(run_);
    if (!is_begun_) archive_->begin_file(origin_, format_name_);
    archive_->add(batch);
    is_begun_ = !held_;
}

void ImportJob::fail(const std::string& reason) {
    ++totals_.failed;
    if (++complaints_ <= most_complaints) complain(reason);
    if (complaints_ == most_complaints) complain("further errors are counted, but not shown");
}

}  // namespace boswell::cli
