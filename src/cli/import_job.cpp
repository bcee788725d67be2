// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/import_job.hpp"

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/configuration.hpp"
#include "cli/progress.hpp"
#include "cli/terminal.hpp"

#include <fcntl.h>
#include <fmt/ranges.h>
#include <sys/stat.h>
#include <unistd.h>

namespace boswell::cli {

// Bounds of one transaction: larger ones are hardly faster, and lose more when they fail.
static constexpr std::size_t batch_records = 1000;
static constexpr std::int64_t batch_bytes = 8 << 20;
static constexpr std::int64_t most_complaints = 10;

static std::vector<std::string_view> readable_formats() {
    std::vector<std::string_view> names;
    for (const auto* format : formats::formats()) {
        if (format->importer != nullptr) names.push_back(format->name);
    }
    return names;
}

const formats::Format* import_format(const std::optional<std::string>& name) {
    if (!name) return nullptr;
    const auto names = readable_formats();
    for (const auto* format : formats::formats()) {
        if (format->name != *name) continue;
        if (format->importer != nullptr) return format;
        throw UsageError("{} can only be exported; formats that can be imported: {}", *name,
                         fmt::join(names, ", "));
    }
    const auto meant = nearest(*name, names);
    if (!meant.empty()) throw UsageError("unknown format '{}'; did you mean '{}'?", *name, meant);
    throw UsageError("unknown format '{}'; formats that can be imported: {}", *name,
                     fmt::join(names, ", "));
}

static const formats::Format& format_of(formats::Input& in) {
    const auto head = in.head();
    for (const auto* format : formats::formats()) {
        if (format->recognises != nullptr && format->recognises(head)) return *format;
    }
    throw Error("the format of {} is not known ({} can be imported); -f FORMAT tries one anyway",
                in.name(), fmt::join(readable_formats(), ", "));
}

ImportJob::ImportJob(const Arguments& arguments, archive::Import::Mode mode,
                     const formats::Format* format)
    : arguments_(arguments), mode_(mode), format_(format) {}

ImportTotals ImportJob::totals() const {
    auto totals = totals_;
    if (archive_) totals.counts = archive_->counts();
    totals.skipped += totals.counts.skipped;
    return totals;
}

void ImportJob::add(const std::string& path) {
    if (path == "-") {
        import(STDIN_FILENO, "standard input");
        return;
    }
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file) {
        import(file.number(), path);
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

void ImportJob::import(int descriptor, const std::string& name) {
    formats::Input in(descriptor, name);
    complaints_ = 0;
    if (archive_) archive_->begin_file();
    import(in, size_of(descriptor));
}

void ImportJob::import(formats::Input& in, std::int64_t size) {
    std::unique_ptr<formats::Importer> importer;
    try {
        const auto& format = format_ != nullptr ? *format_ : format_of(in);
        importer = format.importer(in, {.schema = archive::Import::schema_version()});
    } catch (const Error& error) {
        fail(explain(error));
        return;
    }
    std::optional<Progress> progress;
    if (size > 0) progress.emplace(arguments_, size >> 10, "KiB");
    std::vector<Record> batch;
    bool more = true;
    while (more) {
        batch.clear();
        more = read(*importer, in, batch);
        write(batch);
        if (progress) progress->advance_to(in.position() >> 10);
    }
    progress.reset();
    totals_.skipped += importer->skipped();
    if (!importer->is_complete()) ++totals_.cut;
    for (const auto& remark : importer->remarks()) complain(remark);
}

/// Fills the batch. False at the end of the file, and where it cannot be read any further.
bool ImportJob::read(formats::Importer& importer, const formats::Input& in,
                     std::vector<Record>& batch) {
    const auto begin = in.position();
    while (batch.size() < batch_records && in.position() - begin < batch_bytes) {
        try {
            Record record;
            if (!importer.next(record)) return false;
            batch.push_back(std::move(record));
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
    if (batch.empty()) return;
    if (!archive_) archive_.emplace(read_configuration(arguments_).archive, mode_);
    archive_->add(batch);
}

void ImportJob::fail(const std::string& reason) {
    ++totals_.failed;
    if (++complaints_ <= most_complaints) complain(reason);
    if (complaints_ == most_complaints)
        complain("further errors in this file are counted, but not shown");
}

}  // namespace boswell::cli
