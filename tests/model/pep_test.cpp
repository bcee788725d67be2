// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/pep.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace boswell;

TEST_CASE("every node of PEP is found by its name, and has one of its own") {
    std::set<std::string_view> names;
    for (const auto node : all_pep_nodes) {
        CHECK(parse_pep_node(node_name(node)) == node);
        CHECK_FALSE(to_string(node).empty());
        names.insert(node_name(node));
    }
    CHECK(names.size() == all_pep_nodes.size());
    CHECK_FALSE(parse_pep_node("mood"));
    CHECK_FALSE(parse_pep_node(""));
}
