// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/omemo.hpp"
#include "omemo/keys.hpp"

#include <map>
#include <set>

namespace boswell::omemo {

/// A device whose keys are in memory.
class MemoryStore : public OmemoStore {
public:
    explicit MemoryStore(std::uint32_t pre_keys = 5) : identity_(new_identity()) {
        signed_ = new_signed_pre_key(identity_, 1, Time{});
        for (auto& key : new_pre_keys(1, pre_keys)) pre_keys_[key.id] = std::move(key.record);
    }

    OmemoIdentity identity() override { return identity_; }
    std::optional<std::string> pre_key(std::uint32_t id) override {
        const auto found = pre_keys_.find(id);
        if (found == pre_keys_.end()) return std::nullopt;
        return found->second;
    }
    std::optional<std::string> signed_pre_key(std::uint32_t id) override {
        if (id != signed_.id) return std::nullopt;
        return signed_.record;
    }
    std::optional<std::string> session(const OmemoAddress& with) override {
        const auto found = sessions.find(with);
        if (found == sessions.end()) return std::nullopt;
        return found->second;
    }
    void set_session(const OmemoAddress& with, const std::string& record) override {
        sessions[with] = record;
    }
    void use_pre_key(std::uint32_t id) override { used.insert(id); }

    OmemoBundle published(PepNode list = PepNode::axolotl_devices) const {
        std::vector<OmemoKey> keys;
        for (const auto& [id, record] : pre_keys_) keys.push_back({id, record});
        return bundle(list, identity_, signed_, keys);
    }
    std::uint32_t device() const { return identity_.device; }

    std::map<OmemoAddress, std::string> sessions;
    std::set<std::uint32_t> used;

private:
    OmemoIdentity identity_;
    OmemoKey signed_;
    std::map<std::uint32_t, std::string> pre_keys_;
};

}  // namespace boswell::omemo
