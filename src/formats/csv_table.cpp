// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/csv_table.hpp"

namespace boswell::formats {

static constexpr CsvColumn messages[] = {{"kind"},
                                         {"account"},
                                         {"with"},
                                         {"direction"},
                                         {"id", true},
                                         {"from"},
                                         {"to"},
                                         {"type"},
                                         {"stamp"},
                                         {"received_at"},
                                         {"body"},
                                         {"shown", true},
                                         {"subject"},
                                         {"thread"},
                                         {"lang"},
                                         {"message_id"},
                                         {"origin_id"},
                                         {"stanza_id"},
                                         {"stanza_id_by"},
                                         {"via", true},
                                         {"delayed_by"},
                                         {"dated_by"},
                                         {"local_time", true},
                                         {"encryption"},
                                         {"occupant_id"},
                                         {"in_room", true},
                                         {"off_the_record", true},
                                         {"versions", true},
                                         {"retracted_at"},
                                         {"moderated_by"},
                                         {"retraction_reason"},
                                         {"retraction_id", true},
                                         {"retraction_stanza_id"},
                                         {"retraction_stanza_id_by"},
                                         {"reactions", true},
                                         {"attachments", true},
                                         {"reply_to", true},
                                         {"receipts", true},
                                         {"annotates", true},
                                         {"bodies", true},
                                         {"call", true},
                                         {"mentions", true},
                                         {"previews", true}};

static constexpr CsvColumn presence[] = {
    {"kind"},           {"account"},        {"contact"},
    {"person"},         {"resource"},       {"available", true},
    {"type"},           {"show"},           {"status"},
    {"priority", true}, {"stamp"},          {"seen_at"},
    {"cause"},          {"nick"},           {"occupant", true},
    {"since"},          {"until"},          {"ended"},
    {"reason"},         {"presence", true}, {"continues", true}};

static constexpr CsvColumn chat_states[] = {{"kind"},      {"account"}, {"with"},  {"person"},
                                            {"direction"}, {"from"},    {"state"}, {"stamp"}};

static constexpr CsvTable tables[] = {
    {"messages", messages}, {"presence", presence}, {"chat-states", chat_states}};

std::span<const CsvTable> csv_tables() { return tables; }

}  // namespace boswell::formats
