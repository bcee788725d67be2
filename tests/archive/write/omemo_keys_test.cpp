// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/omemo_keys.hpp"

#include "archive/fixture.hpp"
#include "archive/omemo_device.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using archive::OmemoDevice;

namespace {

struct DeviceFixture : ArchiveFixture {
    void use(const std::function<void(archive::OmemoKeys&)>& work) {
        writer->use_omemo(alice, [&](OmemoDevice& device) { work(device.keys()); });
    }
    void create() {
        use([](auto& keys) {
            keys.create({.device = 7, .public_key = "public", .private_key = "private"}, some_day);
        });
    }
};

const OmemoAddress bobs{bob, 3};

}  // namespace

TEST_CASE_METHOD(DeviceFixture,
                 "an account is no device until it is made one, and stays that one") {
    use([](auto& keys) {
        CHECK_FALSE(keys.created_at());
        CHECK_THROWS(keys.identity());
    });
    create();
    restart();
    use([](auto& keys) {
        CHECK(keys.created_at() == some_day);
        CHECK(keys.identity().device == 7);
        CHECK(keys.identity().private_key == "private");
    });
    CHECK_THROWS(create());
}

TEST_CASE_METHOD(DeviceFixture, "a pre-key that was used is kept, but no longer published") {
    create();
    use([](auto& keys) {
        CHECK(keys.next_pre_key() == 1);
        keys.add_pre_keys(std::vector<OmemoKey>{{1, "one"}, {2, "two"}, {3, "three"}});
        CHECK(keys.next_pre_key() == 4);
        keys.use_pre_key(2);
        CHECK(keys.pre_key(2) == "two");
        CHECK(keys.unused_pre_keys().size() == 2);
    });
    use([](auto& keys) {
        CHECK(keys.remove_used_pre_keys());
        CHECK_FALSE(keys.pre_key(2));
        CHECK(keys.pre_key(1) == "one");
        CHECK_FALSE(keys.remove_used_pre_keys());
    });
}

TEST_CASE_METHOD(DeviceFixture, "no id of a pre-key is ever given again") {
    create();
    use([](auto& keys) {
        keys.add_pre_keys(std::vector<OmemoKey>{{1, "one"}, {2, "two"}});
        keys.use_pre_key(1);
        keys.use_pre_key(2);
        keys.remove_used_pre_keys();
        CHECK(keys.next_pre_key() == 3);
    });
}

TEST_CASE_METHOD(DeviceFixture, "signed pre-keys are kept for a while, the latest for good") {
    create();
    use([](auto& keys) {
        CHECK_FALSE(keys.signed_pre_key());
        keys.add_signed_pre_key({1, "first"}, some_day);
        keys.add_signed_pre_key({2, "second"}, some_day + 24h);
        keys.remove_signed_pre_keys_of_before(some_day + 1h);
        CHECK_FALSE(static_cast<OmemoStore&>(keys).signed_pre_key(1));
        keys.remove_signed_pre_keys_of_before(some_day + 99h);
        CHECK(keys.signed_pre_key()->key.record == "second");
        CHECK(keys.signed_pre_key()->created_at == some_day + 24h);
    });
}

TEST_CASE_METHOD(DeviceFixture, "a session is with one device of one contact") {
    create();
    use([](auto& keys) {
        CHECK_FALSE(keys.session(bobs));
        keys.set_session(bobs, "state");
        keys.set_answered(bobs, some_day);
        keys.set_session(bobs, std::string("state\0more", 10));
        CHECK(keys.session(bobs) == std::string("state\0more", 10));
        CHECK(keys.answered_at(bobs) == some_day);
        CHECK_FALSE(keys.session({bob, 4}));
        CHECK_FALSE(keys.session({alice, 3}));
    });
}

TEST_CASE_METHOD(DeviceFixture, "what is undone leaves no trace in the keys") {
    create();
    CHECK_THROWS_AS(use([](auto& keys) {
                        keys.set_session(bobs, "state");
                        throw std::runtime_error("killed");
                    }),
                    std::runtime_error);
    use([](auto& keys) { CHECK_FALSE(keys.session(bobs)); });
}
