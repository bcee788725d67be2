// SPDX-License-Identifier: GPL-3.0-or-later
// JSON Lines: a manifest, one record a line, and a line that says the export is complete.
#include "base/json_object.hpp"
#include "formats/format.hpp"
#include "formats/json_presence.hpp"
#include "formats/json_record.hpp"
#include "formats/parse_record.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace boswell::formats {

namespace {

class JsonlExporter : public Exporter {
public:
    JsonlExporter(StickyWriter& out, const ExportHead& head) : out_(out), mark_(head.mark) {
        std::string line;
        JsonObject manifest(line);
        manifest.text("kind", "manifest");
        manifest.number("schema", head.schema);
        manifest.text("program", "boswell");
        manifest.text("version", head.version);
        manifest.text("query", head.query);
        manifest.close();
        put(line);
    }

    void add(const RecordView& record) override {
        messages_ += record.holds<MessageRecord>() ? 1 : 0;
        presences_ += record.holds<PresenceRecord>() ? 1 : 0;
        contacts_ += record.holds<ContactRecord>() ? 1 : 0;
        chat_states_ += record.holds<ChatState>() ? 1 : 0;
        observations_ += record.holds<ObservationRecord>() ? 1 : 0;
        contact_versions_ += record.holds<RosterRecord>() ? 1 : 0;
        contact_versions_ += record.holds<VCardRecord>() ? 1 : 0;
        contact_versions_ += record.holds<PepRecord>() ? 1 : 0;
        contact_versions_ += record.holds<DeviceKeyRecord>() ? 1 : 0;
        contact_versions_ += record.holds<MoveClaimRecord>() ? 1 : 0;
        contact_versions_ += record.holds<BookmarkRecord>() ? 1 : 0;
        contact_versions_ += record.holds<ReadMarkRecord>() ? 1 : 0;
        receipts_ += record.holds<UnattachedReceipt>() ? 1 : 0;
        line_.clear();
        if (const auto* presence = record.get_if<PresenceRecord>())
            append_record(line_, as_stored(*presence));
        else
            append_record(line_, record);
        line_ += '\n';
        out_.write(line_);
    }

    void finish() override {
        std::string line;
        JsonObject complete(line);
        complete.text("kind", "complete");
        complete.number("messages", messages_);
        complete.number("presences", presences_);
        complete.number("contacts", contacts_);
        complete.number("chat_states", chat_states_);
        complete.number("observations", observations_);
        complete.number("contact_versions", contact_versions_);
        complete.number("receipts", receipts_);
        if (mark_) {
            complete.text("archive", mark_->archive);
            complete.text("selection", mark_->selection);
            complete.number("arrived", mark_->arrived);
        }
        complete.close();
        put(line);
    }

private:
    void put(std::string_view line) {
        out_.write(line);
        out_.write("\n");
    }

    StickyWriter& out_;
    std::optional<ExportMark> mark_;
    std::string line_;
    std::int64_t messages_ = 0;
    std::int64_t presences_ = 0;
    std::int64_t contacts_ = 0;
    std::int64_t chat_states_ = 0;
    std::int64_t observations_ = 0;
    std::int64_t contact_versions_ = 0;
    std::int64_t receipts_ = 0;
};

}  // namespace

// The first line as JsonlExporter writes it, or with blanks between.
static bool recognises(std::string_view head) {
    const auto line = head.substr(0, head.find('\n'));
    return line.starts_with('{') && line.find("\"manifest\"") != std::string_view::npos &&
           line.find("\"boswell\"") != std::string_view::npos;
}

namespace {

class JsonlImporter : public Importer {
public:
    JsonlImporter(Input& in, const ImportHead& head) : in_(in), lines_(in), head_(head) {}

    bool next(Record& record) override {
        while (lines_.next(line_)) {
            if (complete_) drop_byte_order_mark();
            if (lines_.number() == 1 || is_next_manifest()) {
                read_manifest();
            } else if (!line_.empty() && read(record)) {
                return true;
            }
        }
        if (lines_.number() == 0) throw Error("{} is empty", in_.name());
        return false;
    }
    bool is_complete() const override { return complete_; }
    std::int64_t section() const override { return section_; }
    std::int64_t skipped() const override;
    std::vector<std::string> remarks() const override;

private:
    template <typename... Args>
    std::string place(fmt::format_string<Args...> format, Args&&... args) const {
        return fmt::format("{}:{}: {}", in_.name(), lines_.number(),
                           fmt::format(format, std::forward<Args>(args)...));
    }
    /// What was added to an export (`export --append`) begins with a manifest of its own.
    bool is_next_manifest() const { return complete_ && recognises(line_); }
    /// Where files are put together, each may have one.
    void drop_byte_order_mark() {
        if (line_.starts_with("\xEF\xBB\xBF")) line_.erase(0, 3);
    }
    void read_manifest();
    void begin_section();
    bool read(Record& record);
    bool read(const Json& object, Record& record);

    Input& in_;
    LineReader lines_;
    ImportHead head_;
    std::string line_;
    std::int64_t messages_ = 0;  // lines, also those that cannot be taken
    std::int64_t presences_ = 0;
    std::int64_t contact_versions_ = 0;
    std::int64_t contacts_ = 0;  // what the versions make of them
    std::int64_t others_ = 0;
    std::int64_t section_ = 0;
    bool complete_ = false;
    bool counts_differ_ = false;
};

void JsonlImporter::read_manifest() {
    try {
        const auto object = parse_object(line_);
        require_fields(object, {"kind", "schema", "program"});
        if (text_of(object["kind"]) != "manifest" || text_of(object["program"]) != "boswell")
            throw BadField("is not a manifest of boswell");
        const auto schema = number_of(object["schema"], 1, 1'000'000);
        if (schema > head_.schema)
            throw Error("{} has records of schema {}, this boswell knows {}; upgrade boswell",
                        in_.name(), schema, head_.schema);
        begin_section();
    } catch (const BadField& error) {
        throw Error("{}; an export in JSON Lines begins with its manifest",
                    place("the first line {}", error.what()));
    }
}

void JsonlImporter::begin_section() {
    ++section_;
    complete_ = false;
    messages_ = presences_ = 0;
}

bool JsonlImporter::read(Record& record) {
    if (lines_.is_cut())
        throw BadRecord("{}", place("is longer than {} bytes", LineReader::longest));
    try {
        return read(parse_object(line_), record);
    } catch (const BadField& error) {
        throw BadRecord("{}", place("{}", error.what()));
    }
}

static constexpr std::array<std::string_view, 7> version_kinds{
    "roster-entry", "vcard-version", "pep-event", "key", "move-claim", "bookmark", "read-mark"};

/// False for a line that is no record to import.
bool JsonlImporter::read(const Json& object, Record& record) {
    require_fields(object, {"kind"});
    const auto& kind = text_of(object["kind"]);
    if (complete_) throw BadField("stands behind the end of the export");
    messages_ += kind == "message" ? 1 : 0;
    presences_ += kind == "presence" ? 1 : 0;
    contact_versions_ += std::ranges::count(version_kinds, kind);
    if (auto found = parse_record(object)) {
        record = *std::move(found);
        return true;
    }
    if (kind == "manifest")
        throw Error("{}; import each file separately", place("another export begins here"));
    if (kind != "complete") {
        ++(kind == "contact" ? contacts_ : others_);
        return false;
    }
    complete_ = true;
    require_fields(object, {"messages", "presences"});
    counts_differ_ = counts_differ_ || number_of(object["messages"], 0, INT64_MAX) != messages_ ||
                     number_of(object["presences"], 0, INT64_MAX) != presences_;
    return false;
}

/// The state of a contact follows from its versions, where the export has them.
static bool are_skipped(std::int64_t contacts, std::int64_t versions) {
    return contacts > 0 && versions == 0;
}

std::int64_t JsonlImporter::skipped() const {
    return others_ + (are_skipped(contacts_, contact_versions_) ? contacts_ : 0);
}

std::vector<std::string> JsonlImporter::remarks() const {
    std::vector<std::string> remarks;
    const auto say = [&](std::string_view what) {
        remarks.push_back(fmt::format("{} {}", in_.name(), what));
    };
    if (!complete_)
        say("has no line that says it is complete: it was cut short, and what followed is missing");
    if (counts_differ_)
        say("does not have as many records as its last line says: some are missing");
    if (are_skipped(contacts_, contact_versions_))
        say("has contacts of an older export, without the versions that could be imported");
    if (others_ > 0) say("has kinds of records that cannot be imported");
    return remarks;
}

}  // namespace

static std::optional<ExportMark> find_mark(std::string_view tail) {
    while (tail.ends_with('\n')) tail.remove_suffix(1);
    const auto last = tail.substr(tail.rfind('\n') + 1);
    try {
        const auto object = parse_object(last);
        require_fields(object, {"kind", "archive", "selection", "arrived"});
        if (text_of(object["kind"]) != "complete") return std::nullopt;
        return ExportMark{.archive = text_of(object["archive"]),
                          .selection = text_of(object["selection"]),
                          .arrived = number_of(object["arrived"], 0, INT64_MAX)};
    } catch (const BadField&) {
        return std::nullopt;
    }
}

static std::unique_ptr<Importer> make_importer(Input& in, const ImportHead& head) {
    return std::make_unique<JsonlImporter>(in, head);
}

static std::unique_ptr<Exporter> make(StickyWriter& out, const ExportHead& head) {
    return std::make_unique<JsonlExporter>(out, head);
}

extern constinit const Format jsonl_format = {
    .name = "jsonl",
    .summary = "one JSON object a line, complete and for programs",
    .exporter = make,
    .importer = make_importer,
    .recognises = recognises,
    .is_whole = true,
    .find_mark = find_mark,
    .has_link_keys = true,
};

}  // namespace boswell::formats
