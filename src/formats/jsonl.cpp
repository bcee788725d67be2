// SPDX-License-Identifier: GPL-3.0-or-later
// JSON Lines: a manifest, one record a line, and a line that says the export is complete.
#include "formats/format.hpp"
#include "formats/json_object.hpp"
#include "formats/json_record.hpp"

namespace boswell::formats {

namespace {

class JsonlExporter : public Exporter {
public:
    JsonlExporter(StickyWriter& out, const ExportHead& head) : out_(out) {
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

    void add(const Record& record) override {
        messages_ += std::holds_alternative<MessageRecord>(record) ? 1 : 0;
        presences_ += std::holds_alternative<PresenceRecord>(record) ? 1 : 0;
        contacts_ += std::holds_alternative<ContactRecord>(record) ? 1 : 0;
        chat_states_ += std::holds_alternative<ChatState>(record) ? 1 : 0;
        put(to_json(record));
    }

    void finish() override {
        std::string line;
        JsonObject complete(line);
        complete.text("kind", "complete");
        complete.number("messages", messages_);
        complete.number("presences", presences_);
        complete.number("contacts", contacts_);
        complete.number("chat_states", chat_states_);
        complete.close();
        put(line);
    }

private:
    void put(std::string_view line) {
        out_.write(line);
        out_.write("\n");
    }

    StickyWriter& out_;
    std::int64_t messages_ = 0;
    std::int64_t presences_ = 0;
    std::int64_t contacts_ = 0;
    std::int64_t chat_states_ = 0;
};

}  // namespace

static std::unique_ptr<Exporter> make(StickyWriter& out, const ExportHead& head) {
    return std::make_unique<JsonlExporter>(out, head);
}

extern constinit const Format jsonl_format = {
    .name = "jsonl",
    .summary = "one JSON object a line, complete and for programs",
    .exporter = make,
};

}  // namespace boswell::formats
