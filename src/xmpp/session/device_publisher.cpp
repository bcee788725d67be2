// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/device_publisher.hpp"

#include "base/base64.hpp"
#include "base/integer.hpp"
#include "base/log.hpp"
#include "stanza/omemo_message.hpp"
#include "stanza/pep_answer.hpp"
#include "xmpp/random_id.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

namespace boswell::xmpp {

using stanza::omemo_axolotl;

static constexpr log::Domain domain{"omemo"};

static const std::string& list_node() {
    static const std::string node(node_name(PepNode::axolotl_devices));
    return node;
}

static void add_text(gloox::Tag& parent, std::string_view name, std::string_view bytes,
                     const char* id_name = nullptr, std::uint32_t id = 0) {
    auto& child = add_child(parent, name);
    if (id_name != nullptr) child.addAttribute(id_name, std::to_string(id));
    child.setCData(encode_base64(bytes));
}

static TagPtr bundle_tag(const OmemoBundle& bundle) {
    auto tag = make_tag("bundle", omemo_axolotl);
    add_text(*tag, "signedPreKeyPublic", bundle.signed_pre_key.public_key, "signedPreKeyId",
             bundle.signed_pre_key.id);
    add_text(*tag, "signedPreKeySignature", bundle.signature);
    add_text(*tag, "identityKey", bundle.identity_key);
    auto& keys = add_child(*tag, "prekeys");
    for (const auto& key : bundle.pre_keys)
        add_text(keys, "preKeyPublic", key.public_key, "preKeyId", key.id);
    return tag;
}

/// XEP-0060 7.1.5: whoever encrypts to us need not be a contact.
static void add_publish_options(gloox::Tag& pubsub) {
    auto& form = add_child(add_child(pubsub, "publish-options"), "x", "jabber:x:data");
    form.addAttribute("type", "submit");
    const auto add = [&](const char* name, const char* type, const char* value) {
        auto& field = add_child(form, "field");
        field.addAttribute("var", name);
        if (*type != '\0') field.addAttribute("type", type);
        add_child(field, "value").setCData(value);
    };
    add("FORM_TYPE", "hidden", "http://jabber.org/protocol/pubsub#publish-options");
    add("pubsub#persist_items", "", "true");
    add("pubsub#access_model", "", "open");
}

static TagPtr publication(const std::string& node, TagPtr payload, bool with_options) {
    auto pubsub = make_tag("pubsub", ns::pubsub);
    auto& publish = add_child(*pubsub, "publish");
    publish.addAttribute("node", node);
    auto& item = add_child(publish, "item");
    item.addAttribute("id", "current");
    item.addChild(payload.release());  // the item owns it
    if (with_options) add_publish_options(*pubsub);
    return pubsub;
}

void DevicePublisher::publish(OmemoBundle bundle) {
    bundle_ = std::move(bundle);
    publish_bundle(Options::as_wanted, 2);
}

// A node that somebody has configured otherwise refuses our options (precondition-not-met), and
// keeps its own. Any other refusal may be of the moment: a server that is busy has some.
void DevicePublisher::publish_bundle(Options options, int attempts) {
    const auto node =
        stanza::bundle_place(PepNode::axolotl_devices, std::to_string(bundle_->device)).node;
    const bool with_options = options == Options::as_wanted;
    outlet_.ask(
        {.type = "set", .to = {}, .payload = publication(node, bundle_tag(*bundle_), with_options)},
        [this, options, with_options, attempts](const stanza::Element* iq) {
            if (is_result(iq)) return ask_for_list([this](const auto* list) { take_list(list); });
            if (iq != nullptr && with_options && error_condition(*iq) == "conflict")
                return publish_bundle(Options::as_they_are, 1);
            if (iq != nullptr && attempts > 1) return publish_bundle(options, attempts - 1);
            log::warning(domain,
                         "{}: the server does not take the keys of the OMEMO device ({}); "
                         "nobody can encrypt to it",
                         context_.account.str(),
                         iq != nullptr ? error_condition(*iq) : "no answer");
        });
}

static TagPtr items_of(const std::string& node) {
    auto pubsub = make_tag("pubsub", ns::pubsub);
    add_child(*pubsub, "items").addAttribute("node", node);
    return pubsub;
}

void DevicePublisher::ask_for_list(IqAnswer answer) {
    outlet_.ask({.type = "get", .to = {}, .payload = items_of(list_node())}, std::move(answer));
}

/// The list of the last item, or nullptr.
static const stanza::Element* find_list(const stanza::Element& iq) {
    const auto* items = stanza::find_items(iq, list_node());
    const stanza::Element* list = nullptr;
    if (items == nullptr) return list;
    for (const auto& item : items->children()) {
        if (const auto* found = find_child(item, "list", omemo_axolotl)) list = found;
    }
    return list;
}

static std::size_t device_count(const stanza::Element& list) {
    const auto children = list.children();
    return static_cast<std::size_t>(std::ranges::count_if(
        children, [](const auto& child) { return is(child, "device", omemo_axolotl); }));
}

/// Copies the entries of all devices but one, with all that they say. Returns how many these are.
static std::size_t copy_without(const stanza::Element& list, std::string_view id, gloox::Tag& to) {
    std::size_t copied = 0;
    for (const auto& device : list.children()) {
        if (!is(device, "device", omemo_axolotl) || device.attribute("id") == id) continue;
        auto& copy = add_child(to, "device");
        for (const auto& attribute : device.attributes())
            copy.addAttribute(std::string(attribute.name), std::string(attribute.value));
        ++copied;
    }
    return copied;
}

/// True if the answer has the list, or says that there is none.
static bool tells_list(const stanza::Element* iq) {
    return is_result(iq) || (iq != nullptr && error_condition(*iq) == "item-not-found");
}

void DevicePublisher::take_list(const stanza::Element* iq) {
    if (!tells_list(iq)) {  // what others have published there must not be overwritten
        log::warning(domain, "{}: the server does not tell which OMEMO devices the account has",
                     context_.account.str());
        return;
    }
    const auto own = std::to_string(bundle_->device);
    auto list = make_tag("list", omemo_axolotl);
    if (const auto* before = is_result(iq) ? find_list(*iq) : nullptr) {
        const auto others = copy_without(*before, own, *list);
        if (others < device_count(*before)) return;  // we are in it
    }
    add_child(*list, "device").addAttribute("id", own);
    publish_list(std::move(list), Options::as_wanted);
}

void DevicePublisher::publish_list(TagPtr list, Options options) {
    const bool with_options = options == Options::as_wanted;
    const std::shared_ptr<const gloox::Tag> kept(list->clone());
    listed_at_ = outlet_.clock();
    outlet_.ask({.type = "set",
                 .to = {},
                 .payload = publication(list_node(), std::move(list), with_options)},
                [this, with_options, kept](const stanza::Element* iq) {
                    if (iq != nullptr && with_options && error_condition(*iq) == "conflict")
                        publish_list(TagPtr(kept->clone()), Options::as_they_are);
                });
}

void DevicePublisher::withdraw(std::uint32_t device) {
    ask_for_list([this, device](const auto* iq) { take_list_of_former(device, iq); });
}

void DevicePublisher::take_list_of_former(std::uint32_t device, const stanza::Element* iq) {
    const auto* before = is_result(iq) ? find_list(*iq) : nullptr;
    if (before == nullptr) return;
    auto list = make_tag("list", omemo_axolotl);
    const auto others = copy_without(*before, std::to_string(device), *list);
    if (others < device_count(*before)) publish_list(std::move(list), Options::as_wanted);
}

void DevicePublisher::fetch_bundle(const OmemoAddress& of, AbstractSession::BundleAnswer answer) {
    const auto node =
        stanza::bundle_place(PepNode::axolotl_devices, std::to_string(of.device)).node;
    outlet_.ask({.type = "get", .to = of.contact, .payload = items_of(node)},
                [device = of.device, answer = std::move(answer)](const stanza::Element* iq) {
                    answer(is_result(iq) ? stanza::read_bundle(*iq, device) : std::nullopt);
                });
}

void DevicePublisher::fetch_devices(DevicesAnswer answer) {
    ask_for_list([answer = std::move(answer)](const stanza::Element* iq) {
        if (!tells_list(iq)) return answer(std::nullopt);
        std::vector<std::uint32_t> devices;
        if (const auto* list = is_result(iq) ? find_list(*iq) : nullptr) {
            for (const auto& device : list->children()) {
                const auto id = parse_integer<std::uint32_t>(device.attribute("id"));
                if (id && is(device, "device", omemo_axolotl)) devices.push_back(*id);
            }
        }
        answer(devices);
    });
}

void DevicePublisher::see(const PepEvent& event) {
    const bool is_own_list =
        event.node == PepNode::axolotl_devices && event.contact == context_.account;
    if (!bundle_ || !is_own_list || !listed_at_) return;
    const auto own = std::to_string(bundle_->device);
    if (std::ranges::find(event.fields, own, &PepField::value) != event.fields.end()) return;
    if (outlet_.clock() - *listed_at_ < between_mends) return;
    listed_at_ = outlet_.clock();
    ask_for_list([this](const auto* iq) { take_list(iq); });
}

void DevicePublisher::send(const OmemoEmptyMessage& message) {
    auto stanza = make_tag("message", ns::client);
    stanza->addAttribute("to", message.to.contact.str());
    stanza->addAttribute("type", "chat");
    stanza->addAttribute("id", random_id());
    auto& encrypted = add_child(*stanza, "encrypted", omemo_axolotl);
    auto& header = add_child(encrypted, "header");
    header.addAttribute("sid", std::to_string(message.sender));
    auto& key = add_child(header, "key");
    key.addAttribute("rid", std::to_string(message.to.device));
    if (message.begins_session) key.addAttribute("prekey", "true");
    key.setCData(encode_base64(message.key));
    add_text(header, "iv", message.iv);
    // XEP-0334: nobody said anything, so it is to be in nobody's history.
    add_child(*stanza, "no-permanent-store", "urn:xmpp:hints");
    outlet_.send(std::move(stanza));
}

}  // namespace boswell::xmpp
