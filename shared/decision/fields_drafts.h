// The fields of what an author and the staff say about a draft that staff changed: a part of fields.h, which includes
// it.
#pragma once

#include "shared/decision/fields.h"

namespace gongyi::decision {

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, ContestDraft>& x) {
    v.number("draft", x.draft, 1, drafts_max);
    v.id("matter", x.matter);
    v.text("text", x.text, note_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, AnswerContest>& x) {
    v.number("draft", x.draft, 1, drafts_max);
    v.id("matter", x.matter);
    v.text("text", x.text, note_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, DraftContested>& x) {
    v.number("draft", x.draft, 1, drafts_max);
    v.id("matter", x.matter);
    v.text("text", x.text, note_code_points_max);
}

template <class Visitor>
void visit_fields(Visitor& v, AsFor<Visitor, ContestAnswered>& x) {
    v.number("draft", x.draft, 1, drafts_max);
    v.id("matter", x.matter);
    v.text("text", x.text, note_code_points_max);
}

}  // namespace gongyi::decision
