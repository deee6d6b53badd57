#include "server-stub/api/openapi_text.h"

namespace gongyi::server::api {

namespace {

constexpr std::string_view text =
    R"json(  "components": {
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
        "type": "object",
        "required": ["index", "leaf", "path", "root", "size"],
        "properties": {
          "index": {"type": "integer"},
          "leaf": {"$ref": "#/components/schemas/Hash"},
          "path": {"type": "array", "maxItems": 64, "items": {"$ref": "#/components/schemas/Hash"}},
          "root": {"$ref": "#/components/schemas/Hash"},
          "size": {"type": "integer"}
        }
      },
      "ConsistencyProof": {
        "type": "object",
        "required": ["new", "new_root", "old", "old_root", "path"],
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
        "type": "object",
        "required": ["code", "field", "figures", "status", "title", "type"],
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
        "type": "object",
        "required": [
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
        "type": "object",
        "additionalProperties": false,
        "required": ["blinded", "round", "type"],
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
        "type": "object",
        "additionalProperties": false,
        "required": ["choices", "credential", "round", "salt", "signature", "type", "version"],
        "properties": {
          "type": {"const": "CastBallot"},
          "round": {"type": "integer", "minimum": 1},
          "choices": {
            "type": "array",
            "maxItems": 1000,
            "description": "Ascending.",
            "items": {"type": "integer", "minimum": 1}
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
        "type": "object",
        "additionalProperties": false,
        "required": ["reason", "round", "type"],
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
  })json";

}  // namespace

std::string_view openapi_components() {
    return text;
}

}  // namespace gongyi::server::api
