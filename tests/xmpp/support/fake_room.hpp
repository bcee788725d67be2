// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.hpp"
#include "fake_outlet.hpp"
#include "xmpp/session/rooms.hpp"

#include <deque>
#include <string>
#include <vector>

namespace boswell::test {

/// alice@example.org, told to be in tea@rooms.example.org, and what the room hears and answers.
class FakeRoom : public FakeOutlet {
public:
    explicit FakeRoom(xmpp::RoomOptions room = {}) {
        context.account = Jid::of("alice@example.org");
        context.now = now();
        options.account = context.account;
        room.room = Jid::of("tea@rooms.example.org");
        room.nickname = "Alice";
        options.rooms = {room};
        options.history.wanted = false;
        begin();
    }

    /// Once more, after a change of the options.
    void begin() { rooms.emplace(options, context, *this); }

    void send(xmpp::TagPtr stanza) override { sent.push_back(stanza->xml()); }
    void ask(xmpp::IqRequest request, xmpp::IqAnswer answer) override {
        asked.push_back({request.to.str(), request.payload->xml(), std::move(answer)});
    }

    /// Answers the oldest open request with the content of an <iq type='result'/>.
    void answers(const std::string& content) { reply(iq_result(content)); }
    void refuses(const std::string& condition) { reply(iq_error(condition)); }
    void is_silent() { reply(""); }
    void can(const std::vector<std::string>& features = {}) {
        std::string content = "<query xmlns='http://jabber.org/protocol/disco#info'>";
        for (const auto& feature : features) content += "<feature var='" + feature + "'/>";
        answers(content + "</query>");
    }

    /// Shows a stanza; true if it told nothing new.
    bool says(const std::string& stanza) { return rooms->see(stanza::parse(stanza)->root()); }
    /// A presence of an occupant, with the content of its <x xmlns='…muc#user'/>.
    void shows(const std::string& nickname, const std::string& content,
               const std::string& attributes = "") {
        says("<presence from='tea@rooms.example.org/" + nickname + "' " + attributes +
             "><x xmlns='http://jabber.org/protocol/muc#user'>" + content + "</x></presence>");
    }
    void lets_in(const std::string& nickname = "Alice") {
        shows(nickname, "<item role='participant' affiliation='none'/><status code='110'/>");
    }
    void throws_out(const std::string& content) {
        shows("Alice", content + "<status code='110'/>", "type='unavailable'");
    }
    void refuses_entry(const std::string& condition) {
        says("<presence from='tea@rooms.example.org/Alice' type='error'><error type='auth'><" +
             condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
    }

    template <typename Duration>
    void wait(Duration duration) {
        time += duration;
        rooms->tick();
    }

    std::vector<RoomChanged> changes() const { return all<RoomChanged>(); }
    /// What was sent since the last call.
    std::vector<std::string> heard() { return std::exchange(sent, {}); }

    struct Question {
        std::string to;
        std::string payload;
        xmpp::IqAnswer answer;
    };
    std::deque<Question> asked;
    std::vector<std::string> sent;
    xmpp::SessionOptions options;
    stanza::Context context;
    std::optional<xmpp::Rooms> rooms;

private:
    void reply(const std::string& iq) {
        if (asked.empty()) throw Error("nothing was asked");
        auto question = std::move(asked.front());
        asked.pop_front();
        give(question.answer, iq);
    }
};

}  // namespace boswell::test
