// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/field_list.hpp"

#include "base/printable.hpp"

namespace boswell::web {

void write_fields(view::Markup& markup, const view::FieldLines& fields) {
    markup.open("dl", {{"class", "fields"}});
    for (const auto& [name, value] : fields) {
        markup.element("dt", {}, name);
        markup.element("dd", {{"dir", "auto"}}, printable(value, Lines::many));
    }
    markup.close();
}

}  // namespace boswell::web
