#include "server-stub/api/openapi_text.h"

namespace gongyi::server::api {

namespace {

constexpr std::string_view text =
    R"json(  "paths": {
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
  })json";

}  // namespace

std::string_view openapi_paths() {
    return text;
}

}  // namespace gongyi::server::api
