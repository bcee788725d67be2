// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/omemo.hpp"
#include "omemo/handles.hpp"

#include <exception>
#include <map>
#include <set>

namespace boswell::omemo {

/// What libomemo-c calls the protocol of that list.
std::uint32_t version_of(PepNode list);

/// libomemo-c with OpenSSL's ciphers.
Handle<signal_context> make_context();

/// Throws Error if libomemo-c has failed; `what` says at what.
void require_success(int result, std::string_view what);

/// libomemo-c at work on one message, with the keys and sessions of a store. What it changes is
/// kept back until keep(): an attempt that fails must leave no trace.
class Library {
public:
    /// `list` says which protocol the other side speaks.
    Library(OmemoStore& store, PepNode list);
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    signal_context* context() const { return context_.get(); }
    signal_protocol_store_context* stores() const { return stores_.get(); }

    /// Throws what the store has thrown meanwhile. To be called after each call of libomemo-c that
    /// may ask the store: no exception can pass through C.
    void rethrow();
    /// Writes all that has changed into the store.
    void keep();

private:
    struct Callbacks;

    OmemoAddress address(const signal_protocol_address& address) const;
    std::optional<std::string> session(const OmemoAddress& with);

    OmemoStore& store_;
    PepNode list_;
    OmemoIdentity identity_;
    Handle<signal_context> context_;
    Handle<signal_protocol_store_context> stores_;
    std::map<OmemoAddress, std::string> sessions_;  // changed
    std::set<std::uint32_t> used_;                  // pre-keys
    std::exception_ptr failure_;
};

/// What libomemo-c calls a device: points into `name`.
signal_protocol_address address_of(const OmemoAddress& address, const std::string& name);

}  // namespace boswell::omemo
