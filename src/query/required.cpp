// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/required.hpp"

#include "query/coarse.hpp"
#include "query/regex.hpp"
#include "query/words.hpp"

#include <algorithm>
#include <string_view>

namespace boswell::query {

static bool has_trigram(std::string_view text) { return !trigrams(text).empty(); }

std::vector<AnyOf> required_texts(const Text& text) {
    if (is_indexed(text)) return {};
    if (text.match != Match::regex) {
        auto wanted = coarse(text.text);
        if (!has_trigram(wanted)) return {};
        return {{std::move(wanted)}};
    }
    std::vector<AnyOf> required;
    for (auto atoms : required_atoms(text.text)) {
        std::ranges::transform(atoms, atoms.begin(), coarse);
        if (std::ranges::all_of(atoms, has_trigram)) required.push_back(std::move(atoms));
    }
    return required;
}

}  // namespace boswell::query
