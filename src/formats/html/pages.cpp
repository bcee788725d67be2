// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/html/pages.hpp"

#include "view/times.hpp"

#include <fmt/core.h>

namespace boswell::formats::html {

Pages::Pages(FolderWriter& out, const ExportHead& head, WordIndex* index)
    : out_(out),
      head_(head),
      index_(index),
      transcript_({head.zone, head.names, head.surroundings}) {}

static std::string folder_of(const MessageRecord& message) {
    return fmt::format("conversations/{}/{}", safe_name(message.account.str()),
                       safe_name(message.with.str()));
}

void Pages::begin_conversation(const MessageRecord& message) {
    transcript_.begin_conversation(message.account, message.with, view::html::is_in_room(message));
    conversations_.push_back({.account = message.account,
                              .with = message.with,
                              .name = transcript_.name(),
                              .folder = folder_of(message),
                              .first = message.stamp});
}

/// "November 2026" of "Sunday, 22 November 2026".
static std::string month_in_words(Time time, const TimeZone& zone) {
    const auto heading = view::day_heading(time, zone);
    return heading.substr(heading.find(' ', heading.find(' ') + 1) + 1);
}

void Pages::begin_page(Time time) {
    const auto& zone = head_.zone;
    auto civil = zone.civil(time);
    civil = {.year = civil.year, .month = civil.month, .day = 1};
    month_.since = zone.at(civil);
    ++civil.month;
    month_.until = zone.at(civil);
    Page page{.month = view::date_and_minute(time, zone).substr(0, 7),
              .title = month_in_words(time, zone)};
    page.file = page.month + ".html";
    if (page_ && page_->month == page.month) {
        page.part = page_->part + 1;
        page.file = fmt::format("{}-{}.html", page.month, page.part);
        page.title += fmt::format(", part {}", page.part);
    }
    if (page_) end_page(&page);
    page_ = std::move(page);
    transcript_.begin_page(page_->file);
}

void Pages::end_page(const Page* next) {
    auto& conversation = conversations_.back();
    transcript_.end_page();
    page_->days = transcript_.days();
    out_.write(conversation.folder + "/" + page_->file,
               page_of_messages(conversation, *page_, before_ ? &*before_ : nullptr, next,
                                transcript_, head_));
    conversation.pages.push_back(*page_);
    before_ = std::move(page_);
    page_.reset();
}

void Pages::end_conversation() {
    if (!page_) return;
    transcript_.end_conversation();
    end_page(nullptr);
    before_.reset();
    auto& conversation = conversations_.back();
    out_.write(conversation.folder + "/index.html", page_of_days(conversation, head_));
    // The list of conversations names the first and the last one.
    auto& pages = conversation.pages;
    if (pages.size() > 2) pages.erase(pages.begin() + 1, pages.end() - 1);
    for (auto& page : pages) page.days.clear();
}

void Pages::add(const MessageRecord& message) {
    const bool is_other = conversations_.empty() ||
                          conversations_.back().account != message.account ||
                          conversations_.back().with != message.with;
    if (is_other) {
        end_conversation();
        begin_conversation(message);
    }
    const bool is_next = !page_ || message.stamp < month_.since || message.stamp >= month_.until ||
                         transcript_.body().size() > large;
    if (is_next) begin_page(message.stamp);
    transcript_.add(message);
    auto& conversation = conversations_.back();
    ++conversation.messages;
    conversation.last = message.stamp;
    if (index_ != nullptr) index_->add(message, *page_, transcript_.last_sender());
}

void Pages::finish() { end_conversation(); }

}  // namespace boswell::formats::html
