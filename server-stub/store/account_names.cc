#include "server-stub/store/account_names.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "server-stub/accounts/spelling.h"

namespace gongyi::server {

void index_account_names(sqlite::Connection& connection) {
    constexpr std::string_view setting = "spelling_version";
    const std::string version = spelling_version();
    sqlite::Statement indexed{connection, "SELECT value FROM setting WHERE name = ?"};
    indexed.text(setting);
    const bool is_done = indexed.step() && indexed.text_at(0) == version;
    indexed.reset();
    if (is_done) return;

    std::vector<std::pair<std::int64_t, std::string>> names;
    std::map<std::string, int> counts;
    sqlite::Statement all{connection, "SELECT person, name FROM account WHERE name IS NOT NULL"};
    while (all.step()) {
        names.emplace_back(all.number_at(0), all.text_at(1));
        ++counts[name_key(names.back().second)];
    }
    sqlite::Transaction transaction{connection};
    connection.execute("UPDATE account SET name_key = NULL");
    sqlite::Statement update{connection, "UPDATE account SET name_key = nullif(?, ''), name_look = ? WHERE person = ?"};
    for (const auto& [person, name] : names) {
        const std::string key = name_key(name);
        const std::string look = name_look(name);
        update.text(counts.at(key) == 1 ? std::string_view{key} : std::string_view{}).text(look).number(person).run();
    }
    sqlite::Statement set{connection, "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"};
    set.text(setting).text(version).run();
    transaction.commit();
}

}  // namespace gongyi::server
