// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/annotation_targets.hpp"

#include "archive/fixture.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using Rows = std::vector<std::string>;

static Message named(std::string_view body, std::string_view id, milliseconds later) {
    auto value = message(body, some_day + later);
    value.message_id = id;
    return value;
}

static Message correction(std::string_view body, std::string_view id, milliseconds later) {
    auto value = named(body, "own", later);
    value.annotation = Annotation{.kind = AnnotationKind::correction, .named_id = std::string(id)};
    return value;
}

namespace {

struct TargetFixture : ArchiveFixture {
    /// The text of the message that the one correction corrects.
    Rows corrected() const {
        return rows(
            "SELECT body FROM annotation JOIN message ON message.id = target_id "
            "WHERE kind = 'correction'");
    }
};

}  // namespace

TEST_CASE_METHOD(TargetFixture, "of the messages with one id the nearest in time is meant") {
    write({named("early", "m", 0s), named("near", "m", 100s), named("late", "m", 400s),
           correction("text", "m", 110s)});
    CHECK(corrected() == Rows{"near"});
}

TEST_CASE_METHOD(TargetFixture, "what came before is meant rather than what came after") {
    write({named("before", "m", 0s), named("after", "m", 30s), correction("text", "m", 29s)});
    CHECK(corrected() == Rows{"before"});
}

TEST_CASE_METHOD(TargetFixture, "a message may be a minute later than what corrects it") {
    SECTION("a minute") {
        write({named("target", "m", 60s), correction("text", "m", 0s)});
        CHECK(corrected() == Rows{"target"});
    }
    SECTION("more than a minute") {
        write({named("target", "m", 60s + 1ms), correction("text", "m", 0s)});
        CHECK(corrected().empty());
    }
}

TEST_CASE_METHOD(TargetFixture, "of many messages whose ids end alike the newest are looked at") {
    std::vector<Event> batch;
    for (int i = 0; i < 200; ++i)
        batch.emplace_back(
            named("text " + std::to_string(i), std::to_string(i) + "-12345678", i * 1s));
    batch.emplace_back(correction("corrected", "199-12345678", 300s));
    write(batch);
    CHECK(corrected() == Rows{"text 199"});
}

TEST_CASE_METHOD(TargetFixture, "a message is found by its origin-id, the newest of many as well") {
    std::vector<Event> batch;
    for (int i = 0; i < 200; ++i) {
        auto value = named("text " + std::to_string(i), "m" + std::to_string(i), i * 1s);
        value.origin_id = std::to_string(i) + "-12345678";
        batch.emplace_back(value);
    }
    batch.emplace_back(correction("corrected", "199-12345678", 300s));
    write(batch);
    CHECK(corrected() == Rows{"text 199"});
}

TEST_CASE_METHOD(TargetFixture, "in another conversation nothing is corrected") {
    auto elsewhere = named("target", "m", 0s);
    elsewhere.with = Jid::of("carol@example.net");
    elsewhere.from = Jid::of("carol@example.net/phone");
    write({elsewhere, correction("text", "m", 1s)});
    CHECK(corrected().empty());
}
