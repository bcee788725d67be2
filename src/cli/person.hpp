// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.hpp"

#include <utility>

namespace boswell::cli {

/// Names the person to whom the address of the record's other side belongs, if it is somebody's.
template <typename Record>
void add_person(const Context& context, Record& record) {
    if (context.persons.empty()) return;
    if constexpr (requires { record.with; })
        record.person = context.persons.name_at(record.with);
    else if constexpr (requires { record.contact; })
        record.person = context.persons.name_at(record.contact);
    else
        record.person = context.persons.name_at(record.jid);
}

template <typename Record>
Record with_person(const Context& context, Record record) {
    add_person(context, record);
    return record;
}

}  // namespace boswell::cli
