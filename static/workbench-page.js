// The workbench's page: fits the module to its canvas, hands events and the worker's news over, and draws a frame only
// when something changed. Everything that is shown is decided in wasm/workbench/.
import createWorkbench from "./workbench.mjs";
import {listen} from "./workbench-input.js";

const canvas = document.getElementById("workbench");
const language = document.documentElement.lang || "zh-Hans";
// What the server knew when it wrote the page: the checkpoint, whose first line names the community.
const page = JSON.parse(document.getElementById("viewer").textContent);

// The page's own sentences for each state stand in it: loading, failed (no WebGL 2, no WebAssembly), ready.
function show(state) {
  const frame = canvas.closest("[data-workbench]");
  frame.dataset.workbench = state;
  for (const line of frame.querySelectorAll("[data-when]")) line.hidden = line.dataset.when !== state;
  for (const line of frame.querySelectorAll("[data-without-script]")) line.hidden = true;
}

// Frames are asked for, never running by themselves: `draw` again while the module says that another one is due.
function makeClock(module, afterFrame) {
  let isAsked = false;
  const draw = (now) => {
    isAsked = false;
    const isDue = module._workbench_frame(now) === 1;
    afterFrame();
    if (isDue) ask();
  };
  const ask = () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(draw);
  };
  // At once, within an event: a soft keyboard opens only then.
  const drawNow = () => {
    module._workbench_frame(performance.now());
    module._workbench_frame(performance.now());
    afterFrame();
    ask();
  };
  return {ask, drawNow};
}

function followSize(module, ask) {
  const fit = (width, height) => {
    canvas.width = Math.max(1, width);
    canvas.height = Math.max(1, height);
    module._workbench_resize(canvas.width, canvas.height, devicePixelRatio);
    // Resizing clears a canvas: draw in this very frame, so that it never shows empty.
    module._workbench_frame(performance.now());
    ask();
  };
  const observer = new ResizeObserver(([entry]) => {
    const box = entry.contentBoxSize[0];
    const exact = entry.devicePixelContentBoxSize?.[0];
    const near = (css, device) => {
      const computed = css * devicePixelRatio;
      // A browser that emulates another ratio reports the box by its own one.
      return device !== undefined && Math.abs(device - computed) <= 1 ? device : Math.round(computed);
    };
    fit(near(box.inlineSize, exact?.inlineSize), near(box.blockSize, exact?.blockSize));
  });
  try {
    observer.observe(canvas, {box: "device-pixel-content-box"});
  } catch {
    observer.observe(canvas);  // Safari has no such box.
  }
}

// The style sheet's colours, in the order of wasm/workbench/look.h, whenever they may have changed.
const colours = [
  "paper", "card", "ink", "muted", "line", "track", "act", "act-ink", "act-soft", "on-act",
  "seal", "seal-ink", "seal-soft", "gold", "gold-ink", "gold-soft", "p5", "ok", "on-ok",
];

function followColours(module, ask) {
  const tell = () => {
    const style = getComputedStyle(document.documentElement);
    const list = colours.map((name) => style.getPropertyValue("--" + name).trim()).join(" ");
    module.ccall("workbench_set_colours", null, ["string"], [list]);
    ask();
  };
  tell();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
  matchMedia("(prefers-contrast: more)").addEventListener("change", tell);
  new MutationObserver(tell).observe(document.documentElement, {attributes: true});
}

// Time left is shown to the minute.
function followMinutes(module, ask) {
  const tell = () => {
    module._workbench_tell_time(Date.now());
    ask();
    setTimeout(tell, 60_000 - (Date.now() % 60_000));
  };
  tell();
}

function followContext(module, ask) {
  canvas.addEventListener("webglcontextlost", (event) => event.preventDefault());
  canvas.addEventListener("webglcontextrestored", () => {
    module._workbench_restore();
    ask();
  });
}

// News may be megabytes: through the heap, not the stack.
function hear(module, news) {
  const bytes = new TextEncoder().encode(news);
  const pointer = module._malloc(bytes.length + 1);
  module.HEAPU8.set(bytes, pointer);
  module.HEAPU8[pointer + bytes.length] = 0;
  module._workbench_hear(pointer);
  module._free(pointer);
}

// #round-2 in the address shows that round, as soon as it is there.
let isRoundNamed = /^#round-\d+$/.test(location.hash);

function showNamedRound(module) {
  if (!isRoundNamed) return;
  isRoundNamed = module._workbench_show_round(Number(location.hash.slice("#round-".length))) === 0;
}

function startWorker(module, wasm, ask) {
  const worker = new Worker(new URL("./workbench-worker.js", import.meta.url), {type: "module"});
  worker.addEventListener("message", ({data}) => {
    hear(module, data);
    showNamedRound(module);
    ask();
  });
  worker.addEventListener("error", (event) => console.error("workbench: worker:", event.message));
  worker.postMessage({wasm, community: page.checkpoint.split("\n")[0].replace(/^gongyi\//, "")});
  return (question) => worker.postMessage({question});
}

function fonts() {
  const style = getComputedStyle(document.documentElement);
  return {sans: style.getPropertyValue("--sans") || "sans-serif", song: style.getPropertyValue("--song") || "serif"};
}

async function start() {
  // Compiled once, for the page and the worker.
  const wasm = await WebAssembly.compileStreaming(fetch(new URL("./workbench.wasm", import.meta.url)));
  const module = await createWorkbench({
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(wasm, imports).then((instance) => done(instance, wasm));
      return {};
    },
    language,
    fonts: fonts(),
  });
  const isOpen = module.ccall("workbench_open", "number", ["string", "string"], ["#workbench", language]);
  if (!isOpen) throw new Error("no WebGL 2");
  show("ready");

  const text = (name) => module.UTF8ToString(module["_workbench_" + name]());
  let ask = () => {};
  let input = {follow() {}};
  let pose = () => {};
  const clock = makeClock(module, () => {
    input.follow();
    const question = text("take_question");
    if (question) pose(question);
  });
  ask = clock.ask;
  input = listen(module, canvas, clock);
  followColours(module, ask);
  followSize(module, ask);
  followMinutes(module, ask);
  followContext(module, ask);
  pose = startWorker(module, wasm, ask);
  // For tests, and for whoever is curious in the console.
  canvas.workbench = {
    summary: () => JSON.parse(text("summary")),
    hear: (news) => {
      hear(module, JSON.stringify(news));
      ask();
    },
    show: (round) => {
      module._workbench_show_round(round);
      ask();
    },
    // Draws one frame now; how many milliseconds that took.
    draw: () => {
      const begun = performance.now();
      module._workbench_touch();
      module._workbench_frame(begun);
      return performance.now() - begun;
    },
  };
}

if (canvas) {
  start().catch((error) => {
    console.warn("workbench:", error.message);
    show("failed");
  });
}
