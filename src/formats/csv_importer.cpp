// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/csv_importer.hpp"

#include "base/json_object.hpp"
#include "formats/csv_reader.hpp"
#include "formats/csv_table.hpp"
#include "formats/parse_record.hpp"

#include <algorithm>
#include <unordered_set>

namespace boswell::formats {

namespace {

class CsvImporter : public Importer {
public:
    explicit CsvImporter(Input& in) : in_(in), rows_(in) {}

    bool next(Record& record) override;
    std::int64_t section() const override { return section_; }
    std::int64_t skipped() const override { return skipped_; }
    std::vector<std::string> remarks() const override;

private:
    void read_head();
    Json object_of_row() const;
    void note(const Record& record);

    Input& in_;
    CsvReader rows_;
    std::vector<std::string> cells_;
    std::vector<const CsvColumn*> columns_;     // null for one that is not ours
    std::unordered_set<std::int64_t> numbers_;  // of the messages of the section
    std::int64_t section_ = 1;
    std::int64_t skipped_ = 0;
};

/// All tables have the same kind of value in a column of the same name.
const CsvColumn* column_named(std::string_view name) {
    for (const auto& table : csv_tables()) {
        const auto found = std::ranges::find(table.columns, name, &CsvColumn::name);
        if (found != table.columns.end()) return &*found;
    }
    return nullptr;
}

void CsvImporter::read_head() {
    if (!rows_.next(cells_)) throw Error("{} is empty", in_.name());
    for (const auto& name : cells_) columns_.push_back(column_named(name));
    const auto is_kind = [](const CsvColumn* column) { return column && column->name == "kind"; };
    if (std::ranges::none_of(columns_, is_kind))
        throw Error(
            "{}: the first row has no column 'kind'; a table of boswell begins with the "
            "names of its columns",
            in_.name());
}

Json CsvImporter::object_of_row() const {
    if (cells_.size() > columns_.size())
        throw BadField("has {} cells, but the table has {} columns", cells_.size(),
                       columns_.size());
    std::string line;
    JsonObject object(line);
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        if (columns_[i] == nullptr || cells_[i].empty()) continue;
        if (columns_[i]->is_json)
            object.member(columns_[i]->name) += cells_[i];
        else
            object.text(columns_[i]->name, cells_[i]);
    }
    object.close();
    return parse_object(line);
}

/// A table that was added to repeats the messages that have changed since.
void CsvImporter::note(const Record& record) {
    const auto* message = std::get_if<MessageRecord>(&record);
    if (message == nullptr || message->id == 0 || numbers_.insert(message->id).second) return;
    ++section_;
    numbers_ = {message->id};
}

bool CsvImporter::next(Record& record) {
    if (columns_.empty()) read_head();
    while (rows_.next(cells_)) {
        try {
            if (auto found = parse_record(object_of_row())) {
                record = *std::move(found);
                note(record);
                return true;
            }
            ++skipped_;
        } catch (const BadField& error) {
            throw BadRecord("{}: row {}: {}", in_.name(), rows_.number(), error.what());
        }
    }
    return false;
}

std::vector<std::string> CsvImporter::remarks() const {
    if (skipped_ == 0) return {};
    return {in_.name() + " has kinds of records that cannot be imported"};
}

}  // namespace

std::unique_ptr<Importer> make_csv_importer(Input& in, const ImportHead&) {
    return std::make_unique<CsvImporter>(in);
}

bool is_csv(std::string_view head) {
    const auto line = head.substr(0, head.find_first_of("\r\n"));
    return line.starts_with("kind,account,");
}

}  // namespace boswell::formats
