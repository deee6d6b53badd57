#include "server-stub/census/census_import.h"

#include <utility>

#include "server-stub/accounts/claim_code.h"
#include "shared/base/check.h"

namespace gongyi::server {

CensusLook look_at_census(std::string_view bytes, const PrivateRows& stored, const OrgTree& tree, const Date& today,
                          const CensusDecisions& decisions) {
    CensusLook look;
    const auto decoded = decode_text(bytes);
    if (!decoded) {
        look.faults = {decoded.error()};
        return look;
    }
    look.encoding = decoded->encoding;
    auto lines = read_census(decoded->text);
    if (!lines) {
        look.faults = std::move(lines.error());
        return look;
    }
    look.lines = lines->size();
    auto census = plan_census(*lines, stored, tree, today, decisions);
    if (!census) {
        look.faults = std::move(census.error());
        return look;
    }
    look.census = std::move(*census);
    return look;
}

CensusImport prepare_import(Census census, const ServerKey& key) {
    GONGYI_CHECK(census.alike.empty());
    CensusImport import;
    import.codes = std::string{byte_order_mark} + "name,household,code\r\n";
    for (const Person& person : census.people) {
        const std::string code = random_claim_code();
        import.accounts.push_back(
            {.person = person.id, .claim_code_hash = claim_code_hash(key, code), .name = "", .passphrase_hash = ""});
        import.codes += csv_cell(person.name) + ',' + csv_cell(person.household) + ',' + show_claim_code(code) + "\r\n";
    }
    import.people = std::move(census.people);
    import.homes = std::move(census.homes);
    return import;
}

}  // namespace gongyi::server
