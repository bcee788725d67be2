// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/field_changes.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell::view;

TEST_CASE("a field that had one value and has another is one change") {
    CHECK(
        field_changes({{"name", "Bob"}, {"note", "tea"}}, {{"name", "Robert"}, {"note", "tea"}}) ==
        std::vector<FieldChange>{{"name", "Bob", "Robert"}});
}

TEST_CASE("of a field with several values each comes or goes by itself") {
    CHECK(field_changes({{"group", "Friends"}, {"group", "Tea"}}, {{"group", "Work"}}) ==
          std::vector<FieldChange>{
              {"group", "Friends", ""}, {"group", "Tea", ""}, {"group", "", "Work"}});
    CHECK(field_changes({{"email", "a@b"}}, {{"email", "a@b"}, {"email", "a@b"}}) ==
          std::vector<FieldChange>{{"email", "", "a@b"}});
}

TEST_CASE("a field may come and go, and nothing changes where nothing did") {
    CHECK(field_changes({}, {{"name", "Bob"}}) == std::vector<FieldChange>{{"name", "", "Bob"}});
    CHECK(field_changes({{"name", "Bob"}}, {}) == std::vector<FieldChange>{{"name", "Bob", ""}});
    CHECK(field_changes({{"name", "Bob"}}, {{"name", "Bob"}}).empty());
    CHECK(field_changes({}, {}).empty());
}

TEST_CASE("the changes make the later version of the earlier one") {
    const auto holds = rc::check("", [] {
        const auto lines = rc::gen::container<FieldLines>(rc::gen::pair(
            rc::gen::element<std::string>("a", "b"), rc::gen::element<std::string>("1", "2", "3")));
        const auto before = *lines;
        auto after = *lines;
        auto made = before;
        for (const auto& change : field_changes(before, after)) {
            if (!change.before.empty()) {
                const auto gone = std::ranges::find(made, std::pair(change.field, change.before));
                RC_ASSERT(gone != made.end());
                made.erase(gone);
            }
            if (!change.after.empty()) made.emplace_back(change.field, change.after);
        }
        std::ranges::sort(made);
        std::ranges::sort(after);
        RC_ASSERT(made == after);
    });
    CHECK(holds);
}
