// What the names of accounts are compared by (accounts/spelling.h), kept in the database beside them.
#pragma once

#include "server-stub/store/sqlite.h"

namespace gongyi::server {

// Works the keys and looks of all names out when they are not there yet, or were worked out by other tables of Unicode.
// Names of before there was this rule may share a key: then none of them has one (NULL, which the index lets through
// more than once), and each is found by its exact spelling alone. One transaction.
void index_account_names(sqlite::Connection& connection);

}  // namespace gongyi::server
