// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/conversation_files.hpp"

#include <fmt/core.h>

#include <utility>

namespace boswell::formats {

namespace {

class ConversationFiles : public Exporter {
public:
    ConversationFiles(FolderWriter& out, const Format& format, ExportHead head)
        : out_(out), format_(format), head_(std::move(head)) {}

    // Messages come by conversation, so a file is whole when another one begins.
    void add(const RecordView& record) override {
        const auto* message = record.get_if<MessageRecord>();
        if (message == nullptr) return;
        const std::pair place{message->account, message->with};
        if (!file_ || place != place_) begin(place);
        file_->add(record);
    }
    void finish() override {
        if (file_) file_->finish();
    }

private:
    void begin(const std::pair<Jid, Jid>& place) {
        finish();
        place_ = place;
        const auto& [account, with] = place;
        file_.reset();  // it may still write
        file_ = format_.exporter(
            out_.begin(fmt::format("{}/{}.{}", safe_name(account.str()), safe_name(with.str()),
                                   format_.extension.empty() ? format_.name : format_.extension)),
            head_);
    }

    FolderWriter& out_;
    const Format& format_;
    ExportHead head_;
    std::pair<Jid, Jid> place_;
    std::unique_ptr<Exporter> file_;
};

}  // namespace

std::unique_ptr<Exporter> export_conversations(FolderWriter& out, const Format& format,
                                               const ExportHead& head) {
    return std::make_unique<ConversationFiles>(out, format, head);
}

}  // namespace boswell::formats
