// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/stored_tombstones.hpp"

#include "archive/annotation_fixture.hpp"
#include "archive/reindex.hpp"

using namespace boswell;
using namespace boswell::test;

/// A stanza with "buried" says that the message was taken back.
static std::optional<Message> read_buried(std::string_view original, Message copy) {
    if (original.find("buried") == std::string_view::npos) return std::nullopt;
    const auto id = copy.stanza_id.value();
    copy.stanza_id->id += "-retracted";
    copy.from = copy.with;
    return annotating(std::move(copy), AnnotationKind::moderation, id.id);
}

static std::optional<Message> as_stored(std::string_view, Message stored) { return stored; }

static Message buried(Message value, std::string_view stanza) {
    value.via = Via::archive;
    value.bodies.clear();
    value.stanza = stanza;
    return value;
}

namespace {

struct TombstoneFixture : AnnotationFixture {
    std::int64_t reread() const {
        archive::Reindex job(path, archive::Extent::everything, as_stored, read_buried);
        while (job.advance()) {
        }
        return job.changed();
    }
};

}  // namespace

TEST_CASE_METHOD(TombstoneFixture,
                 "what a tombstone tells is added to the message that was heard") {
    const auto heard = in_room(named("heard", "m1"), "Owl", "s1");
    write({heard});
    write({buried(heard, "<buried/>")});
    CHECK(found("heard").size() == 1);
    CHECK_FALSE(found("heard").front().retraction);
    CHECK(reread() > 0);
    restart();
    CHECK(found("heard").front().retraction);
    CHECK(reread() == 0);
}

TEST_CASE_METHOD(TombstoneFixture,
                 "a copy that is no tombstone, or from no archive, tells nothing") {
    auto live = in_room(named("heard", "m1"), "Owl", "s1");
    live.stanza = "<buried/>";
    write({live});
    write({buried(live, "<message/>")});
    CHECK(reread() == 0);
}
