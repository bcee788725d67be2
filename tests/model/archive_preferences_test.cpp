// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/archive_preferences.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

static std::vector<Jid> jids(int count) {
    std::vector<Jid> jids;
    for (int i = 1; i <= count; ++i)
        jids.push_back(Jid::of("u" + std::to_string(i) + "@example.net"));
    return jids;
}

TEST_CASE("only a server that says so leaves something out") {
    CHECK_FALSE(leaves_something_out({}));
    CHECK_FALSE(leaves_something_out({.never = jids(1)}));
    CHECK_FALSE(leaves_something_out({.usual = ArchiveDefault::always, .always = jids(1)}));
    CHECK(leaves_something_out({.usual = ArchiveDefault::always, .never = jids(1)}));
    CHECK(leaves_something_out({.usual = ArchiveDefault::roster}));
    CHECK(leaves_something_out({.usual = ArchiveDefault::never, .always = jids(1)}));
}

TEST_CASE("archiving preferences are described by what the archive does") {
    const auto said = [](ArchiveDefault usual, int always, int never) {
        return describe({.usual = usual, .always = jids(always), .never = jids(never)});
    };
    CHECK(describe({}) == "does not say what it keeps");
    CHECK(said(ArchiveDefault::always, 1, 0) == "keeps everything");
    CHECK(said(ArchiveDefault::always, 0, 2) ==
          "keeps nothing that is said with u1@example.net, u2@example.net");
    CHECK(said(ArchiveDefault::never, 0, 1) == "keeps nothing");
    CHECK(said(ArchiveDefault::never, 5, 0) ==
          "keeps only what is said with u1@example.net, u2@example.net, u3@example.net and 2 more");
    CHECK(said(ArchiveDefault::roster, 0, 0) ==
          "keeps only what is said with contacts of the roster");
    CHECK(
        said(ArchiveDefault::roster, 1, 1) ==
        "keeps only what is said with contacts of the roster and with u1@example.net, and nothing "
        "that is said with u1@example.net");
}
