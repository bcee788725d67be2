// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/regex.hpp"

#include "base/error.hpp"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>
#include <numeric>
#include <set>

namespace boswell::query {

static constexpr std::size_t most_places = 1000;

static RE2::Options options() {
    RE2::Options options;
    options.set_case_sensitive(false);
    options.set_log_errors(false);
    options.set_max_mem(8 << 20);
    return options;
}

static void require_valid(const RE2& regex) {
    if (!regex.ok())
        throw UsageError(
            "invalid regular expression /{}/: {}; to search for the text itself, put it in quotes",
            regex.pattern(), regex.error());
}

Regex::Regex(const std::string& pattern) : regex_(std::make_unique<RE2>(pattern, options())) {
    require_valid(*regex_);
}

Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

bool Regex::found_in(std::string_view text) const {
    return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *regex_);
}

std::vector<Span> Regex::find(std::string_view text) const {
    const re2::StringPiece subject(text.data(), text.size());
    re2::StringPiece found;
    std::vector<Span> places;
    std::size_t from = 0;
    while (places.size() < most_places && from < text.size() &&
           regex_->Match(subject, from, subject.size(), RE2::UNANCHORED, &found, 1)) {
        const auto begin = static_cast<std::size_t>(found.data() - text.data());
        from = begin + found.size();
        if (found.empty()) {
            ++from;  // /x*/ matches nothing here, and maybe something further on
        } else {
            places.push_back({begin, from});
        }
    }
    return places;
}

namespace {

// Longer ones take RE2 and the index more time than they save.
constexpr std::size_t most_atoms = 64;
constexpr int shortest_atom = 3;  // bytes

/// RE2's filter for one expression: it knows of which atoms which must be in a text, but does not
/// say it. It can only be asked, for some atoms, whether they are enough.
class Filter {
public:
    explicit Filter(const std::string& pattern) : filter_(shortest_atom) {
        int id = 0;
        filter_.Add(pattern, options(), &id);
        filter_.Compile(&atoms);
    }

    /// The numbers of atoms, `decisive` among them, of which one must be in a text; none of them
    /// can be left out. Nothing if `decisive` makes no difference.
    std::vector<int> any_of(int decisive) const;
    bool may_match(const std::vector<int>& present) const {
        std::vector<int> potentials;
        filter_.AllPotentials(present, &potentials);
        return !potentials.empty();
    }

    std::vector<std::string> atoms;

private:
    re2::FilteredRE2 filter_;
};

std::vector<int> Filter::any_of(int decisive) const {
    std::vector<int> all(atoms.size());
    std::iota(all.begin(), all.end(), 0);
    std::vector<int> present = all;
    const auto leave_out = [&](int atom) {
        auto fewer = present;
        std::erase(fewer, atom);
        if (atom == decisive || may_match(fewer)) present = std::move(fewer);
    };
    for (const auto atom : all) {
        if (atom != decisive) leave_out(atom);
    }
    leave_out(decisive);
    if (may_match(present)) return {};
    // Now `decisive` is all that is missing. With it the other ones may be missing, too.
    std::vector<int> missing{decisive};
    for (const auto atom : all) {
        if (atom == decisive || std::ranges::find(present, atom) != present.end()) continue;
        present.push_back(atom);
        if (!may_match(present)) continue;
        present.pop_back();
        missing.push_back(atom);
    }
    return missing;
}

}  // namespace

std::vector<std::vector<std::string>> required_atoms(const std::string& pattern) {
    require_valid(RE2(pattern, options()));
    const Filter filter(pattern);
    if (filter.atoms.size() > most_atoms || filter.may_match({})) return {};
    std::set<std::vector<int>> found;
    for (std::size_t atom = 0; atom < filter.atoms.size(); ++atom) {
        auto some = filter.any_of(static_cast<int>(atom));
        std::ranges::sort(some);
        if (!some.empty()) found.insert(std::move(some));
    }
    std::vector<std::vector<std::string>> required;
    for (const auto& some : found) {
        auto& atoms = required.emplace_back();
        for (const auto atom : some) atoms.push_back(filter.atoms[static_cast<std::size_t>(atom)]);
    }
    return required;
}

}  // namespace boswell::query
