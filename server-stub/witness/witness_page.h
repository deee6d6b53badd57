// What a witness tells people.
#pragma once

#include <string>
#include <vector>

#include "server-stub/witness/witness.h"
#include "shared/pages/locale.h"

namespace gongyi::server {

// The whole document: who this is, its key, what it saw last of each record, and how to compare.
[[nodiscard]] std::string witness_page(const record::WitnessKey& key, const std::vector<Witness::Log>& logs,
                                       pages::Locale locale, UnixMs now);
// Its style sheet, /style.css.
[[nodiscard]] std::string witness_style();

}  // namespace gongyi::server
