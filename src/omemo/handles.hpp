// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <omemo/signal_protocol.h>

#include <memory>
#include <string>
#include <string_view>

/// Owners of what libomemo-c makes.
namespace boswell::omemo {

struct Release {
    template <typename Counted>
    void operator()(Counted* counted) const {
        signal_type_unref(reinterpret_cast<signal_type_base*>(counted));
    }
    void operator()(signal_buffer* buffer) const { signal_buffer_bzero_free(buffer); }
    void operator()(signal_context* context) const { signal_context_destroy(context); }
    void operator()(signal_protocol_store_context* store) const {
        signal_protocol_store_context_destroy(store);
    }
    void operator()(signal_protocol_key_helper_pre_key_list_node* head) const;
};

template <typename Owned>
using Handle = std::unique_ptr<Owned, Release>;

/// Receives what a function of libomemo-c writes into its first argument.
template <typename Owned>
class Into {
public:
    explicit Into(Handle<Owned>& handle) : handle_(handle) {}
    ~Into() { handle_.reset(made_); }
    Into(const Into&) = delete;
    Into& operator=(const Into&) = delete;
    operator Owned**() { return &made_; }  // NOLINT(google-explicit-constructor)

private:
    Handle<Owned>& handle_;
    Owned* made_ = nullptr;
};

inline const std::uint8_t* bytes(std::string_view text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

inline std::string string_of(const signal_buffer* buffer) {
    return {reinterpret_cast<const char*>(signal_buffer_const_data(buffer)),
            signal_buffer_len(buffer)};
}

}  // namespace boswell::omemo
