// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/scan_note.hpp"

#include "query/parse.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

static bool reads_every_text(std::string_view text,
                             cli::Substrings substrings = cli::Substrings::not_indexed) {
    return cli::reads_every_text(query::parse(text, {now(), TimeZone::named("UTC")}), substrings);
}

TEST_CASE("what no index answers is known before it is searched for") {
    for (const auto* text : {"/x/", ":-)", "/x/ OR tea", "-/x/", "/x/ is:edited", "(/x/ /y/)",
                             "subject:/x/", "until:2020 /x/"}) {
        INFO(text);
        CHECK(reads_every_text(text));
    }
    for (const auto* text : {"", "tea", "C++", "tea /x/", "-tea", "from:bob", "/x/ with:bob",
                             "id:1", "since:yesterday /x/", "tea -/x/", "is:edited"}) {
        INFO(text);
        CHECK_FALSE(reads_every_text(text));
    }
}

TEST_CASE(
    "with an index for substrings only a search for hardly any characters reads every message") {
    const auto reads = [](std::string_view text) {
        return reads_every_text(text, cli::Substrings::indexed);
    };
    CHECK_FALSE(reads("/light.*house/"));
    CHECK_FALSE(reads(":-)"));
    CHECK_FALSE(reads("/light/ OR /house/"));
    CHECK_FALSE(reads("is:edited /light/"));
    CHECK(reads(":)"));
    CHECK(reads("/[0-9]+/"));
    CHECK(reads("/light/ OR /h/"));
    CHECK(reads("-/light/"));
}
