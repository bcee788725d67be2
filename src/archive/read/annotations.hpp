// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/read/jids.hpp"
#include "archive/read/links.hpp"
#include "model/record.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace boswell::archive {

/// Reads what people did to a message, for its record. There is a bound on each kind of annotation,
/// since a stranger may repeat one without end: the newest ones are taken.
class AnnotationRows {
public:
    /// Both outlive this.
    AnnotationRows(const sqlite::Database& database, Jids& jids);

    /// Adds to `record`, which is complete but for them, the rows of the tables annotation,
    /// attachment, mention, link_preview and receipt. `conversation` is the id of the record's
    /// conversation, `has` says which tables have rows about it.
    void add_to(MessageRecord& record, std::int64_t conversation, std::int64_t has);

    /// What is known of whole conversations may have changed. To be called when a transaction
    /// begins.
    void forget() noexcept { with_receipts_.clear(); }

private:
    void add_versions(MessageRecord& record);
    void add_retraction(MessageRecord& record);
    void add_retraction(MessageRecord& record, std::string_view kind);
    void add_reactions(MessageRecord& record);
    void add_references(MessageRecord& record);
    CallStep call_step(const sqlite::Use& reference);
    void add_call(MessageRecord& record, const sqlite::Use& own);
    bool has_receipts(std::int64_t conversation);
    void add_receipts(MessageRecord& record, std::int64_t conversation);
    void add_receipts(MessageRecord& record, std::int64_t conversation, std::string_view named_id);
    std::optional<StanzaId> stanza_id(const sqlite::Use& use, int column);
    std::vector<std::string> texts(const std::string& json);

    Jids& jids_;
    sqlite::Statement versions_;
    sqlite::Statement bodies_;
    sqlite::Statement retraction_;
    sqlite::Statement reactions_;
    sqlite::Statement references_;
    sqlite::Statement call_;
    LinkRows links_;
    sqlite::Statement receipts_;
    sqlite::Statement any_receipt_;
    sqlite::Statement texts_;
    std::unordered_map<std::int64_t, bool> with_receipts_;  // by conversation
};

}  // namespace boswell::archive
