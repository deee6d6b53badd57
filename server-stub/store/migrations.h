// The tables of gongyi.sqlite, from the first version to the newest.
#pragma once

#include <array>

#include "server-stub/store/sqlite_store.h"

namespace gongyi::server {

// One step for each version; step i takes a file of version i to version i + 1. Append; never change a step.
inline constexpr std::array<const char*, schema_version> migrations{R"sql(
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE entry (position INTEGER PRIMARY KEY, bytes TEXT NOT NULL) STRICT;
CREATE TABLE person (
    id INTEGER PRIMARY KEY, role TEXT NOT NULL, born TEXT NOT NULL, resident_since TEXT NOT NULL,
    class TEXT NOT NULL, household TEXT NOT NULL, name TEXT NOT NULL
) STRICT;
CREATE TABLE account (
    person INTEGER PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    claim_code_hash BLOB NOT NULL UNIQUE, name TEXT UNIQUE COLLATE NOCASE, passphrase_hash TEXT NOT NULL
) STRICT;
CREATE TABLE session (
    token_hash BLOB PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE ballot (
    round INTEGER NOT NULL, voter INTEGER NOT NULL, choices TEXT NOT NULL, points TEXT NOT NULL, salt BLOB NOT NULL,
    cast_at INTEGER NOT NULL, PRIMARY KEY (round, voter)
) STRICT, WITHOUT ROWID;
-- Appended in the order of answering, so that a commit writes few pages; found by an index in memory.
CREATE TABLE answer (
    id INTEGER PRIMARY KEY, key BLOB NOT NULL, request BLOB NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
)sql",
                                                                    R"sql(
CREATE TABLE node (
    level INTEGER NOT NULL, position INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;
)sql",
                                                                    R"sql(
DROP TABLE ballot;
-- Who was issued a credential for a round (blinded: what was asked with), or handed a paper (NULL). Without a time, and
-- kept in the order of people, not of asking.
CREATE TABLE roll (
    round INTEGER NOT NULL, voter INTEGER NOT NULL, blinded BLOB, PRIMARY KEY (round, voter)
) STRICT, WITHOUT ROWID;
-- Ballots as they were cast, until the close, in the order of their commitments. No voter, no time.
CREATE TABLE sealed (
    round INTEGER NOT NULL, commitment BLOB NOT NULL, bytes TEXT NOT NULL, PRIMARY KEY (round, commitment)
) STRICT, WITHOUT ROWID;
)sql",
                                                                    R"sql(
-- What people wrote freely, to which entries refer by its commitment. Deleted when it is taken down.
CREATE TABLE free_text (
    commitment BLOB PRIMARY KEY, position INTEGER NOT NULL, salt BLOB NOT NULL, words TEXT NOT NULL
) STRICT;
)sql",
                                                                    R"sql(
CREATE TABLE home (
    name TEXT PRIMARY KEY, building INTEGER NOT NULL, area INTEGER NOT NULL, household TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- By pseudonym, and kept when the person is erased: a home does not become unsold by that.
CREATE TABLE home_owner (
    home TEXT NOT NULL REFERENCES home (name) ON DELETE CASCADE, owner INTEGER NOT NULL, PRIMARY KEY (home, owner)
) STRICT, WITHOUT ROWID;
)sql",
                                                                    R"sql(
-- Documents that were filed, by the SHA-256 that their entries name. Deleted when they are taken down.
CREATE TABLE document (hash BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
)sql",
                                                                    R"sql(
-- What a round that is open holds moves to a file that tells no order: move_open_rounds() has copied it. What is kept
-- is written anew, by people: the places of the rows told in which order they had come.
CREATE TABLE closed_round (round INTEGER PRIMARY KEY) STRICT;
INSERT INTO closed_round SELECT DISTINCT bytes ->> '$.data.round' FROM entry
    WHERE bytes ->> '$.type' = 'VotingClosed' ORDER BY 1;
CREATE TABLE kept_roll (
    round INTEGER NOT NULL, voter INTEGER NOT NULL, blinded BLOB, PRIMARY KEY (round, voter)
) STRICT, WITHOUT ROWID;
INSERT INTO kept_roll SELECT round, voter, blinded FROM roll
    WHERE round IN (SELECT round FROM closed_round) ORDER BY round, voter;
DROP TABLE roll;
ALTER TABLE kept_roll RENAME TO roll;
DROP TABLE sealed;
)sql",
                                                                    R"sql(
-- What names are compared by, and what those that look alike have in common: index_account_names() fills them.
ALTER TABLE account ADD COLUMN name_key TEXT;
ALTER TABLE account ADD COLUMN name_look TEXT;
CREATE UNIQUE INDEX account_name_key ON account (name_key);
)sql",
                                                                    R"sql(
CREATE TABLE journal (position INTEGER PRIMARY KEY, bytes TEXT NOT NULL) STRICT;
-- By pseudonym, and kept when the person is erased: what was done under a number stays one hand's.
CREATE TABLE desk (person INTEGER PRIMARY KEY, number INTEGER NOT NULL UNIQUE) STRICT;
CREATE TABLE pending (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL, asked_by INTEGER NOT NULL, at INTEGER NOT NULL
) STRICT;
ALTER TABLE person ADD COLUMN standing TEXT NOT NULL DEFAULT 'here';
-- Of papers that staff handed out.
ALTER TABLE roll ADD COLUMN handed_by INTEGER;
ALTER TABLE roll ADD COLUMN confirmed_by INTEGER;
ALTER TABLE roll ADD COLUMN handed_on TEXT;
ALTER TABLE roll ADD COLUMN place INTEGER;
-- The voter stands here only until the mark in open-rounds.slots is erased.
CREATE TABLE paper_return (
    id INTEGER PRIMARY KEY, round INTEGER NOT NULL, voter INTEGER NOT NULL, handed_by INTEGER NOT NULL,
    confirmed_by INTEGER NOT NULL, handed_on TEXT NOT NULL, place INTEGER NOT NULL, returned_by INTEGER NOT NULL,
    return_confirmed_by INTEGER NOT NULL, returned_on TEXT NOT NULL, serial TEXT NOT NULL
) STRICT;
CREATE TABLE urn_entry (
    round INTEGER NOT NULL, entered_by INTEGER NOT NULL, confirmed_by INTEGER NOT NULL, papers INTEGER NOT NULL,
    PRIMARY KEY (round, entered_by, confirmed_by)
) STRICT, WITHOUT ROWID;
-- The ending of the name under which a document came (".csv"), nothing else of the name; '' where it is not known.
ALTER TABLE document ADD COLUMN ending TEXT NOT NULL DEFAULT '';
)sql",
                                                                    R"sql(
-- When a session was begun, when its person last showed who they are, the day of its last use. No address, no device.
ALTER TABLE session ADD COLUMN begun_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN confirmed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN seen_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN is_shared INTEGER NOT NULL DEFAULT 0;
-- recovery: the keyed hashes of the codes that are left, 32 bytes each.
CREATE TABLE second_factor (
    person INTEGER PRIMARY KEY REFERENCES account (person) ON DELETE CASCADE,
    secret BLOB NOT NULL, used_step INTEGER NOT NULL, recovery BLOB NOT NULL
) STRICT;
)sql"};

}  // namespace gongyi::server
