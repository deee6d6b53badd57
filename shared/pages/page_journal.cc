// The journal of what was done by those who may do much, for the supervision committee.
#include <array>

#include "shared/pages/command_words.h"
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

namespace {

constexpr std::array deed_words{Say::deed_command,
                                Say::deed_signed_in,
                                Say::deed_sign_in_failed,
                                Say::deed_people_looked_up,
                                Say::deed_paper_handed_out,
                                Say::deed_paper_taken_back,
                                Say::deed_papers_entered,
                                Say::deed_second_asked,
                                Say::deed_second_refused,
                                Say::deed_journal_read,
                                Say::deed_passphrase_changed,
                                Say::deed_name_changed,
                                Say::deed_sessions_ended,
                                Say::deed_account_deleted,
                                Say::deed_data_exported,
                                Say::deed_second_factor_set_up,
                                Say::deed_second_factor_removed,
                                Say::deed_recovery_code_used,
                                Say::deed_person_appointed,
                                Say::deed_person_dismissed,
                                Say::deed_person_suspended,
                                Say::deed_person_restored,
                                Say::deed_person_moved_away,
                                Say::deed_person_corrected,
                                Say::deed_claim_code_renewed,
                                Say::deed_census_imported,
                                Say::deed_clock_accepted};
static_assert(deed_words.size() == static_cast<std::size_t>(Deed::clock_accepted) + 1);

std::string actor_of(const Scene& scene, const JournalRow& row) {
    if (row.line.actor == ResidentId{}) return std::string{scene.say(Say::journal_nobody)};
    if (row.desk == 0) return row.actor;
    const std::string number = std::to_string(row.desk);
    return scene.say(Say::journal_by_desk, {Arg::text("name", row.actor), Arg::text("number", number)});
}

// What the deed was done to, in words where the line has a name for it.
std::string detail_of(const Scene& scene, const JournalLine& line) {
    switch (line.deed) {
        case Deed::command:
        case Deed::second_asked:
        case Deed::second_refused:
            return command_words(scene, line.detail);
        case Deed::person_appointed:
            for (const Role role : all_roles) {
                if (role_name(role) == line.detail) return std::string{scene.say(role_word(role))};
            }
            return line.detail;
        default:
            return line.detail;
    }
}

void row_item(Html& h, const Scene& scene, const JournalRow& row) {
    const JournalLine& line = row.line;
    const std::string detail = detail_of(scene, line);
    h(tag::li, [&] {
        h(tag::div, {attr::cls("row")}, [&] {
            h(tag::b, scene.say(deed_words.at(static_cast<std::size_t>(line.deed)), {Arg::text("detail", detail)}));
            h(tag::span, {attr::cls("muted small")}, scene.say.time(line.at));
        });
        h(tag::p, {attr::cls("small")}, [&] {
            h.text(actor_of(scene, row));
            if (!row.second.empty()) {
                h.text("，");
                h.text(scene.say(Say::journal_confirmed, {Arg::text("name", row.second)}));
            }
        });
        if (line.count > 1)
            h(tag::p, {attr::cls("muted small")}, Say::journal_count, {Arg::count("count", line.count)});
        if (!row.people.empty()) {
            std::string names;
            for (const std::string& name : row.people) names += (names.empty() ? "" : "、") + name;
            h(tag::p, {attr::cls("muted small")}, Say::journal_about, {Arg::text("names", names)});
        }
        if (!line.entry) return;
        h(tag::p, [&] {
            h(tag::a, {attr::cls("target"), attr::href(routes::record_entry(*line.entry))},
              scene.say(Say::journal_entry, {Arg::count("index", static_cast<std::int64_t>(*line.entry))}));
        });
    });
}

void proof_card(Html& h, const Scene& scene, const JournalView& journal) {
    h(tag::section, {attr::cls("card")}, [&] {
        const auto& published = scene.state.journal;
        if (journal.has_fault) {
            notice(h, NoticeKind::warning, "", Say::journal_broken);
        } else if (!published.empty()) {
            h(tag::p, [&] {
                h(tag::a, {attr::cls("target"), attr::href(routes::record_entry(published.back().entry))},
                  scene.say(Say::journal_published, {Arg::count("count", published.back().head.lines)}));
            });
            h(tag::p, {attr::cls("muted small")}, Say::journal_whole);
        }
        h(tag::p, [&] {
            h(tag::a, {attr::cls("target"), attr::href(routes::journal_lines()), Attribute::flag("download")},
              Say::journal_download);
        });
        h(tag::p, {attr::cls("muted small")}, Say::journal_download_hint);
    });
}

}  // namespace

Page journal_page(const Scene& scene) {
    if (!scene.is_signed_in()) return signin_redirect(routes::journal());
    if (scene.viewer.role != Role::supervisor) return forbidden_page(scene);
    return document(scene, {.name = "journal", .title = scene.say(Say::journal_title)}, [&](Html& h) {
        h(tag::h1, Say::journal_title);
        h(tag::p, {attr::cls("muted")}, Say::journal_intro);
        const JournalView journal = scene.request.journal.value_or(JournalView{});
        if (journal.rows.empty()) {
            empty_state(h, Say::journal_none, Say::journal_none_text);
            return;
        }
        proof_card(h, scene, journal);
        h(tag::ul, {attr::cls("card items")}, [&] {
            for (const JournalRow& row : journal.rows) row_item(h, scene, row);
        });
        h(tag::div, {attr::cls("actions")}, [&] {
            if (journal.rows.front().number < journal.lines) {
                button_link(h, ButtonLook::line, routes::journal(), Say::journal_newest);
            }
            if (journal.rows.back().number > 1) {
                const std::string before = std::to_string(journal.rows.back().number);
                button_link(h, ButtonLook::line, routes::journal().with(field::before, before), Say::journal_older);
            }
        });
    });
}

}  // namespace gongyi::pages
