// SPDX-License-Identifier: GPL-3.0-or-later
// Pages for people: a folder that any browser opens from a disk, or one page of one conversation.
#include "base/error.hpp"
#include "formats/format.hpp"
#include "formats/html/pages.hpp"
#include "formats/html/word_index.hpp"

#include <fmt/core.h>

namespace boswell::formats {

namespace {

using html::Conversation;

class FolderExporter : public Exporter {
public:
    FolderExporter(FolderWriter& out, const ExportHead& head)
        : out_(out), head_(head), index_(out, head_), pages_(out, head_, index()) {}

    void add(const RecordView& record) override {
        if (const auto* message = record.get_if<MessageRecord>()) pages_.add(*message);
    }
    void finish() override { finish_without(0); }
    void finish_without(std::int64_t failed) override {
        pages_.finish();
        if (head_.with_search) index_.finish(pages_.conversations());
        std::vector<const Conversation*> conversations;
        for (const auto& each : pages_.conversations()) conversations.push_back(&each);
        out_.write("index.html", html::page_of_conversations(conversations, head_, failed));
    }

private:
    html::WordIndex* index() { return head_.with_search ? &index_ : nullptr; }

    FolderWriter& out_;
    ExportHead head_;
    html::WordIndex index_;
    html::Pages pages_;
};

/// One page, which is in memory until it is complete.
class PageExporter : public Exporter {
public:
    PageExporter(StickyWriter& out, const ExportHead& head)
        : out_(out), head_(head), transcript_({head_.zone, head_.names, head_.surroundings}) {}

    void add(const RecordView& record) override {
        if (const auto* message = record.get_if<MessageRecord>()) add(*message);
    }
    void finish() override {
        if (!conversation_) return;
        transcript_.end_conversation();
        out_.write(html::page_alone(*conversation_, transcript_, head_));
    }

private:
    static constexpr std::size_t largest = 8'000'000;

    void add(const MessageRecord& message);

    StickyWriter& out_;
    ExportHead head_;
    view::html::Transcript transcript_;
    std::optional<Conversation> conversation_;
};

void PageExporter::add(const MessageRecord& message) {
    if (!conversation_) {
        transcript_.begin_conversation(message.account, message.with,
                                       view::html::is_in_room(message));
        transcript_.begin_page("");
        conversation_ = {.account = message.account,
                         .with = message.with,
                         .name = transcript_.name(),
                         .first = message.stamp};
    }
    if (conversation_->account != message.account || conversation_->with != message.with)
        throw UsageError(
            "one page has room for one conversation, and there are more: {} and {}; "
            "choose one by -w and -a, or leave out --single",
            conversation_->with.str(), message.with.str());
    transcript_.add(message);
    ++conversation_->messages;
    conversation_->last = message.stamp;
    if (transcript_.body().size() > largest)
        throw UsageError(
            "one page has room for {} MB, and there is more; choose less by -S and "
            "-U, or leave out --single",
            largest / 1'000'000);
}

}  // namespace

static std::unique_ptr<Exporter> make_folder(FolderWriter& out, const ExportHead& head) {
    return std::make_unique<FolderExporter>(out, head);
}

static std::unique_ptr<Exporter> make_page(StickyWriter& out, const ExportHead& head) {
    return std::make_unique<PageExporter>(out, head);
}

extern constinit const Format html_format = {
    .name = "html",
    .summary = "pages for people, in a folder, with a search",
    .exporter = make_page,
    .only_messages = true,
    .is_pages = true,
    .folder_exporter = make_folder,
};

}  // namespace boswell::formats
