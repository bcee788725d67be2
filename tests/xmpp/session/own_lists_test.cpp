// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/own_lists.hpp"

#include "support/builders.hpp"
#include "xmpp/support/fake_outlet.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace boswell;
using namespace boswell::test;
using namespace boswell::xmpp;

namespace {

/// Alice's session, her server, and the bookmarks that are followed.
struct Fixture : FakeOutlet {
    Fixture() {
        context.account = alice;
        context.now = some_day;
        lists.emplace(context, *this, [this](const auto& change) { followed.push_back(change); });
        lists->ask();
        REQUIRE(asked.size() == 4);
    }
    void ask(IqRequest request, IqAnswer answer) override {
        asked.push_back(request.payload->xml());
        answers.push_back(std::move(answer));
    }
    /// What it says of read marks, and of bookmarks in the three places.
    void says(const std::string& marks, const std::string& newest, const std::string& older,
              const std::string& oldest) {
        give(answers[0], marks);
        give(answers[1], newest);
        give(answers[2], older);
        give(answers[3], oldest);
    }
    BookmarksTold told() const {
        REQUIRE(all<BookmarksTold>().size() == 1);
        return all<BookmarksTold>().front();
    }

    stanza::Context context;
    std::optional<OwnLists> lists;
    std::vector<std::string> asked;
    std::vector<IqAnswer> answers;
    std::vector<stanza::BookmarkChange> followed;
};

}  // namespace

static std::string items(const std::string& node, const std::string& content,
                         const std::string& more = "") {
    return iq_result("<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='" + node +
                     "'>" + content + "</items>" + more + "</pubsub>");
}

static const std::string none = iq_error("item-not-found");
static const std::string newest = "urn:xmpp:bookmarks:1";
static const std::string older = "storage:bookmarks";

static std::string item(const std::string& room) {
    return "<item id='" + room +
           "'><conference xmlns='urn:xmpp:bookmarks:1'><password>s</password></conference></item>";
}

static std::string storage(const std::string& room) {
    return "<storage xmlns='storage:bookmarks'><conference jid='" + room + "'/></storage>";
}

static std::string private_storage(const std::string& content) {
    return iq_result("<query xmlns='jabber:iq:private'>" + content + "</query>");
}

TEST_CASE_METHOD(Fixture, "read marks and bookmarks are fetched; the newest place counts") {
    says(items("urn:xmpp:mds:displayed:0",
               "<item id='bob@example.net'><displayed xmlns='urn:xmpp:mds:displayed:0'><stanza-id "
               "xmlns='urn:xmpp:sid:0' id='s1' by='alice@example.org'/></displayed></item>"),
         items(newest, item("tea@r.c")), items(older, "<item>" + storage("old@r.c") + "</item>"),
         private_storage(storage("older@r.c")));
    REQUIRE(all<ReadMarked>().size() == 1);
    CHECK(all<ReadMarked>().front().with == bob);
    CHECK(told().all);
    REQUIRE(told().bookmarks.size() == 1);
    CHECK(told().bookmarks[0].room == Jid::of("tea@r.c"));
    CHECK(told().bookmarks[0].has_password);
    REQUIRE(followed.size() == 1);
    CHECK(followed[0].bookmarks.at(0).password == "s");
}

TEST_CASE_METHOD(Fixture, "where there is nothing newer, older bookmarks count") {
    SECTION("by PEP") {
        says(none, none, items(older, "<item>" + storage("tea@r.c") + "</item>"),
             private_storage(storage("older@r.c")));
    }
    SECTION("in private storage") { says(none, none, none, private_storage(storage("tea@r.c"))); }
    SECTION("and the newer cannot be asked for") {
        says("", iq_error("service-unavailable"), "", private_storage(storage("tea@r.c")));
    }
    CHECK(told().all);
    REQUIRE(told().bookmarks.size() == 1);
    CHECK(told().bookmarks[0].room == Jid::of("tea@r.c"));
}

TEST_CASE_METHOD(Fixture, "no bookmarks are known only if every place says so") {
    SECTION("it does") {
        says(none, none, none, private_storage("<storage xmlns='storage:bookmarks'/>"));
        CHECK(told().all);
    }
    SECTION("the node is there and empty") {
        says(none, items(newest, ""), "", "");
        CHECK(told().all);
    }
    SECTION("one is silent") {
        says(none, none, none, "");
        CHECK_FALSE(told().all);
    }
    SECTION("one refuses") {
        says(none, none, iq_error("forbidden"), private_storage(""));
        CHECK_FALSE(told().all);
    }
    CHECK(told().bookmarks.empty());
}

TEST_CASE_METHOD(Fixture, "of a page of the items the others are not known to be gone") {
    says(none,
         items(newest, item("tea@r.c"),
               "<set xmlns='http://jabber.org/protocol/rsm'><count>700</count></set>"),
         none, none);
    CHECK_FALSE(told().all);
    CHECK(told().bookmarks.size() == 1);
}
