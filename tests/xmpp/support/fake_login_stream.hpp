// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/parse.hpp"
#include "xmpp/login.hpp"

#include <fmt/core.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boswell::test {

/// What servers say in a login.
namespace said {
inline constexpr std::string_view tls_features =
    "<features xmlns='http://etherx.jabber.org/streams'>"
    "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></features>";
inline constexpr std::string_view proceed = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
inline constexpr std::string_view tls_failure =
    "<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
inline constexpr std::string_view success = "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>";
inline constexpr std::string_view resumed = "<resumed xmlns='urn:xmpp:sm:3' previd='old' h='0'/>";
inline constexpr std::string_view not_resumed = "<failed xmlns='urn:xmpp:sm:3'/>";

inline std::string mechanisms(std::string_view name = "PLAIN") {
    return fmt::format(
        "<features xmlns='http://etherx.jabber.org/streams'>"
        "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
        "<mechanism>{}</mechanism></mechanisms></features>",
        name);
}
inline std::string challenge(std::string_view text = "") {
    return fmt::format("<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>{}</challenge>", text);
}
inline std::string failure(std::string_view inner) {
    return fmt::format("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>{}</failure>", inner);
}
inline std::string binding(std::string_view more = "") {
    return fmt::format(
        "<features xmlns='http://etherx.jabber.org/streams'>"
        "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>{}</features>",
        more);
}
inline constexpr std::string_view management = "<sm xmlns='urn:xmpp:sm:3'/>";
}  // namespace said

/// A login of alice@example.org, whose password is "secret", and what it does with its stream.
class FakeLoginStream : public xmpp::LoginStream {
public:
    FakeLoginStream() {
        options.account = Jid::of("alice@example.org");
        options.password = "secret";
    }

    // LoginStream
    void send_stanza(xmpp::TagPtr element) override { log.push_back(element->xml()); }
    void start_tls() override { log.emplace_back("TLS"); }
    void on_authenticated(std::string_view mechanism) override {
        log.push_back("authenticated by " + std::string(mechanism));
    }
    void on_not_resumed() override { log.emplace_back("not resumed"); }
    void end(xmpp::SessionEnd how) override {
        log.emplace_back("end");
        ended = std::move(how);
    }
    std::optional<xmpp::TlsStream::Binding> binding() const override { return channel; }
    bool has_certificate() const override { return certificate; }

    xmpp::Login& login() {
        if (!login_) login_.emplace(options, *this);
        return *login_;
    }
    /// Hands the login an element, and gives what it did, a line each.
    std::string take(std::string_view element) {
        const auto before = log.size();
        login().take(stanza::parse(element)->root());
        return since(before);
    }
    /// Answers the last request.
    std::string answer(std::string_view content, std::string_view type = "result") {
        const auto id = log.back().find("id='") + 4;
        const auto end = log.back().find('\'', id);
        return take(fmt::format("<iq type='{}' id='{}'>{}</iq>", type,
                                log.back().substr(id, end - id), content));
    }
    std::string answer_bound(std::string_view jid) {
        return answer(fmt::format(
            "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>{}</jid></bind>", jid));
    }
    std::string refuse(std::string_view condition) {
        return answer(fmt::format("<error type='cancel'><{} "
                                  "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>",
                                  condition),
                      "error");
    }

    // Up to a stage
    void ask_tls() { take(said::tls_features); }
    void begin_tls() {
        ask_tls();
        take(said::proceed);
    }
    void secure() {
        begin_tls();
        login().take_tls();
    }
    void begin_sasl() {
        secure();
        take(said::mechanisms());
    }
    void authenticate() {
        begin_sasl();
        take(said::success);
    }
    void ask_resumption() {
        options.resume = {.account = options.account,
                          .jid = Jid::of("alice@example.org/old"),
                          .id = "old",
                          .handled = 7,
                          .at = {}};
        authenticate();
        take(said::binding(said::management));
    }
    void ask_binding() {
        authenticate();
        take(said::binding());
    }

    xmpp::SessionOptions options;
    std::optional<xmpp::TlsStream::Binding> channel;
    bool certificate = false;
    std::vector<std::string> log;
    std::optional<xmpp::SessionEnd> ended;

private:
    std::string since(std::size_t before) const {
        std::string text;
        for (auto i = before; i < log.size(); ++i) text += (text.empty() ? "" : "\n") + log[i];
        return text;
    }

    std::optional<xmpp::Login> login_;
};

}  // namespace boswell::test
