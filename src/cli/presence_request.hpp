// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.hpp"
#include "model/message_count.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::cli {

/// What `boswell presence` is asked for.
struct PresenceRequest {
    archive::Selection selection;  ///< within the period
    Period period;
    milliseconds join{0};  ///< a shorter time offline does not end a session
    std::optional<CountBy> by;
    bool each_resource = false;
    /// What each operand means: several addresses, if several contacts are called so, or if it is a
    /// person of the configuration.
    struct Named {
        std::vector<Jid> jids;
        const query::Person* person = nullptr;

        bool means(const Jid& contact) const;
    };
    std::vector<Named> named;
    /// The person among them who is called so; there is one.
    const query::Person* named_person(std::string_view name) const;
};

/// By the command line. Throws UsageError.
PresenceRequest presence_request(const Context& context);

/// Calls `take` with all intervals of one contact (or of one resource) after the other, until it
/// returns false. A person is one contact, and comes behind the others; but resources are those of
/// each address.
void for_each_contact(const Context& context, const PresenceRequest& request,
                      const std::function<bool(std::span<const PresenceInterval>)>& take);

}  // namespace boswell::cli
