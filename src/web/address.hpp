// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/percent.hpp"
#include "model/jid.hpp"

#include <string>
#include <string_view>

namespace boswell::web {

/// The address of a page within the viewer, such as "/search?q=tea". What is in it is encoded here.
class Address {
public:
    explicit Address(std::string_view path) : text_(path) {}

    Address& with(std::string_view name, std::string_view value) {
        text_ += text_.find('?') == std::string::npos ? '?' : '&';
        text_ += name;
        text_ += '=';
        text_ += percent_encoded(value, "@/:");
        return *this;
    }
    Address& with(std::string_view name, std::int64_t value) {
        return with(name, std::to_string(value));
    }
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

inline Address conversation_address(const Jid& account, const Jid& with) {
    return Address("/conversation").with("account", account.str()).with("with", with.str());
}

inline Address person_address(const Jid& account, const Jid& contact) {
    return Address("/person").with("account", account.str()).with("jid", contact.str());
}

inline std::string message_address(std::int64_t id) {
    return Address("/message").with("id", id).text();
}

/// Its text, and nothing else.
inline std::string text_address(std::int64_t id) { return Address("/text").with("id", id).text(); }

}  // namespace boswell::web
