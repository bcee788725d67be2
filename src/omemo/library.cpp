// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/library.hpp"

#include "base/error.hpp"
#include "omemo/crypto_provider.hpp"

#include <omemo/key_helper.h>
#include <omemo/protocol.h>

#include <utility>

namespace boswell::omemo {

void Release::operator()(signal_protocol_key_helper_pre_key_list_node* head) const {
    signal_protocol_key_helper_key_list_free(head);
}

void require_success(int result, std::string_view what) {
    if (result < 0) throw Error("cannot {} (libomemo-c: error {})", what, result);
}

Handle<signal_context> make_context() {
    Handle<signal_context> context;
    require_success(signal_context_create(Into(context), nullptr), "start OMEMO");
    require_success(signal_context_set_crypto_provider(context.get(), &crypto_provider()),
                    "start OMEMO");
    return context;
}

signal_protocol_address address_of(const OmemoAddress& address, const std::string& name) {
    return {.name = name.data(),
            .name_len = name.size(),
            .device_id = static_cast<std::int32_t>(address.device)};
}

std::uint32_t version_of(PepNode list) {
    return list == PepNode::devices ? CIPHERTEXT_OMEMO_VERSION : CIPHERTEXT_CURRENT_VERSION;
}

/// What libomemo-c calls. Its pointer `user` is the Library.
struct Library::Callbacks {
    template <typename Work>
    static int guarded(void* user, Work work) noexcept {
        auto& library = *static_cast<Library*>(user);
        try {
            return work(library);
        } catch (...) {
            library.failure_ = std::current_exception();
            return SG_ERR_UNKNOWN;
        }
    }

    static int give(signal_buffer** into, const std::string& record) {
        *into = signal_buffer_create(bytes(record), record.size());
        return *into == nullptr ? SG_ERR_NOMEM : SG_SUCCESS;
    }

    static int load_session(signal_buffer** record, signal_buffer**,
                            const signal_protocol_address* address, void* user) {
        return guarded(user, [&](Library& library) {
            const auto found = library.session(library.address(*address));
            if (!found) return 0;
            return give(record, *found) == SG_SUCCESS ? 1 : SG_ERR_NOMEM;
        });
    }

    static int has_session(const signal_protocol_address* address, void* user) {
        return guarded(user, [&](Library& library) {
            return library.session(library.address(*address)) ? 1 : 0;
        });
    }

    static int store_session(const signal_protocol_address* address, std::uint8_t* record,
                             std::size_t size, std::uint8_t*, std::size_t, void* user) {
        return guarded(user, [&](Library& library) {
            library.sessions_[library.address(*address)] = {reinterpret_cast<const char*>(record),
                                                            size};
            return SG_SUCCESS;
        });
    }

    static int load_key(signal_buffer** record, const std::optional<std::string>& key) {
        return key ? give(record, *key) : SG_ERR_INVALID_KEY_ID;
    }

    static int load_pre_key(signal_buffer** record, std::uint32_t id, void* user) {
        return guarded(
            user, [&](Library& library) { return load_key(record, library.store_.pre_key(id)); });
    }

    static int has_pre_key(std::uint32_t id, void* user) {
        return guarded(user, [&](Library& library) { return library.store_.pre_key(id) ? 1 : 0; });
    }

    static int remove_pre_key(std::uint32_t id, void* user) {
        return guarded(user, [&](Library& library) {
            library.used_.insert(id);
            return SG_SUCCESS;
        });
    }

    static int load_signed_pre_key(signal_buffer** record, std::uint32_t id, void* user) {
        return guarded(user, [&](Library& library) {
            return load_key(record, library.store_.signed_pre_key(id));
        });
    }

    static int has_signed_pre_key(std::uint32_t id, void* user) {
        return guarded(user,
                       [&](Library& library) { return library.store_.signed_pre_key(id) ? 1 : 0; });
    }

    static int load_identity(signal_buffer** public_key, signal_buffer** private_key, void* user) {
        return guarded(user, [&](Library& library) {
            const auto given = give(public_key, library.identity_.public_key);
            return given == SG_SUCCESS ? give(private_key, library.identity_.private_key) : given;
        });
    }

    static int load_registration_id(void* user, std::uint32_t* id) {
        return guarded(user, [&](Library& library) {
            *id = library.identity_.device;
            return SG_SUCCESS;
        });
    }

    // Whose keys are trusted is for people to judge: what can be read is read, and each message
    // says by whose key.
    static int save_identity(const signal_protocol_address*, std::uint8_t*, std::size_t, void*) {
        return SG_SUCCESS;
    }
    static int is_trusted(const signal_protocol_address*, std::uint8_t*, std::size_t, void*) {
        return 1;
    }
};

Library::Library(OmemoStore& store, PepNode list)
    : store_(store), list_(list), identity_(store.identity()), context_(make_context()) {
    require_success(signal_protocol_store_context_create(Into(stores_), context()), "start OMEMO");
    const signal_protocol_session_store sessions{.load_session_func = Callbacks::load_session,
                                                 .get_sub_device_sessions_func = nullptr,
                                                 .store_session_func = Callbacks::store_session,
                                                 .contains_session_func = Callbacks::has_session,
                                                 .delete_session_func = nullptr,
                                                 .delete_all_sessions_func = nullptr,
                                                 .destroy_func = nullptr,
                                                 .user_data = this};
    const signal_protocol_pre_key_store pre_keys{.load_pre_key = Callbacks::load_pre_key,
                                                 .store_pre_key = nullptr,
                                                 .contains_pre_key = Callbacks::has_pre_key,
                                                 .remove_pre_key = Callbacks::remove_pre_key,
                                                 .destroy_func = nullptr,
                                                 .user_data = this};
    const signal_protocol_signed_pre_key_store signed_pre_keys{
        .load_signed_pre_key = Callbacks::load_signed_pre_key,
        .store_signed_pre_key = nullptr,
        .contains_signed_pre_key = Callbacks::has_signed_pre_key,
        .remove_signed_pre_key = nullptr,
        .destroy_func = nullptr,
        .user_data = this};
    const signal_protocol_identity_key_store identities{
        .get_identity_key_pair = Callbacks::load_identity,
        .get_local_registration_id = Callbacks::load_registration_id,
        .save_identity = Callbacks::save_identity,
        .is_trusted_identity = Callbacks::is_trusted,
        .destroy_func = nullptr,
        .user_data = this};
    signal_protocol_store_context_set_session_store(stores(), &sessions);
    signal_protocol_store_context_set_pre_key_store(stores(), &pre_keys);
    signal_protocol_store_context_set_signed_pre_key_store(stores(), &signed_pre_keys);
    signal_protocol_store_context_set_identity_key_store(stores(), &identities);
}

void Library::rethrow() {
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

OmemoAddress Library::address(const signal_protocol_address& address) const {
    return {.contact = Jid::of({address.name, address.name_len}),
            .device = static_cast<std::uint32_t>(address.device_id),
            .list = list_};
}

std::optional<std::string> Library::session(const OmemoAddress& with) {
    const auto changed = sessions_.find(with);
    return changed == sessions_.end() ? store_.session(with) : changed->second;
}

void Library::keep() {
    for (const auto& [with, record] : sessions_) store_.set_session(with, record);
    for (const auto id : used_) store_.use_pre_key(id);
    sessions_.clear();
    used_.clear();
}

}  // namespace boswell::omemo
