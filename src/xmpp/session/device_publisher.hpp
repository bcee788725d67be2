// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/omemo.hpp"
#include "model/pep.hpp"
#include "stanza/pep_answer.hpp"
#include "stanza/translate.hpp"
#include "xmpp/abstract_session.hpp"
#include "xmpp/session/outlet.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace boswell::xmpp {

/// Makes the account's OMEMO device known (XEP-0384) by one of its protocols: publishes its bundle,
/// and then its id in the account's list of devices. The entries of other devices stay as they are.
class DevicePublisher {
public:
    /// A list without us is mended so rarely: its author may know why.
    static constexpr std::chrono::hours between_mends{1};

    /// `list` says which protocol.
    DevicePublisher(PepNode list, const stanza::Context& context, Outlet& outlet)
        : list_(list), context_(context), outlet_(outlet) {}

    /// Publishes the bundle, and the id unless it is listed.
    void publish(OmemoBundle bundle);
    /// Somebody may have written the list of devices anew.
    void see(const PepEvent& event);
    /// Sends a message that carries a key only.
    void send(const OmemoEmptyMessage& message);
    /// See AbstractSession.
    void fetch_bundle(const OmemoAddress& of, AbstractSession::BundleAnswer answer);
    /// Asks for the account's list; see Session.
    using DevicesAnswer =
        std::function<void(const std::optional<std::vector<std::uint32_t>>& devices)>;
    void fetch_devices(DevicesAnswer answer);
    /// Takes the device off the account's list. The entries of others stay as they are.
    void withdraw(std::uint32_t device);

private:
    enum class Options { as_wanted, as_they_are };
    void publish_bundle(Options options, int attempts);
    void make_room(int attempts);
    void configure(const std::string& node, int attempts);
    void tell_of_failure(const stanza::Element* iq);
    stanza::BundlePlace list_place() const;
    void ask_for_list(IqAnswer answer);
    void take_list(const stanza::Element* iq);
    void take_list_of_former(std::uint32_t device, const stanza::Element* iq);
    void publish_list(TagPtr list, Options options);

    const PepNode list_;
    const stanza::Context& context_;
    Outlet& outlet_;
    std::optional<OmemoBundle> bundle_;
    std::optional<IqTracker::Instant> listed_at_;
};

}  // namespace boswell::xmpp
