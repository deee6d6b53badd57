// Brings the public record here, has it replayed and counted by the same module that draws, and answers what-ifs:
// everything that takes long, away from the page. What it says are the texts of wasm/workbench/model/news.h.
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
  if (fault) throw new Error(fault);
}

// Feeds the lines of a stream of bytes as they come.
async function appendStream(stream) {
  const reader = stream.getReader();
  let rest = new Uint8Array(0);
  let told = performance.now();
  for (;;) {
    const {done, value} = await reader.read();
    if (done) break;
    let bytes = value;
    if (rest.length > 0) {
      bytes = new Uint8Array(rest.length + value.length);
      bytes.set(rest);
      bytes.set(value, rest.length);
    }
    let begin = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, begin)) {
      append(bytes.subarray(begin, end));
      begin = end + 1;
    }
    rest = bytes.slice(begin);
    if (performance.now() - told > progressMs) {
      told = performance.now();
      say(JSON.stringify({kind: "loading", entries: module._counting_size()}));
    }
  }
  if (rest.length > 0) append(rest);
}

// What is new since last time. One pull at a time; what arrives meanwhile follows.
async function pull() {
  if (isPulling) {
    isPullDue = true;
    return;
  }
  isPulling = true;
  try {
    do {
      isPullDue = false;
      const response = await fetch(`/api/v1/${community}/record?from=${module._counting_size()}`);
      if (!response.ok) throw new Error(`the record: ${response.status}`);
      await appendStream(response.body);
      say(text(module._counting_board()));
    } while (isPullDue);
  } catch (error) {
    fail(error);
  }
  isPulling = false;
}

// The server tells when the record has grown and how many have voted.
function follow() {
  const events = new EventSource(`/api/v1/${community}/events`);
  events.addEventListener("checkpoint", ({data}) => {
    const {size, voted} = JSON.parse(data);
    const rounds = Object.entries(voted ?? {}).map(([round, count]) => ({round: Number(round), voted: count}));
    say(JSON.stringify({kind: "turnout", rounds}));
    if (size > module._counting_size()) pull();
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
