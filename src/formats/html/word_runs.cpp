// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/html/word_runs.hpp"

#include "base/write_all.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace boswell::formats::html {

/// What a word and its first message take in memory, beside its letters.
static constexpr std::size_t cost_of_word = 120;

void append_number(std::string& out, std::uint32_t number) {
    static constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    while (number >= 32) {
        out += digits[(number & 31) | 32];
        number >>= 5;
    }
    out += digits[number];
}

WordRuns::~WordRuns() {
    if (scratch_ >= 0) ::close(scratch_);
}

void WordRuns::add(std::string_view word, std::uint32_t message) {
    auto [entry, added] = words_.try_emplace(std::string(word));
    auto& messages = entry->second;
    if (added) {
        messages.first = message;
        used_ += word.size() + cost_of_word;
    } else if (messages.last != message) {
        const auto before = messages.later.capacity();
        append_number(messages.later, message - messages.last);
        used_ += messages.later.capacity() - before;
    }
    messages.last = message;
    if (used_ > memory_) write_run();
}

static void append_raw(std::string& out, std::uint32_t number) {
    out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void WordRuns::write_run() {
    if (scratch_ < 0) scratch_ = out_.scratch();
    std::vector<const decltype(words_)::value_type*> sorted;
    sorted.reserve(words_.size());
    for (const auto& each : words_) sorted.push_back(&each);
    std::ranges::sort(
        sorted, {}, [](const auto* each) -> const auto& { return each->first; });
    std::string buffer;
    const auto begin = end_;
    const auto flush = [&] {
        if (!out_.failed()) out_.fail(write_all(scratch_, buffer));
        end_ += static_cast<std::int64_t>(buffer.size());
        buffer.clear();
    };
    for (const auto* each : sorted) {
        const auto& [word, messages] = *each;
        append_raw(buffer, static_cast<std::uint32_t>(word.size()));
        append_raw(buffer, messages.first);
        append_raw(buffer, messages.last);
        append_raw(buffer, static_cast<std::uint32_t>(messages.later.size()));
        buffer += word;
        buffer += messages.later;
        if (buffer.size() > (1u << 20)) flush();
    }
    flush();
    runs_.push_back({begin, end_});
    words_.clear();
    used_ = 0;
}

/// Reads a run word by word.
class WordRuns::Reader {
public:
    Reader(int file, Run run, FolderWriter& out) : file_(file), run_(run), out_(&out) { next(); }

    bool ended() const { return ended_; }
    const std::string& word() const { return word_; }
    const Messages& messages() const { return messages_; }
    void next() {
        std::array<std::uint32_t, 4> head{};
        const bool at_end = at_ == buffer_.size() && run_.begin >= run_.end;
        ended_ = at_end || !read(reinterpret_cast<char*>(head.data()), sizeof head);
        if (ended_) return;
        messages_.first = head[1];
        messages_.last = head[2];
        word_.resize(head[0]);
        messages_.later.resize(head[3]);
        ended_ = !read(word_.data(), word_.size()) ||
                 !read(messages_.later.data(), messages_.later.size());
    }

private:
    bool read(char* to, std::size_t size) {
        while (size > 0) {
            if (at_ == buffer_.size() && !fill()) return false;
            const auto part = std::min(size, buffer_.size() - at_);
            std::memcpy(to, buffer_.data() + at_, part);
            at_ += part;
            to += part;
            size -= part;
        }
        return true;
    }
    bool fill() {
        constexpr std::int64_t most = 32 << 10;
        buffer_.resize(static_cast<std::size_t>(std::min(most, run_.end - run_.begin)));
        const auto count = ::pread(file_, buffer_.data(), buffer_.size(), run_.begin);
        if (count <= 0) {
            out_->fail(count < 0 ? errno : EIO);
            return false;
        }
        buffer_.resize(static_cast<std::size_t>(count));
        run_.begin += count;
        at_ = 0;
        return true;
    }

    int file_;
    Run run_;  // what is not in the buffer yet
    FolderWriter* out_;
    std::string buffer_;
    std::size_t at_ = 0;
    std::string word_;
    Messages messages_;
    bool ended_ = false;
};

void WordRuns::merge(
    const std::function<void(std::string_view word, std::string_view numbers)>& take) {
    write_run();
    std::vector<Reader> readers;
    for (const auto& run : runs_) readers.emplace_back(scratch_, run, out_);
    std::erase_if(readers, [](const Reader& reader) { return reader.ended(); });
    std::string word;
    std::string numbers;
    while (!readers.empty() && !out_.failed()) {
        word = std::ranges::min_element(readers, {}, &Reader::word)->word();
        numbers.clear();
        std::uint32_t last = 0;
        // The runs are in the order of the messages.
        for (auto& reader : readers) {
            if (reader.word() != word) continue;
            const auto& messages = reader.messages();
            if (messages.first != last) append_number(numbers, messages.first - last);
            numbers += messages.later;
            last = messages.last;
            reader.next();
        }
        take(word, numbers);
        std::erase_if(readers, [](const Reader& reader) { return reader.ended(); });
    }
}

}  // namespace boswell::formats::html
