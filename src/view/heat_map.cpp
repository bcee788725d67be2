// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/heat_map.hpp"

namespace boswell::view {

Heat heat_of(const query::HeatCell& cell) {
    if (cell.whole.count() == 0) return Heat::none;
    if (cell.is_sparse()) return Heat::sparse;
    if (cell.online.count() == 0) return Heat::never;
    const auto share = cell.share();
    if (share < 0.25) return Heat::little;
    if (share < 0.5) return Heat::some;
    return share < 0.75 ? Heat::much : Heat::most;
}

std::string_view meaning_of(Heat heat) {
    switch (heat) {
        case Heat::never:
            return "never";
        case Heat::little:
            return "under 25%";
        case Heat::some:
            return "under 50%";
        case Heat::much:
            return "under 75%";
        case Heat::most:
            return "75% or more";
        case Heat::sparse:
            return "hardly observed";
        case Heat::none:
            return "";
    }
    return "";
}

}  // namespace boswell::view
