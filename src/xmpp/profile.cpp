// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/profile.hpp"

#include <algorithm>

namespace boswell::xmpp {

const Profile& plain_profile() { return *find_profile("xmpp"); }

const Profile* find_profile(std::string_view name) {
    const auto all = profiles();
    const auto found = std::ranges::find(all, name, &Profile::name);
    return found == all.end() ? nullptr : *found;
}

const Profile& profile_of(std::string_view domain) {
    for (const auto* profile : profiles()) {
        if (std::ranges::find(profile->domains, domain) != profile->domains.end()) return *profile;
    }
    return plain_profile();
}

}  // namespace boswell::xmpp
