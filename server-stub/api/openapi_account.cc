#include "server-stub/api/openapi_account.h"

namespace gongyi::server::api {
namespace {

constexpr std::string_view paths =
    R"json({
    "/api/v1/claim": {
      "post": {
        "summary": "Claims the account of a household letter's code, and signs in",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object", "additionalProperties": false,
                "required": ["code", "name", "passphrase"],
                "properties": {
                  "code": {
                    "type": "string",
                    "description": "Twelve characters of Crockford's base32; hyphens and case do not matter.",
                    "examples": ["7K3M-Q8XA-0V2T"]
                  },
                  "name": {"type": "string", "description": "The name to sign in with, at most 40 code points."},
                  "passphrase": {"type": "string", "description": "8 to 128 code points, none that is guessed first."}
                }
              }
            }
          }
        },
        "responses": {
          "201": {"$ref": "#/components/responses/Session"}, "400": {"$ref": "#/components/responses/Problem"},
          "403": {"$ref": "#/components/responses/Problem"}, "415": {"$ref": "#/components/responses/Problem"},
          "422": {"$ref": "#/components/responses/Problem"}, "429": {"$ref": "#/components/responses/TryLater"},
          "503": {"$ref": "#/components/responses/TryLater"}
        }
      }
    },
    "/api/v1/session": {
      "post": {
        "summary": "Signs in",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object", "additionalProperties": false,
                "required": ["name", "passphrase"],
                "properties": {
                  "name": {"type": "string"}, "passphrase": {"type": "string"},
                  "code": {
                    "type": "string",
                    "description": "Of the second step, for an account that has one: six digits (RFC 6238), or a )json"
    R"json(recovery code. Without it 401 second_factor_needed says that it is wanted."
                  }
                }
              }
            }
          }
        },
        "responses": {
          "201": {"$ref": "#/components/responses/Session"}, "400": {"$ref": "#/components/responses/Problem"},
          "401": {"$ref": "#/components/responses/Problem"}, "403": {"$ref": "#/components/responses/Problem"},
          "415": {"$ref": "#/components/responses/Problem"}, "429": {"$ref": "#/components/responses/TryLater"},
          "503": {"$ref": "#/components/responses/TryLater"}
        }
      },
      "delete": {
        "summary": "Signs out",
        "security": [{"session": []}],
        "parameters": [{"$ref": "#/components/parameters/CsrfToken"}],
        "responses": {
          "204": {"description": "The session has ended"},
          "401": {"$ref": "#/components/responses/Problem"}, "403": {"$ref": "#/components/responses/Problem"},
          "415": {"$ref": "#/components/responses/Problem"}, "503": {"$ref": "#/components/responses/TryLater"}
        }
      }
    },
    "/api/v1/session/confirm": {
      "post": {
        "summary": "Shows again who it is, as acts that weigh ask for after half an hour",
        "security": [{"session": []}],
        "parameters": [{"$ref": "#/components/parameters/CsrfToken"}],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object", "additionalProperties": false, "required": ["passphrase"],
                "properties": {"passphrase": {"type": "string"}, "code": {"type": "string"}}
              }
            }
          }
        },
        "responses": {
          "204": {"description": "The session counts as confirmed from now on"},
          "400": {"$ref": "#/components/responses/Problem"}, "401": {"$ref": "#/components/responses/Problem"},
          "403": {"$ref": "#/components/responses/Problem"}, "415": {"$ref": "#/components/responses/Problem"},
          "429": {"$ref": "#/components/responses/TryLater"}, "503": {"$ref": "#/components/responses/TryLater"}
        }
      }
    },
    "/api/v1/sessions": {
      "get": {
        "summary": "One's own sessions, newest first",
        "security": [{"session": []}],
        "responses": {
          "200": {
            "description": "No address and no device are kept, and of the last use the day alone",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object", "required": ["sessions"],
                  "properties": {
                    "sessions": {
                      "type": "array",
                      "items": {
                        "type": "object",
                        "required": ["begun_at", "current", "handle", "seen_at", "shared"],
                        "properties": {
                          "begun_at": {"type": "integer", "description": "Milliseconds since 1970."},
                          "seen_at": {"type": "integer", "description": "When the day of the last use began."},
                          "handle": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
                          "shared": {"type": "boolean"}, "current": {"type": "boolean"}
                        }
                      }
                    }
                  }
                }
              }
            }
          },
          "401": {"$ref": "#/components/responses/Problem"}
        }
      },
      "delete": {
        "summary": "Ends all of one's sessions but this one",
        "security": [{"session": []}],
        "parameters": [{"$ref": "#/components/parameters/CsrfToken"}],
        "responses": {
          "204": {"description": "They have ended"},
          "401": {"$ref": "#/components/responses/Problem"}, "403": {"$ref": "#/components/responses/Problem"},
          "415": {"$ref": "#/components/responses/Problem"}, "503": {"$ref": "#/components/responses/TryLater"}
        }
      }
    },
    "/api/v1/sessions/{session}": {
      "delete": {
        "summary": "Ends one of one's other sessions",
        "security": [{"session": []}],
        "parameters": [
          {"$ref": "#/components/parameters/CsrfToken"},
          {"name": "session", "in": "path", "required": true, "schema": {"type": "string"}}
        ],
        "responses": {
          "204": {"description": "It has ended"},
          "401": {"$ref": "#/components/responses/Problem"}, "403": {"$ref": "#/components/responses/Problem"},
          "404": {"$ref": "#/components/responses/Problem"}, "415": {"$ref": "#/components/responses/Problem"},
          "503": {"$ref": "#/components/responses/TryLater"}
        }
      }
    }
}
)json";

}  // namespace

std::string_view account_paths() {
    return paths;
}

}  // namespace gongyi::server::api
