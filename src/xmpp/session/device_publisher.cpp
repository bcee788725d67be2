// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/device_publisher.hpp"

#include "base/base64.hpp"
#include "base/integer.hpp"
#include "base/log.hpp"
#include "stanza/pep_answer.hpp"
#include "xmpp/random_id.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

namespace boswell::xmpp {

static constexpr log::Domain domain{"omemo"};

/// What a list of devices is called.
static std::string_view list_name(PepNode list) {
    return list == PepNode::devices ? "devices" : "list";
}

static gloox::Tag& add_text(gloox::Tag& parent, std::string_view name, std::string_view bytes) {
    auto& child = add_child(parent, name);
    child.setCData(encode_base64(bytes));
    return child;
}

static void add_key(gloox::Tag& parent, std::string_view name, const char* id_name,
                    const OmemoBundle::PreKey& key) {
    add_text(parent, name, key.public_key).addAttribute(id_name, std::to_string(key.id));
}

static TagPtr older_bundle_tag(const OmemoBundle& bundle) {
    auto tag = make_tag("bundle", protocol_of(bundle.list));
    add_key(*tag, "signedPreKeyPublic", "signedPreKeyId", bundle.signed_pre_key);
    add_text(*tag, "signedPreKeySignature", bundle.signature);
    add_text(*tag, "identityKey", bundle.identity_key);
    auto& keys = add_child(*tag, "prekeys");
    for (const auto& key : bundle.pre_keys) add_key(keys, "preKeyPublic", "preKeyId", key);
    return tag;
}

static TagPtr later_bundle_tag(const OmemoBundle& bundle) {
    auto tag = make_tag("bundle", protocol_of(bundle.list));
    add_key(*tag, "spk", "id", bundle.signed_pre_key);
    add_text(*tag, "spks", bundle.signature);
    add_text(*tag, "ik", bundle.identity_key);
    auto& keys = add_child(*tag, "prekeys");
    for (const auto& key : bundle.pre_keys) add_key(keys, "pk", "id", key);
    return tag;
}

static TagPtr bundle_tag(const OmemoBundle& bundle) {
    return bundle.list == PepNode::devices ? later_bundle_tag(bundle) : older_bundle_tag(bundle);
}

/// Of a node, whose owner may be anybody's contact or nobody's: whoever encrypts to us need not be
/// one of ours. XEP-0384: in the later protocol the bundles of all devices are items of one node.
static void add_options(gloox::Tag& parent, std::string_view form_type, bool has_several_items) {
    auto& form = add_child(parent, "x", "jabber:x:data");
    form.addAttribute("type", "submit");
    const auto add = [&](const char* name, const char* type, std::string_view value) {
        auto& field = add_child(form, "field");
        field.addAttribute("var", name);
        if (*type != '\0') field.addAttribute("type", type);
        add_child(field, "value").setCData(std::string(value));
    };
    add("FORM_TYPE", "hidden", form_type);
    add("pubsub#persist_items", "", "true");
    add("pubsub#access_model", "", "open");
    if (has_several_items) add("pubsub#max_items", "", "max");
}

static constexpr std::string_view publish_options =
    "http://jabber.org/protocol/pubsub#publish-options";
static constexpr std::string_view node_config = "http://jabber.org/protocol/pubsub#node_config";

static TagPtr publication(const stanza::BundlePlace& place, TagPtr payload, bool with_options) {
    auto pubsub = make_tag("pubsub", ns::pubsub);
    auto& publish = add_child(*pubsub, "publish");
    publish.addAttribute("node", place.node);
    auto& item = add_child(publish, "item");
    item.addAttribute("id", place.item.empty() ? "current" : place.item);
    item.addChild(payload.release());  // the item owns it
    if (with_options)                  // XEP-0060 7.1.5
        add_options(add_child(*pubsub, "publish-options"), publish_options, !place.item.empty());
    return pubsub;
}

void DevicePublisher::publish(OmemoBundle bundle) {
    bundle_ = std::move(bundle);
    publish_bundle(Options::as_wanted, 2);
}

// A node that somebody has configured otherwise refuses our options (precondition-not-met), and
// keeps its own. Any other refusal may be of the moment: a server that is busy has some.
void DevicePublisher::publish_bundle(Options options, int attempts) {
    const auto place = stanza::bundle_place(list_, std::to_string(bundle_->device));
    const bool with_options = options == Options::as_wanted;
    outlet_.ask({.type = "set",
                 .to = {},
                 .payload = publication(place, bundle_tag(*bundle_), with_options)},
                [this, options, with_options, attempts](const stanza::Element* iq) {
                    if (is_result(iq))
                        return ask_for_list([this](const auto* list) { take_list(list); });
                    if (iq != nullptr && with_options && list_ == PepNode::devices)
                        return make_room(3);
                    if (iq != nullptr && with_options && error_condition(*iq) == "conflict")
                        return publish_bundle(Options::as_they_are, 1);
                    if (iq != nullptr && attempts > 1) return publish_bundle(options, attempts - 1);
                    tell_of_failure(iq);
                });
}

void DevicePublisher::tell_of_failure(const stanza::Element* iq) {
    log::warning(domain,
                 "{}: the server does not take the keys of the OMEMO device for {} ({}); nobody "
                 "can encrypt to it so",
                 context_.account.str(), protocol_of(list_),
                 iq != nullptr ? error_condition(*iq) : "no answer");
}

// XEP-0060 8.1.3 and 8.2. COMPAT: ejabberd 23.01 does not know how many items a node is to have
// while something is published. In a node for one item ours would take the place of another's.
void DevicePublisher::make_room(int attempts) {
    const auto node = stanza::bundle_place(list_, "").node;
    auto creation = make_tag("pubsub", ns::pubsub);
    add_child(*creation, "create").addAttribute("node", node);
    add_options(add_child(*creation, "configure"), node_config, true);
    outlet_.ask({.type = "set", .to = {}, .payload = std::move(creation)},
                [this, node, attempts](const stanza::Element*) { configure(node, attempts); });
}

void DevicePublisher::configure(const std::string& node, int attempts) {
    auto change = make_tag("pubsub", "http://jabber.org/protocol/pubsub#owner");
    auto& configuration = add_child(*change, "configure");
    configuration.addAttribute("node", node);
    add_options(configuration, node_config, true);
    outlet_.ask({.type = "set", .to = {}, .payload = std::move(change)},
                [this, attempts](const stanza::Element* iq) {
                    // A server that is busy has refused to make the node.
                    const bool lacks_node =
                        iq != nullptr && error_condition(*iq) == "item-not-found";
                    if (lacks_node && attempts > 1) return make_room(attempts - 1);
                    if (!is_result(iq)) return tell_of_failure(iq);
                    publish_bundle(Options::as_they_are, 2);
                });
}

static TagPtr items_of(const stanza::BundlePlace& place) {
    auto pubsub = make_tag("pubsub", ns::pubsub);
    auto& items = add_child(*pubsub, "items");
    items.addAttribute("node", place.node);
    if (!place.item.empty()) add_child(items, "item").addAttribute("id", place.item);
    return pubsub;
}

stanza::BundlePlace DevicePublisher::list_place() const {
    return {.node = std::string(node_name(list_)), .item = {}};
}

void DevicePublisher::ask_for_list(IqAnswer answer) {
    outlet_.ask({.type = "get", .to = {}, .payload = items_of(list_place())}, std::move(answer));
}

/// The list of the last item, or nullptr.
static const stanza::Element* find_list(const stanza::Element& iq, PepNode node) {
    const auto* items = stanza::find_items(iq, node_name(node));
    const stanza::Element* list = nullptr;
    if (items == nullptr) return list;
    for (const auto& item : items->children()) {
        if (const auto* found = find_child(item, list_name(node), protocol_of(node))) list = found;
    }
    return list;
}

static bool is_device(const stanza::Element& element, PepNode list) {
    return is(element, "device", protocol_of(list));
}

static std::size_t device_count(const stanza::Element& list, PepNode node) {
    const auto children = list.children();
    return static_cast<std::size_t>(
        std::ranges::count_if(children, [&](const auto& child) { return is_device(child, node); }));
}

/// Copies the entries of all devices but one, with all that they say. Returns how many these are.
static std::size_t copy_without(const stanza::Element& list, PepNode node, std::string_view id,
                                gloox::Tag& to) {
    std::size_t copied = 0;
    for (const auto& device : list.children()) {
        if (!is_device(device, node) || device.attribute("id") == id) continue;
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
    auto list = make_tag(list_name(list_), protocol_of(list_));
    if (const auto* before = is_result(iq) ? find_list(*iq, list_) : nullptr) {
        const auto others = copy_without(*before, list_, own, *list);
        if (others < device_count(*before, list_)) return;  // we are in it
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
                 .payload = publication(list_place(), std::move(list), with_options)},
                [this, with_options, kept](const stanza::Element* iq) {
                    if (iq != nullptr && with_options && error_condition(*iq) == "conflict")
                        publish_list(TagPtr(kept->clone()), Options::as_they_are);
                });
}

void DevicePublisher::withdraw(std::uint32_t device) {
    ask_for_list([this, device](const auto* iq) { take_list_of_former(device, iq); });
}

void DevicePublisher::take_list_of_former(std::uint32_t device, const stanza::Element* iq) {
    const auto* before = is_result(iq) ? find_list(*iq, list_) : nullptr;
    if (before == nullptr) return;
    auto list = make_tag(list_name(list_), protocol_of(list_));
    const auto others = copy_without(*before, list_, std::to_string(device), *list);
    if (others < device_count(*before, list_)) publish_list(std::move(list), Options::as_wanted);
}

void DevicePublisher::fetch_bundle(const OmemoAddress& of, AbstractSession::BundleAnswer answer) {
    const auto place = stanza::bundle_place(list_, std::to_string(of.device));
    outlet_.ask(
        {.type = "get", .to = of.contact, .payload = items_of(place)},
        [list = list_, device = of.device, answer = std::move(answer)](const stanza::Element* iq) {
            answer(is_result(iq) ? stanza::read_bundle(*iq, list, device) : std::nullopt);
        });
}

void DevicePublisher::fetch_devices(DevicesAnswer answer) {
    ask_for_list([list_node = list_, answer = std::move(answer)](const stanza::Element* iq) {
        if (!tells_list(iq)) return answer(std::nullopt);
        std::vector<std::uint32_t> devices;
        if (const auto* list = is_result(iq) ? find_list(*iq, list_node) : nullptr) {
            for (const auto& device : list->children()) {
                const auto id = parse_integer<std::uint32_t>(device.attribute("id"));
                if (id && is_device(device, list_node)) devices.push_back(*id);
            }
        }
        answer(devices);
    });
}

void DevicePublisher::see(const PepEvent& event) {
    const bool is_own_list = event.node == list_ && event.contact == context_.account;
    if (!bundle_ || !is_own_list || !listed_at_) return;
    const auto own = std::to_string(bundle_->device);
    if (std::ranges::find(event.fields, own, &PepField::value) != event.fields.end()) return;
    if (outlet_.clock() - *listed_at_ < between_mends) return;
    listed_at_ = outlet_.clock();
    ask_for_list([this](const auto* iq) { take_list(iq); });
}

static void add_older_key(gloox::Tag& header, const OmemoEmptyMessage& message) {
    auto& key = add_text(header, "key", message.key);
    key.addAttribute("rid", std::to_string(message.to.device));
    if (message.begins_session) key.addAttribute("prekey", "true");
    add_text(header, "iv", message.iv);
}

static void add_later_key(gloox::Tag& header, const OmemoEmptyMessage& message) {
    auto& keys = add_child(header, "keys");
    keys.addAttribute("jid", message.to.contact.str());
    auto& key = add_text(keys, "key", message.key);
    key.addAttribute("rid", std::to_string(message.to.device));
    if (message.begins_session) key.addAttribute("kex", "true");
}

void DevicePublisher::send(const OmemoEmptyMessage& message) {
    auto stanza = make_tag("message", ns::client);
    stanza->addAttribute("to", message.to.contact.str());
    stanza->addAttribute("type", "chat");
    stanza->addAttribute("id", random_id());
    auto& encrypted = add_child(*stanza, "encrypted", protocol_of(list_));
    auto& header = add_child(encrypted, "header");
    header.addAttribute("sid", std::to_string(message.sender));
    list_ == PepNode::devices ? add_later_key(header, message) : add_older_key(header, message);
    // XEP-0334: nobody said anything, so it is to be in nobody's history.
    add_child(*stanza, "no-permanent-store", "urn:xmpp:hints");
    outlet_.send(std::move(stanza));
}

}  // namespace boswell::xmpp
