// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/left_out.hpp"

#include "base/error.hpp"
#include "support/builders.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::archive;
using namespace boswell::test;
using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

static Time minute(int count) { return some_day + count * 1min; }

static ArchiveTerms told(int seen, int confirmed, ArchiveDefault usual,
                         bool is_only_source = false) {
    return {.preferences = {.usual = usual},
            .is_only_source = is_only_source,
            .seen_at = minute(seen),
            .confirmed_at = minute(confirmed)};
}

/// "10-20 nobody was connected", "…" for an end that is absent. Alice was first watched at 0, and
/// not from 10 to 20 and from 30 to 40.
static Lines shown(const std::vector<ArchiveTerms>& terms,
                   const std::vector<Unwatched>& unwatched = {{minute(10), minute(20)},
                                                              {minute(30), minute(40)}}) {
    Lines lines;
    for (const auto& gap : merged(left_out(alice, terms, unwatched, minute(0)))) {
        const auto bound = [](Time time) { return (time - minute(0)) / 1min; };
        lines.push_back(fmt::format("{}-{} {}", bound(gap.since.value()),
                                    gap.until ? fmt::format("{}", bound(*gap.until)) : "…",
                                    gap.reason.substr(0, gap.reason.find(','))));
    }
    return lines;
}

static const std::string away = "nobody was connected";
static const std::string none = "the server's archive keeps nothing";

TEST_CASE("an archive that keeps everything, or of which nothing is said, leaves nothing out") {
    CHECK(shown({}).empty());
    CHECK(shown({told(0, 50, ArchiveDefault::always, true)}).empty());
    CHECK(shown({{.is_only_source = true, .seen_at = minute(0), .confirmed_at = minute(50)}})
              .empty());
}

TEST_CASE(
    "while an archive leaves something out, the times in which nobody was connected lack it") {
    CHECK(shown({told(20, 50, ArchiveDefault::never)}) == Lines{"10-20 " + away, "30-40 " + away});
    const auto reason =
        left_out(alice, {told(0, 50, ArchiveDefault::roster)}, {{minute(1), minute(2)}}, minute(0))
            .at(0)
            .reason;
    CHECK(reason ==
          "nobody was connected, and the server's archive keeps only what is said with contacts of "
          "the roster");
}

TEST_CASE("preferences may have changed at any time since the server last said otherwise") {
    const auto before = told(0, 8, ArchiveDefault::always);
    SECTION("when something is left out from now on") {
        CHECK(shown({before, told(20, 25, ArchiveDefault::never)}) ==
              Lines{"10-20 " + away, "30-40 " + away});
        CHECK(shown({told(0, 15, ArchiveDefault::always), told(20, 25, ArchiveDefault::never)}) ==
              Lines{"15-20 " + away, "30-40 " + away});
    }
    SECTION("and until it says otherwise again") {
        CHECK(shown({told(5, 8, ArchiveDefault::never), told(20, 50, ArchiveDefault::always)}) ==
              Lines{"10-20 " + away});
    }
}

TEST_CASE("an absence that lasts lasts in the gap") {
    CHECK(shown({told(5, 8, ArchiveDefault::never)}, {{minute(10), std::nullopt}}) ==
          Lines{"10-… " + away});
}

TEST_CASE("where the archive is the only source, the times between lack something as well") {
    CHECK(shown({told(5, 50, ArchiveDefault::never, true)}) ==
          Lines{"5-10 " + none, "10-20 " + away, "20-30 " + none, "30-40 " + away, "40-… " + none});
    SECTION("until the server delivers what is sent to the bare address") {
        CHECK(shown({told(5, 22, ArchiveDefault::never, true), told(25, 50, ArchiveDefault::never)},
                    {{minute(10), minute(20)}}) ==
              Lines{"5-10 " + none, "10-20 " + away, "20-25 " + none});
    }
    SECTION("from the login on by which it became the only one") {
        CHECK(shown({told(5, 8, ArchiveDefault::never), told(20, 50, ArchiveDefault::never, true)},
                    {{minute(10), minute(20)}}) == Lines{"10-20 " + away, "20-… " + none});
    }
}

TEST_CASE("where somebody's messages are not kept, the gap says whose") {
    const ArchiveTerms terms{.preferences = {.usual = ArchiveDefault::always, .never = {bob}},
                             .is_only_source = false,
                             .seen_at = minute(0),
                             .confirmed_at = minute(0)};
    CHECK(left_out(alice, {terms}, {{minute(1), minute(2)}}, minute(0)).at(0).reason ==
          "nobody was connected, and the server's archive keeps nothing that is said with " +
              bob.str());
}
