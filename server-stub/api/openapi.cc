#include "server-stub/api/openapi.h"

#include "server-stub/api/handlers.h"
#include "server-stub/api/openapi_json.h"

namespace gongyi::server::api {
namespace {

// Written by hand: a description drawn from the code would agree with it by construction and tell nobody of a change.
constexpr std::string_view document =
    R"json({
  "openapi": "3.1.0",
  "info": {
    "title": "Gongyi 共议",
    "version": "1",
    "description": "The API of one community's portal. Everything public is in the record, which anyone )json"
    R"json(may download and count again. Commands need a session (cookie), the session's CSRF token and an )json"
    R"json(Idempotency-Key. Errors are RFC 9457 problem details. Beside the statuses named here, any )json"
    R"json(request may be answered with 400, 408, 413, 414, 421 (another Host than this server's), 429, 431, 500, )json"
    R"json(501, 503 or 505, one that changes something and that another site made a browser send with 403, and a )json"
    R"json(known address with 405 for a method that it does not take. Every 429 and 503 has Retry-After: what )json"
    R"json(is refused for being too often has the seconds until the next is taken."
  },
  "paths": {
    "/api/v1/commands": {
      "post": {
        "summary": "Gives a command; what follows from it is durable when it is answered",
        "description": "The same key with the same body is answered as the first time, for 24 hours. )json"
    R"json(Refused commands leave nothing, so they are decided anew.",
        "security": [{"session": []}],
        "parameters": [
          {"$ref": "#/components/parameters/CsrfToken"},
          {
            "name": "Idempotency-Key", "in": "header", "required": true,
            "description": "Chosen by the client, 1 to 128 visible ASCII characters; a new one for each command.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 128}
          }
        ],
        "requestBody": {
          "required": true,
          "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Command"}}}
        },
        "responses": {
          "200": {
            "description": "Accepted",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Accepted"}}}
          },
          "400": {"$ref": "#/components/responses/Problem"}, "401": {"$ref": "#/components/responses/Problem"},
          "403": {"$ref": "#/components/responses/Problem"}, "404": {"$ref": "#/components/responses/Problem"},
          "409": {"$ref": "#/components/responses/Problem"}, "415": {"$ref": "#/components/responses/Problem"},
          "422": {"$ref": "#/components/responses/Problem"}, "429": {"$ref": "#/components/responses/TryLater"},
          "503": {"$ref": "#/components/responses/TryLater"}
        }
      }
    },
    "/api/v1/credentials": {
      "post": {
        "summary": "Issues the credential for one ballot in a round (RFC 9497, VOPRF, ristretto255-SHA512)",
        "description": "One a voter and round. Asked again with the same element, the answer is the same. What )json"
    R"json(the input is, an Ed25519 public key of the voter's making, and what the credential is, the server )json"
    R"json(does not learn.",
        "security": [{"session": []}],
        "parameters": [{"$ref": "#/components/parameters/CsrfToken"}],
        "requestBody": {
          "required": true,
          "content": {"application/json": {"schema": {"$ref": "#/components/schemas/IssueCredential"}}}
        },
        "responses": {
          "200": {
            "description": "The evaluated element and the proof that the round's published key did it",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": ["evaluation"],
                  "properties": {"evaluation": {"type": "string", "pattern": "^[0-9a-f]{192}$"}}
                }
              }
            }
          },
          "400": {"$ref": "#/components/responses/Problem"}, "401": {"$ref": "#/components/responses/Problem"},
          "403": {"$ref": "#/components/responses/Problem"}, "404": {"$ref": "#/components/responses/Problem"},
          "409": {"$ref": "#/components/responses/Problem"}, "415": {"$ref": "#/components/responses/Problem"},
          "422": {"$ref": "#/components/responses/Problem"}, "429": {"$ref": "#/components/responses/TryLater"},
          "503": {"$ref": "#/components/responses/TryLater"}
        }
      }
    },
    "/api/v1/ballots": {
      "post": {
        "summary": "Casts a ballot with a credential, without an account",
        "description": "Send no cookies. The same ballot again is answered as well as the first time; a higher )json"
    R"json(version replaces it.",
        "security": [],
        "requestBody": {
          "required": true,
          "content": {"application/json": {"schema": {"$ref": "#/components/schemas/CastBallot"}}}
        },
        "responses": {
          "200": {
            "description": "The ballot is on the disk. The promise is a signed note (C2SP): that the commitment )json"
    R"json(will be in the record by the deadline",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": ["commitment", "deadline", "promise"],
                  "properties": {
                    "commitment": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                    "deadline": {"type": "integer", "description": "Milliseconds since 1970."},
                    "promise": {"type": "string"}
                  }
                }
              }
            }
          },
          "400": {"$ref": "#/components/responses/Problem"}, "403": {"$ref": "#/components/responses/Problem"},
          "404": {"$ref": "#/components/responses/Problem"}, "409": {"$ref": "#/components/responses/Problem"},
          "415": {"$ref": "#/components/responses/Problem"}, "422": {"$ref": "#/components/responses/Problem"},
          "503": {"$ref": "#/components/responses/TryLater"}
        }
      }
    },
    "/api/v1/me": {
      "get": {
        "summary": "Who asks, and what the portal alone knows of them: CSRF token, own standing in each )json"
    R"json(round, own ballots",
        "responses": {
          "200": {
            "description": "Role visitor when nobody is signed in",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Viewer"}}}
          }
        }
      }
    },
    "/api/v1/openapi.json": {
      "get": {
        "summary": "This document",
        "responses": {
          "200": {"description": "OpenAPI 3.1", "content": {"application/json": {"schema": {"type": "object"}}}}
        }
      }
    },
    "/api/v1/{community}/record": {
      "get": {
        "summary": "The public record, one entry's canonical bytes a line",
        "description": "The leaf hash of an entry is SHA-256(0x00 ‖ bytes of the line without its line )json"
    R"json(feed), RFC 9162 section 2.1.",
        "parameters": [{"$ref": "#/components/parameters/Community"}, {"$ref": "#/components/parameters/From"}],
        "responses": {
          "200": {
            "description": "Entries up to the checkpoint at the time of asking",
            "headers": {
              "Gongyi-Record-Size": {
                "description": "The size of the record that the download ends at.",
                "schema": {"type": "integer"}
              }
            },
            "content": {"application/x-ndjson": {"schema": {"type": "string"}}}
          },
          "400": {"$ref": "#/components/responses/Problem"}, "404": {"$ref": "#/components/responses/Problem"}
        }
      }
    },
    "/api/v1/{community}/texts": {
      "get": {
        "summary": "What people wrote freely, one text a line: what the record's commitments are opened by",
        "description": "commitment = SHA-256(salt ‖ text). Those that a TextTakenDown of the record names are gone.",
        "parameters": [{"$ref": "#/components/parameters/Community"}, {"$ref": "#/components/parameters/From"}],
        "responses": {
          "200": {"description": "The texts", "content": {"application/x-ndjson": {"schema": {"type": "string"}}}},
          "400": {"$ref": "#/components/responses/Problem"}, "404": {"$ref": "#/components/responses/Problem"}
        }
      }
    },
    "/api/v1/{community}/checkpoint": {
      "get": {
        "summary": "The record's size and root, signed: a C2SP tlog-checkpoint",
        "description": "Origin, decimal size, base64 root, an empty line, a signature line for each key. )json"
    R"json(The record announces its keys (RecordKeyAnnounced); the newest one always signs. 503 with the code )json"
    R"json(checkpoint_unsigned while it cannot.",
        "parameters": [{"$ref": "#/components/parameters/Community"}],
        "responses": {
          "200": {"description": "The checkpoint", "content": {"text/plain": {"schema": {"type": "string"}}}},
          "404": {"$ref": "#/components/responses/Problem"}, "503": {"$ref": "#/components/responses/TryLater"}
        }
      }
    },
    "/api/v1/{community}/checkpoint/witnessed": {
      "get": {
        "summary": "The newest checkpoint that enough witnesses signed, with all their cosignatures",
        "description": "As the checkpoint, with C2SP tlog-cosignature lines (cosignature/v1). Who the witnesses )json"
    R"json(are, and how many of them are enough, the record says (WitnessesNamed). 404 while there is none: no )json"
    R"json(witness is named, or too few have signed yet. It may be some seconds behind the newest checkpoint.",
        "parameters": [{"$ref": "#/components/parameters/Community"}],
        "responses": {
          "200": {"description": "The checkpoint", "content": {"text/plain": {"schema": {"type": "string"}}}},
          "404": {"$ref": "#/components/responses/Problem"}
        }
      }
    },
    "/api/v1/{community}/entries/{index}": {
      "get": {
        "summary": "One entry of the record, in its canonical bytes",
        "parameters": [
          {"$ref": "#/components/parameters/Community"},
          {"name": "index", "in": "path", "required": true, "schema": {"type": "integer", "minimum": 0}}
        ],
        "responses": {
          "200": {
            "description": "What is hashed: its leaf hash is SHA-256(0x00 ‖ these bytes)",
            "content": {"application/json": {"schema": {"type": "object"}}}
          },
          "400": {"$ref": "#/components/responses/Problem"}, "404": {"$ref": "#/components/responses/Problem"},
          "503": {"$ref": "#/components/responses/TryLater"}
        }
      }
    },
    "/api/v1/{community}/proof/inclusion": {
      "get": {
        "summary": "The proof that an entry is in the record of a size (RFC 9162 section 2.1.3)",
        "parameters": [
          {"$ref": "#/components/parameters/Community"},
          {
            "name": "index", "in": "query", "required": true,
            "description": "Of the entry, from 0; less than size.",
            "schema": {"type": "integer", "minimum": 0}
          },
          {
            "name": "size", "in": "query", "required": true,
            "description": "At most the record's.",
            "schema": {"type": "integer", "minimum": 1}
          }
        ],
        "responses": {
          "200": {
            "description": "The path from the leaf to the root; gongyi proof verify checks it",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/InclusionProof"}}}
          },
          "400": {"$ref": "#/components/responses/Problem"}, "404": {"$ref": "#/components/responses/Problem"},
          "503": {"$ref": "#/components/responses/TryLater"}
        }
      }
    },
    "/api/v1/{community}/proof/consistency": {
      "get": {
        "summary": "The proof that the record of one size begins with that of another (RFC 9162 section 2.1.4)",
        "parameters": [
          {"$ref": "#/components/parameters/Community"},
          {
            "name": "old", "in": "query", "required": true,
            "description": "At most new.",
            "schema": {"type": "integer", "minimum": 1}
          },
          {
            "name": "new", "in": "query", "required": true,
            "description": "At most the record's size.",
            "schema": {"type": "integer", "minimum": 1}
          }
        ],
        "responses": {
          "200": {
            "description": "The path; gongyi proof verify-consistency checks it",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ConsistencyProof"}}}
          },
          "400": {"$ref": "#/components/responses/Problem"}, "404": {"$ref": "#/components/responses/Problem"},
          "503": {"$ref": "#/components/responses/TryLater"}
        }
      }
    },
    "/api/v1/{community}/events": {
      "get": {
        "summary": "Server-sent events: a checkpoint event at once and after each change",
        "description": "event: checkpoint; data: {\"size\":N,\"voted\":{\"3\":812}}, the record's size )json"
    R"json(and how many have voted in each open round so far, as the record tells it: in the steps of its )json"
    R"json(batches. Last-Event-ID needs no answer of its own: the present comes first. When there are too many )json"
    R"json(listeners, the stream of one who came early ends, with retry: 60000.",
        "parameters": [{"$ref": "#/components/parameters/Community"}],
        "responses": {
          "200": {
            "description": "A stream without end, with a comment every 15 seconds",
            "content": {"text/event-stream": {"schema": {"type": "string"}}}
          },
          "404": {"$ref": "#/components/responses/Problem"}
        }
      }
    },
    "/healthz": {
      "get": {
        "summary": "Whether the portal can do all its work: store, sign, trust database and clock",
        "description": "If not, field lists what is wrong: store, writer, checkpoint, kept, database, clock.",
        "responses": {
          "200": {
            "description": "It can",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object", "required": ["entries", "status"],
                  "properties": {"entries": {"type": "integer"}, "status": {"const": "ok"}}
                }
              }
            }
          },
          "503": {"$ref": "#/components/responses/Problem"}
        }
      }
    }
  },
  "components": {
    "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "gongyi_session"}},
    "parameters": {
      "From": {
        "name": "from", "in": "query", "schema": {"type": "integer", "minimum": 0, "default": 0},
        "description": "The position of the first entry that is wanted, from 0."
      },
      "Community": {
        "name": "community", "in": "path", "required": true,
        "description": "The community's slug.",
        "schema": {"type": "string", "pattern": "^[a-z0-9-]{1,40}$"}
      },
      "CsrfToken": {
        "name": "X-CSRF-Token", "in": "header", "required": true,
        "description": "From the answer to signing in, or from /api/v1/me.",
        "schema": {"type": "string"}
      }
    },
    "responses": {
      "Problem": {
        "description": "Refused; nothing was stored",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
      },
      "TryLater": {
        "description": "Refused for now; nothing was stored",
        "headers": {
          "Retry-After": {"description": "In so many seconds.", "schema": {"type": "integer", "minimum": 1}}
        },
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
      },
      "Session": {
        "description": "Signed in: the cookie gongyi_session is set (__Host-gongyi_session behind TLS), and )json"
    R"json(gongyi_device, which tells this device's later tries from strangers'",
        "content": {
          "application/json": {
            "schema": {
              "type": "object",
              "required": ["csrf", "role"],
              "properties": {"csrf": {"type": "string"}, "role": {"$ref": "#/components/schemas/Role"}}
            }
          }
        }
      }
    },
    "schemas": {
      "Hash": {"description": "32 bytes in base64.", "type": "string", "pattern": "^[A-Za-z0-9+/]{43}=$"},
      "InclusionProof": {
        "type": "object", "required": ["index", "leaf", "path", "root", "size"],
        "properties": {
          "index": {"type": "integer"},
          "leaf": {"$ref": "#/components/schemas/Hash"},
          "path": {"type": "array", "maxItems": 64, "items": {"$ref": "#/components/schemas/Hash"}},
          "root": {"$ref": "#/components/schemas/Hash"},
          "size": {"type": "integer"}
        }
      },
      "ConsistencyProof": {
        "type": "object", "required": ["new", "new_root", "old", "old_root", "path"],
        "properties": {
          "new": {"type": "integer"},
          "new_root": {"$ref": "#/components/schemas/Hash"},
          "old": {"type": "integer"},
          "old_root": {"$ref": "#/components/schemas/Hash"},
          "path": {"type": "array", "maxItems": 65, "items": {"$ref": "#/components/schemas/Hash"}}
        }
      },
      "Role": {"enum": ["visitor", "resident", "council", "staff", "supervisor", "system"]},
      "RefusalCode": {
        "description": "Why decide() said no. Stable.",
        "enum": []
      },
      "ProblemCode": {
        "description": "Why the request did not get as far as decide(). Stable.",
        "enum": [
          "bad_request", "invalid_input", "missing_idempotency_key", "session_needed", "signin_failed",
          "second_factor_needed", "confirmation_needed", "second_factor_missing",
          "csrf_token_wrong", "cross_site", "not_found", "method_not_allowed", "request_timeout", "body_too_large",
          "target_too_long", "misdirected", "unsupported_media_type", "idempotency_key_reused", "account_refused",
          "too_many_requests", "header_too_large", "internal", "not_implemented", "unavailable", "checkpoint_unsigned",
          "unhealthy", "version_not_supported", "account_closed"
        ]
      },
      "Problem": {
        "type": "object", "required": ["code", "field", "figures", "status", "title", "type"],
        "properties": {
          "type": {
            "type": "string",
            "format": "uri-reference",
            "description": "Identifies the kind of problem; nothing is there to fetch."
          },
          "title": {"type": "string", "description": "In English."},
          "status": {"type": "integer"},
          "code": {
            "anyOf": [{"$ref": "#/components/schemas/RefusalCode"}, {"$ref": "#/components/schemas/ProblemCode"}]
          },
          "detail": {
            "type": "string",
            "description": "For refusals a sentence for people, in the language asked for; else what )json"
    R"json(would have been accepted."
          },
          "field": {
            "type": "string",
            "description": "JSON pointer into the body, or the name of a header or parameter; empty for )json"
    R"json(the request as a whole."
          },
          "figures": {
            "type": "array",
            "description": "The numbers behind a refusal. Names ending in _fen are hundredths of a yuan, )json"
    R"json(in _ms milliseconds since 1970.",
            "items": {
              "type": "object",
              "required": ["name", "value"],
              "properties": {"name": {"type": "string"}, "value": {"type": "integer"}}
            }
          }
        }
      },
      "Accepted": {
        "type": "object",
        "properties": {
          "entries": {
            "type": "array",
            "description": "Positions of the first and the last new entry of the record; absent when )json"
    R"json(there is none.",
            "minItems": 2,
            "maxItems": 2,
            "items": {"type": "integer", "minimum": 0}
          }
        }
      },
      "Viewer": {
        "type": "object", "required": [
          "checkpoint", "csrf", "id", "locale", "name", "now", "order_seed", "role", "standings"
        ],
        "properties": {
          "checkpoint": {"type": "string"},
          "csrf": {"type": "string", "description": "Empty for a visitor."},
          "id": {"type": "integer", "description": "The pseudonym in the record; 0 for a visitor."},
          "locale": {"enum": ["zh-Hans", "zh-Hant", "en"]},
          "name": {"type": "string"},
          "now": {"type": "integer"},
          "order_seed": {"type": "integer"},
          "owners_due": {
            "type": "object", "required": ["area", "heads", "households", "units"],
            "description": "For staff, where the census has homes: what an owners' assembly has due; area in 0.01 m².",
            "additionalProperties": {"type": "integer"}
          },
          "residents_due": {
            "type": "object", "required": ["heads", "households"],
            "description": "For staff: what a residents' assembly has due today, by the census.",
            "additionalProperties": {"type": "integer"}
          },
          "role": {"$ref": "#/components/schemas/Role"},
          "standings": {"type": "array", "items": {"type": "object", "required": ["refusal", "roll", "round"]}},
          "witnesses": {
            "type": "array",
            "description": "Where the record names witnesses: what each signed last, in the record's order.",
            "items": {
              "type": "object",
              "required": ["at", "fault", "size"],
              "properties": {"fault": {"enum": ["none", "unreachable", "stranger", "refuses"]}},
              "additionalProperties": {"type": "integer"}
            }
          }
        }
      },
      "Command": {
        "oneOf": [
          {"$ref": "#/components/schemas/DraftRound"},
          {"$ref": "#/components/schemas/AddProject"},
          {"$ref": "#/components/schemas/OpenVoting"},
          {"$ref": "#/components/schemas/CloseVoting"},
          {"$ref": "#/components/schemas/RegisterSheets"},
          {"$ref": "#/components/schemas/Deliberation"}
        ],
        "discriminator": {"propertyName": "type"}
      },
      "DraftRound": {
        "type": "object", "additionalProperties": false,
        "required": [
          "ballot", "budget_fen", "closes_at", "electorate", "official_rule", "opens_at", "tie_seed", "title",
          "type", "year"
        ],
        "properties": {
          "type": {"const": "DraftRound"},
          "title": {"type": "string", "maxLength": 60},
          "year": {"type": "integer", "minimum": 2000, "maximum": 2100},
          "budget_fen": {"type": "integer", "minimum": 0},
          "opens_at": {"type": "integer", "description": "Milliseconds since 1970."},
          "closes_at": {"type": "integer", "description": "Milliseconds since 1970."},
          "official_rule": {"enum": ["greedy", "equal_shares"]},
          "support_min_votes": {"type": "integer", "minimum": 0, "maximum": 2000000, "default": 1},
          "support_min_share": {"type": "integer", "minimum": 0, "maximum": 10000, "default": 0},
          "tie_seed": {"type": "integer", "minimum": 0, "maximum": 9007199254740991},
          "ballot": {
            "type": "object", "additionalProperties": false,
            "required": ["choices_max", "choices_min", "form"],
            "properties": {
              "form": {"enum": ["approval", "knapsack"]},
              "choices_min": {"type": "integer", "minimum": 1},
              "choices_max": {"type": "integer", "maximum": 1000}
            }
          },
          "electorate": {
            "type": "object", "additionalProperties": false,
            "required": [
              "age_years_min", "includes_hong_kong_macau", "includes_non_hukou", "includes_works_here",
              "residence_months_min"
            ],
            "properties": {
              "age_years_min": {"type": "integer"},
              "residence_months_min": {"type": "integer"},
              "includes_non_hukou": {"type": "boolean"},
              "includes_hong_kong_macau": {"type": "boolean"},
              "includes_works_here": {"type": "boolean"}
            }
          }
        }
      },
      "AddProject": {
        "type": "object", "additionalProperties": false,
        "required": ["beneficiaries", "category", "cost_lines", "need", "place", "round", "title", "topic", "type"],
        "properties": {
          "type": {"const": "AddProject"},
          "round": {"type": "integer", "minimum": 1},
          "title": {"type": "string", "maxLength": 60},
          "place": {"type": "string", "maxLength": 60},
          "need": {"type": "string", "maxLength": 2000},
          "topic": {"type": "string", "maxLength": 40},
          "category": {"enum": ["works", "goods", "services"]},
          "beneficiaries": {
            "type": "integer",
            "minimum": 0,
            "maximum": 100000,
            "description": "Households; 0 when unknown."
          },
          "cost_lines": {
            "type": "array",
            "minItems": 1,
            "maxItems": 50,
            "items": {
              "type": "object",
              "additionalProperties": false,
              "required": ["amount_fen", "item"],
              "properties": {
                "amount_fen": {"type": "integer", "minimum": 0},
                "item": {"type": "string", "maxLength": 80}
              }
            }
          }
        }
      },
      "OpenVoting": {
        "type": "object", "additionalProperties": false, "required": ["round", "type"],
        "properties": {
          "type": {"const": "OpenVoting"}, "round": {"type": "integer", "minimum": 1}, "reason": {"type": "string"}
        }
      },
      "IssueCredential": {
        "type": "object", "additionalProperties": false, "required": ["blinded", "round", "type"],
        "properties": {
          "type": {"const": "IssueCredential"},
          "round": {"type": "integer", "minimum": 1},
          "blinded": {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "The blinded element."}
        }
      },
      "CastBallot": {
        "description": "The commitment is SHA-256 of the salt and the text )json"
    R"json({\"choices\":[…],\"credential\":\"…\",\"round\":N,\"version\":N} as canonical JSON; the )json"
    R"json(signature is Ed25519, by the credential's first 32 bytes, of gongyi-ballot/1, a line feed, the )json"
    R"json(community's slug, a line feed and the commitment.",
        "type": "object", "additionalProperties": false,
        "required": ["choices", "credential", "round", "salt", "signature", "type", "version"],
        "properties": {
          "type": {"const": "CastBallot"},
          "round": {"type": "integer", "minimum": 1},
          "choices": {
            "type": "array", "maxItems": 1000, "description": "Ascending.", "items": {"type": "integer", "minimum": 1}
          },
          "credential": {"type": "string", "pattern": "^[0-9a-f]{192}$", "description": "Input and output."},
          "salt": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
          "signature": {"type": "string", "pattern": "^[0-9a-f]{128}$"},
          "version": {"type": "integer", "minimum": 1, "description": "1 for the first ballot, at most 20."}
        }
      },
      "Deliberation": {"description": "Bodies, matters, meetings and notices.", "oneOf": []},
      "RegisterSheets": {
        "type": "object", "additionalProperties": false,
        "required": ["first", "last", "place", "round", "series", "type"],
        "properties": {
          "type": {"const": "RegisterSheets"}, "round": {"type": "integer", "minimum": 1},
          "place": {"type": "string", "maxLength": 40}, "series": {"type": "string", "pattern": "^[A-Z]{1,4}$"},
          "first": {"type": "integer", "minimum": 1, "maximum": 9999},
          "last": {"type": "integer", "minimum": 1, "maximum": 9999, "description": "At least first."}
        }
      },
      "CloseVoting": {
        "type": "object", "additionalProperties": false, "required": ["reason", "round", "type"],
        "properties": {
          "type": {"const": "CloseVoting"},
          "round": {"type": "integer", "minimum": 1},
          "reason": {
            "type": "string",
            "maxLength": 500,
            "description": "Needed, and published, before the announced end; else may be empty."
          }
        }
      }
    }
  }
}
)json";

}  // namespace

std::string_view openapi_document() {
    static const std::string filled = fill_openapi(document);
    return filled;
}

void get_openapi(Services& /*services*/, const ExchangePtr& exchange) {
    static const auto shared = std::make_shared<const std::string>(openapi_document());
    Response response{.status = 200, .content_type = json_type};
    response.shared_body = shared;
    exchange->answer(std::move(response));
}

}  // namespace gongyi::server::api
