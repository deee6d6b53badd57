// Brings the public record here, has it checked, replayed and counted by the same module that draws, and answers
// what-ifs: everything that takes long, away from the page. What it says are the texts of wasm/workbench/model/news.h.
import {CoreFault, operation} from "./core.js";
import {pull as pullRecord} from "./record.js";
import {read_kept} from "./store.js";
import createWorkbench from "./workbench.mjs";

// Tells how far the replay is at most this often.
const progressMs = 100;

let module;
let community;
let isPulling = false;
let isPullDue = false;

const say = (news) => postMessage(news);
const text = (pointer) => module.UTF8ToString(pointer);
const fail = (why) => say(JSON.stringify({kind: "failure", why: String(why)}));

// Lines may be a megabyte: through the heap, not the stack. Throws when the entry does not follow on.
function append(line) {
  const pointer = module._malloc(line.length || 1);
  module.HEAPU8.set(line, pointer);
  const fault = text(module._counting_append(pointer, line.length));
  module._free(pointer);
  if (fault) throw new CoreFault({what: fault});
}

// What record.js asks of a core, answered by this module: so its record is checked as that of every page is.
const counted = {
  ask(number, input) {
    if (number === operation.append) {
      for (let begin = 0; begin < input.length;) {
        const end = input.indexOf(10, begin);
        append(input.subarray(begin, end));
        begin = end + 1;
      }
      return {entries: module._counting_size()};
    }
    const answer = module.ccall("counting_check", "string", ["string"], [JSON.stringify(input)]);
    if (!answer) throw new CoreFault({what: "the checkpoint"});
    return JSON.parse(answer);
  },
};

// What is new since last time, checked against the signed checkpoint and what this browser believed last. One pull at a
// time; what arrives meanwhile follows.
async function pull() {
  if (isPulling) {
    isPullDue = true;
    return;
  }
  isPulling = true;
  let told = performance.now();
  const progress = (entries) => {
    if (performance.now() - told < progressMs) return;
    told = performance.now();
    say(JSON.stringify({kind: "loading", entries}));
  };
  try {
    do {
      isPullDue = false;
      await pullRecord(counted, community, await read_kept(community), {progress});
      say(text(module._counting_board()));
    } while (isPullDue);
  } catch (error) {
    fail(error);
  }
  isPulling = false;
}

// The server tells when the record has grown.
function follow() {
  const events = new EventSource(`/api/v1/${community}/events`);
  events.addEventListener("checkpoint", ({data}) => {
    if (JSON.parse(data).size > module._counting_size()) pull();
  });
}

function answer(question) {
  const answered = text(module.ccall("counting_what_if", "number", ["string"], [question]));
  if (answered) say(answered);
}

async function start(wasm) {
  module = await createWorkbench({
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(wasm, imports).then((instance) => done(instance, wasm));
      return {};
    },
  });
  await pull();
  follow();
}

addEventListener("message", ({data}) => {
  if (data.wasm) {
    community = data.community;
    start(data.wasm).catch(fail);
  } else if (data.question) {
    answer(data.question);
  }
});
