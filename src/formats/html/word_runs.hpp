// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/folder_writer.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace boswell::formats::html {

/// Which messages have a word: sorted runs in a scratch file, so that the memory does not depend on
/// the number of messages, and merged at the end.
class WordRuns {
public:
    /// `memory` is what it may take before it writes a run.
    explicit WordRuns(FolderWriter& out, std::size_t memory = 24u << 20)
        : out_(out), memory_(memory) {}
    ~WordRuns();
    WordRuns(const WordRuns&) = delete;
    WordRuns& operator=(const WordRuns&) = delete;

    /// Numbers begin with 1 and ascend; the same one may come again.
    void add(std::string_view word, std::uint32_t message);
    /// Calls `take` with each word, ascending by its bytes, and the numbers of its messages as
    /// search.js reads them.
    void merge(const std::function<void(std::string_view word, std::string_view numbers)>& take);

private:
    struct Messages {
        std::uint32_t first = 0;
        std::uint32_t last = 0;
        std::string later;  // the differences from one to the next
    };
    struct Run {
        std::int64_t begin;
        std::int64_t end;
    };
    class Reader;

    void write_run();

    FolderWriter& out_;
    std::size_t memory_;
    std::size_t used_ = 0;
    std::unordered_map<std::string, Messages> words_;
    int scratch_ = -1;
    std::int64_t end_ = 0;  // of the scratch file
    std::vector<Run> runs_;
};

/// A number as search.js reads it: groups of five bits, the lowest first, each a digit of Base64
/// for addresses (RFC 4648 5); 32 is added to a group that another one follows.
void append_number(std::string& out, std::uint32_t number);

}  // namespace boswell::formats::html
