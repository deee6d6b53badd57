// What scripts find in a page: a contract between pages and static/*.js.
//
// Scripts write no sentence of their own. Where the text depends on what a script found out, the page holds every
// sentence already, each in an element with data-when="STATE", hidden but for the present one; a script shows another
// by moving `hidden`. Numbers that only the script knows go into the elements with data-figure="NAME".
//
//   <main id="main" data-page="vote">        Which page it is: front, rounds, round, project, vote, receipt, outcome,
//                                            steps, what-if, why, record, terms, entry, claim, signin, me, staff,
//                                            workbench, about, error; meetings, meeting, screen (of a meeting),
//                                            bodies, body.
//   <script type="application/json" id="viewer">
//                                            Who looks and what the server alone knows; viewer_json.h reads it, so that
//                                            the browser can call render() with it.
//   [data-record-status]                     In the footer. States: unchecked, checking, verified, offline, unsigned,
//                                            and those of a record that is not to be believed: differs, forged,
//                                            rewritten, key_changed, withheld, contradicted (static/record.js).
//                                            Figures: entries.
//   [data-record-found]                      The same states: the alarm above every page, and the record's own page.
//                                            Figures besides: kept_note, shown_note and witness_note (the checkpoints
//                                            that do not go together).
//   [data-record-visit]                      States: unknown, first, again. Figures: before (how many entries this
//                                            browser saw at its last visit).
//   [data-witness-found]                     Where the record names witnesses. States: unchecked, and those of
//                                            portal::WitnessState: witnessed, fresh, missing, contradicted. Figures:
//                                            witnessed (the size that they signed), minutes (since they did).
//   [data-record-forget]                     A button: forgets what this browser kept of the record, and begins anew.
//   [data-needs-script]                      Hidden; of use with scripts alone. Show it once they run.
//   input[type=file][data-bytes-max=N][data-too-large=SENTENCE]   The sentence for a file above N bytes.
//   [data-without-script]                    Of use without scripts alone. Hide it once they run.
//
// Voting (data-page="vote")
//   form[data-vote-form][data-round=ID]      Posts choices as repeated `choice`; without scripts it casts at once.
//   [data-project=ID][data-cost-fen=N]       A project's card; holds its input[name=choice].
//   When a choice changes, call render() for the same path with the checked ids as Request::filled `choice` and
//   Request::is_live = true, and morph <main>: budget bar, counts, cards over the limit and their sentences follow. A
//   choice that does not fit has a disabled input.
//   [data-vote-review]                       The submit button. With scripts: open the dialog instead.
//   dialog[data-vote-dialog]                 Lists the choices; its own submit button casts, its [data-dialog-close]
//                                            closes.
//   [data-vote-failed=WHAT]                  Hidden: refused (to be filled with the server's sentence), proof, promise.
//   [data-vote-waiting]                      Hidden sentence to show while the ballot is under way or waits to be sent.
//   select[data-vote-sort]                   Sort order, a field of the form; render() honours Request::filled `sort`.
//
// Counting again (data-page="outcome")
//   [data-recount][data-round=ID]            States: idle, working, equal, differs, failed.
//   [data-recount-start]                     The button or buttons; hidden until scripts run.
//   [data-recount-cancel]                    Ends the work under way; shown in the state working.
//   progress[data-recount-progress]          0 to 1 (max=1).
//   [data-has-credentials]                   The round's credentials and signatures are checked too.
//   Figures: ballots, credentials, credentials_issued, papers, replaced, smallest_batch,
//   entries, milliseconds.
//
// Receipts (data-page="receipt")
//   A browser calls render() for the same address with Request::is_live = true; one that cast the ballot, or was led
//   here by a receipt's QR code, with `choice`, `promised_until` and `receipt_file` as Request::filled. Such a code
//   leads to the address with #receipt=CODE or #commitment=DIGITS.
//   [data-receipt-save]                      Saves the receipt as a file; only where this browser has it.
//   [data-receipt-forget]                    Removes all that this browser keeps of the round.
//   [data-receipt-load]                      Opens a saved receipt; [data-receipt-load-failed] if it is none.
//
// What if (data-page="what-if")
//   form[data-what-if-form]                  A GET form. When a field changes, ask the core's operation what_if for the
//                                            page at the form's address and morph <main>.
//   [data-what-if][data-round=ID]            States: idle, working, failed; with a progress.
//   [data-what-if-cancel]                    Ends the count under way; shown in the state working.
//   [data-what-if-result]                    There when the page holds the answer to its address.
//
// The workbench (data-page="workbench")
//   [data-workbench] > canvas#workbench      States: loading, ready, failed. The canvas has a height once it is ready.
//
// Meetings (data-page="meeting" and "screen")
//   [data-countdown=MS]                      m:ss until that time (UTC milliseconds). Scripts keep it running, and make
//                                            the page anew when it has ended.
//
// Forms of the decision flow
//   form.command[action="/act"]              Decided here before it is posted: what would be refused comes back.
//                                            data-returned: it came back with what stood in it, so leave it alone.
//   [data-form-offline]                      Hidden; moved into a form that could not be sent, and shown there.
//
// Record (data-page="record")
//   [data-record-check]                      As data-recount, with the same states, [data-recount-start] and progress.
//                                            Figures: entries, root, milliseconds.
//
// One entry (data-page="entry")
//   [data-entry-check][data-index=N]         States: idle, equal, differs, failed. Figures: entries.
//   [data-entry-bytes]                       Holds exactly the entry's bytes, as text.
//
// Buttons that only scripts can serve
//   [data-print]                             Prints the page.
//   [data-copy="TEXT"]                       Copies TEXT; holds data-when="idle" and data-when="copied".
#pragma once
