// Who else signs the record, what they signed last, and what to do when they do not.
#include <array>

#include "shared/pages/components.h"
#include "shared/pages/routes.h"

namespace gongyi::pages {

namespace {

std::string seen_words(const Scene& scene, const WitnessSeen& seen) {
    std::string words = seen.size == 0
                            ? std::string{scene.say(Say::witness_seen_nothing)}
                            : scene.say(Say::witness_seen, {Arg::count("size", static_cast<std::int64_t>(seen.size)),
                                                            Arg::time("at", seen.at)});
    static constexpr std::array faults{Say::witness_unreachable, Say::witness_stranger, Say::witness_refuses};
    if (seen.fault == WitnessFault::none) return words;
    words += " · ";
    words += scene.say(faults[static_cast<std::size_t>(seen.fault) - 1]);
    return words;
}

// What this device found: the states are those of portal::WitnessState.
void found_lines(Html& h, const Scene& scene) {
    struct Line {
        Literal state;
        Literal look;
        Literal figure;
        Say text;
    };
    static constexpr std::array lines{
        Line{"witnessed", "verified-line", "minutes", Say::witnesses_witnessed},
        Line{"fresh", "muted", "witnessed", Say::witnesses_fresh},
        Line{"missing", "differs-line", "minutes", Say::witnesses_missing},
    };
    h(tag::div, {attr::role("status"), Attribute::text("data-witness-found", "unchecked")}, [&] {
        h(tag::p, {attr::cls("muted"), Attribute::text("data-when", "unchecked")}, Say::witnesses_unchecked);
        for (const Line& line : lines) {
            h(tag::p, {attr::cls(line.look), Attribute::text("data-when", line.state.view()), attr::hidden}, [&] {
                scene.say.write(h.buffer(), line.text, {Arg::count(line.figure, 0)},
                                {attr::cls("figure"), Attribute::text("data-figure", line.figure.view())});
            });
        }
        h(tag::p, {attr::cls("differs-line"), Attribute::text("data-when", "contradicted"), attr::hidden},
          Say::record_contradicted);
        h(tag::p, {Attribute::text("data-when", "missing contradicted"), attr::hidden}, Say::witnesses_missing_do);
    });
}

void witness_item(Html& h, const Scene& scene, const record::WitnessKey& witness, const WitnessSeen* seen) {
    h(tag::li, [&] {
        h(tag::b, witness.name());
        if (seen != nullptr) h(tag::p, {attr::cls("small")}, seen_words(scene, *seen));
        h(tag::p, {attr::cls("muted small")}, [&] { h(tag::code, {attr::cls("hash")}, witness.to_text()); });
    });
}

void namings(Html& h, const Scene& scene, const portal::NamedWitnesses& present) {
    h(tag::p, {attr::cls("muted small")}, [&] {
        const std::string since = scene.say(Say::witnesses_since, {Arg::time("at", present.at)});
        h.text(since + ' ');
        h(tag::a, {attr::href(routes::record_entry(present.entry))}, Say::witnesses_entry);
        const auto& all = scene.state.witnesses;
        if (all.size() < 2) return;
        h.text(" · ");
        const std::uint64_t before = all[all.size() - 2].entry;
        h(tag::a, {attr::href(routes::record_entry(before))},
          scene.say(Say::witnesses_before, {Arg::count("index", static_cast<std::int64_t>(before))}));
    });
}

}  // namespace

void witness_card(Html& h, const Scene& scene) {
    const portal::NamedWitnesses* const present = portal::present_witnesses(scene.state);
    h(tag::section, {attr::cls("card"), attr::id("witnesses")}, [&] {
        h(tag::h2, Say::witnesses_title);
        h(tag::p, {attr::cls("muted")}, Say::witnesses_why);
        if (present == nullptr) {
            const bool is_withdrawn = !scene.state.witnesses.empty();
            h(tag::p, is_withdrawn ? Say::witnesses_withdrawn : Say::witnesses_none);
            return;
        }
        found_lines(h, scene);
        const auto& witnesses = present->policy.witnesses;
        const auto& seen = scene.live.witnesses;
        h(tag::ul, {attr::cls("links")}, [&] {
            for (std::size_t i = 0; i < witnesses.size(); ++i) {
                witness_item(h, scene, witnesses[i], seen.size() == witnesses.size() ? &seen[i] : nullptr);
            }
        });
        const auto count = static_cast<std::int64_t>(witnesses.size());
        h(tag::p, Say::witnesses_quorum, {Arg::count("quorum", present->policy.quorum), Arg::count("count", count)});
        namings(h, scene, *present);
        h(tag::p, {attr::cls("muted small")}, Say::witnesses_own);
    });
}

}  // namespace gongyi::pages
