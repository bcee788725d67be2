// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace boswell::view::html {

/// What a reply shows of the message that it answers.
struct Quote {
    std::string page;  ///< the file's name
    std::string name;  ///< of its sender
    std::string text;  ///< the beginning
};

/// The latest messages of a conversation, for replies to them. Older ones are forgotten, so that a
/// long conversation takes no more memory than a short one.
class Quotes {
public:
    void add(std::int64_t id, Quote quote) {
        quotes_.insert_or_assign(id, std::move(quote));
        if (quotes_.size() > most) quotes_.erase(quotes_.begin());  // ids ascend with time
    }
    const Quote* find(std::int64_t id) const {
        const auto found = quotes_.find(id);
        return found == quotes_.end() ? nullptr : &found->second;
    }
    void clear() { quotes_.clear(); }

private:
    static constexpr std::size_t most = 5000;
    std::map<std::int64_t, Quote> quotes_;
};

}  // namespace boswell::view::html
