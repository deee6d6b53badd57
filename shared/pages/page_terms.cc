// The record's words, explained for a neighbour.
#include <array>

#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

namespace {

struct Term {
    Say word;
    Say text;
};
constexpr std::array terms{
    Term{Say::terms_entry, Say::terms_entry_text},     Term{Say::terms_hash, Say::terms_hash_text},
    Term{Say::terms_root, Say::terms_root_text},       Term{Say::terms_checkpoint, Say::terms_checkpoint_text},
    Term{Say::terms_key, Say::terms_key_text},         Term{Say::terms_witness, Say::terms_witness_text},
    Term{Say::terms_proof, Say::terms_proof_text},     Term{Say::terms_batch, Say::terms_batch_text},
    Term{Say::terms_recount, Say::terms_recount_text}, Term{Say::terms_limit, Say::terms_limit_text},
};

}  // namespace

Page record_terms_page(const Scene& scene) {
    return document(scene, {.name = "terms", .title = scene.say(Say::terms_title)}, [&](Html& h) {
        back_link(h, routes::record(), Say::record_title);
        h(tag::h1, Say::terms_title);
        for (const Term& term : terms) {
            h(tag::section, {attr::cls("card")}, [&] {
                h(tag::h2, term.word);
                h(tag::p, term.text);
            });
        }
    });
}

}  // namespace gongyi::pages
