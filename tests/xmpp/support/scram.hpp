// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer.hpp"

#include <gsasl.h>

namespace boswell::test {

inline int give_password(Gsasl* context, Gsasl_session* session, Gsasl_property property) {
    if (property != GSASL_PASSWORD) return GSASL_NO_CALLBACK;
    const auto* password = static_cast<const std::string*>(gsasl_callback_hook_get(context));
    return gsasl_property_set(session, GSASL_PASSWORD, password->c_str());
}

/// The text between the tags of an element that ends with `end`.
inline std::string text_before(Peer& server, const std::string& end) {
    const auto element = server.expect(end);
    const auto begin = element.rfind('>', element.size() - end.size() - 1) + 1;
    return element.substr(begin, element.size() - end.size() - begin);
}

/// The server's part of SCRAM, by libgsasl: the reference that our client's part is held against.
inline void scram(Peer& server, const std::string& mechanism, std::string password) {
    static constexpr std::string_view xmlns = "urn:ietf:params:xml:ns:xmpp-sasl";
    Gsasl* context = nullptr;
    Gsasl_session* session = nullptr;
    if (gsasl_init(&context) != GSASL_OK) throw Error("no libgsasl");
    gsasl_callback_set(context, give_password);
    gsasl_callback_hook_set(context, &password);
    gsasl_server_start(context, mechanism.c_str(), &session);
    auto said = text_before(server, "</auth>");
    for (;;) {
        char* answer = nullptr;
        const int status = gsasl_step64(session, said.c_str(), &answer);
        const std::string text(answer != nullptr ? answer : "");
        gsasl_free(answer);
        if (status == GSASL_OK) {
            server.send(fmt::format("<success xmlns='{}'>{}</success>", xmlns, text));
            break;
        }
        if (status != GSASL_NEEDS_MORE) throw Error("{}: {}", mechanism, gsasl_strerror(status));
        server.send(fmt::format("<challenge xmlns='{}'>{}</challenge>", xmlns, text));
        said = text_before(server, "</response>");
    }
    gsasl_finish(session);
    gsasl_done(context);
}

}  // namespace boswell::test
