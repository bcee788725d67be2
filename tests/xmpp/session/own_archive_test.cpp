// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/own_archive.hpp"

#include "base/error.hpp"
#include "support/builders.hpp"
#include "xmpp/support/fake_outlet.hpp"

#include <catch2/catch.hpp>

#include <utility>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

namespace {

/// A session of alice's with an archive that has nothing new.
class Account : public FakeOutlet {
public:
    explicit Account(int priority = -1) {
        context.account = options.account = alice;
        options.priority = priority;
    }

    void ask(xmpp::IqRequest request, xmpp::IqAnswer answer) override {
        if (request.payload->name() != "query") return;
        ++questions;
        if (is_silent) return;
        give(answer, iq_result("<fin xmlns='urn:xmpp:mam:2' complete='true'>"
                               "<set xmlns='http://jabber.org/protocol/rsm'/></fin>"));
    }

    void begin(bool resumed = false) { archive.begin({"urn:xmpp:mam:2"}, resumed, time); }
    int asked() { return std::exchange(questions, 0); }
    int asked_after(std::chrono::seconds duration) {
        time += duration;
        archive.tick(time);
        return asked();
    }

    xmpp::SessionOptions options;
    stanza::Context context{.account = {}, .self = {}, .now = {}, .rooms = {}};
    int questions = 0;
    bool is_silent = false;
    xmpp::OwnArchive archive{options, context, *this};
};

}  // namespace

TEST_CASE("an archive that may be the only source is asked every 45 seconds, others once an hour") {
    Account with_negative_priority;
    with_negative_priority.begin();
    CHECK(with_negative_priority.asked() > 0);
    CHECK(with_negative_priority.asked_after(44s) == 0);
    CHECK(with_negative_priority.asked_after(1s) > 0);

    Account silent(0);
    silent.options.announce = false;
    silent.begin();
    CHECK(silent.asked() > 0);
    CHECK(silent.asked_after(45s) > 0);

    Account usual(0);
    usual.begin();
    CHECK(usual.asked() > 0);
    CHECK(usual.asked_after(59min) == 0);
    CHECK(usual.asked_after(1min) > 0);
}

TEST_CASE("after a resumption the archive is asked at once only if its fetch was cut short") {
    Account account;
    account.options.progress =
        ArchiveProgress{.account = alice, .archive = alice, .complete = true, .caught_up = true};
    SECTION("nothing was missed") {
        account.begin(true);
        CHECK(account.asked() == 0);
        CHECK(account.asked_after(45s) > 0);
    }
    SECTION("older messages are wanted") {
        account.options.progress->complete = false;
        account.begin(true);
        CHECK(account.asked() > 0);
    }
    SECTION("newer messages are wanted") {
        account.options.progress->caught_up = false;
        account.begin(true);
        CHECK(account.asked() > 0);
    }
}

TEST_CASE("an archive that is being asked is not asked again") {
    Account account;
    account.is_silent = true;
    account.begin();
    CHECK(account.asked() == 1);
    account.archive.ask_now(account.time);
    CHECK(account.asked() == 0);
}

TEST_CASE("an archive without an open question can be asked at any time") {
    Account account;
    account.begin();
    account.asked();
    account.archive.ask_now(account.time);
    CHECK(account.asked() > 0);
}
