// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/json.hpp"
#include "model/contact.hpp"
#include "sqlite/statement.hpp"

namespace boswell::archive {

/// Calls `function` with the columns of table vcard from full_name to photo_url, in their order.
template <typename Function>
auto with_columns(const VCard& card, const Function& function) {
    using sqlite::or_null;
    return function(or_null(card.full_name), or_null(card.nickname), or_null(card.given),
                    or_null(card.family), to_json(card.emails), to_json(card.telephones),
                    or_null(card.organisation), or_null(card.title), or_null(card.birthday),
                    or_null(card.url), or_null(card.note), or_null(card.photo_url));
}

}  // namespace boswell::archive
