// Pointer, wheel, keyboard and text on the workbench's canvas.
//
// Text goes through a real <input>, transparent and placed where the module says its cursor is, so that the browser's
// composition (pinyin, zhuyin …) and soft keyboards work. While something is composed the input shows itself.

// A finger that moves farther than this, in CSS pixels, does not tap.
const slop = 8;

const modifiersOf = (event) =>
  (event.ctrlKey ? 1 : 0) | (event.shiftKey ? 2 : 0) | (event.altKey ? 4 : 0) | (event.metaKey ? 8 : 0);

function place(canvas, event) {
  const box = canvas.getBoundingClientRect();
  const ratio = canvas.width / box.width;
  return [(event.clientX - box.left) * ratio, (event.clientY - box.top) * ratio];
}

function listenToMouse(module, canvas, {ask, drawNow}) {
  const isMouse = (event) => event.pointerType !== "touch";
  canvas.addEventListener("pointermove", (event) => {
    if (!isMouse(event)) return;
    module._workbench_pointer_moved(...place(canvas, event), 0);
    ask();
  });
  canvas.addEventListener("pointerdown", (event) => {
    if (!isMouse(event)) return;
    canvas.setPointerCapture(event.pointerId);
    module._workbench_pointer_moved(...place(canvas, event), 0);
    module._workbench_pointer_pressed(event.button, 1);
    ask();
  });
  canvas.addEventListener("pointerup", (event) => {
    if (!isMouse(event)) return;
    module._workbench_pointer_pressed(event.button, 0);
    drawNow();
  });
  canvas.addEventListener("pointerleave", () => {
    module._workbench_pointer_left();
    ask();
  });
  canvas.addEventListener("wheel", (event) => {
    // One line is about 40 CSS pixels (deltaMode 0), or as the device counts.
    const lines = event.deltaMode === 0 ? 1 / 40 : event.deltaMode === 1 ? 1 / 3 : 10;
    if (event.ctrlKey) return;  // The page's zoom.
    event.preventDefault();
    module._workbench_wheel_turned(event.deltaX * lines, event.deltaY * lines);
    ask();
  }, {passive: false});
}

// A finger taps, drags sideways (the slider), or scrolls. What it does is known once it has moved a little.
function listenToTouch(module, canvas, {ask, drawNow}) {
  let finger = null;
  let glide = 0;
  const lines = (pixels) => pixels / 75;  // ImGui moves five lines of text a step.
  const press = (event, isDown) => {
    module._workbench_pointer_moved(...place(canvas, event), 1);
    module._workbench_pointer_pressed(0, isDown ? 1 : 0);
  };
  const coast = () => {
    glide *= 0.94;
    if (finger || Math.abs(glide) < 0.5) return;
    module._workbench_wheel_turned(0, lines(-glide));
    ask();
    requestAnimationFrame(coast);
  };
  const begin = (event) => {
    if (event.pointerType !== "touch" || finger) return;
    canvas.setPointerCapture(event.pointerId);
    finger = {id: event.pointerId, does: "nothing yet", start: event, x: event.clientX, y: event.clientY};
    glide = 0;
    module._workbench_pointer_moved(...place(canvas, event), 1);
    ask();
  };
  const move = (event) => {
    if (event.pointerId !== finger?.id) return;
    const [right, down] = [event.clientX - finger.x, event.clientY - finger.y];
    if (finger.does === "nothing yet") {
      if (Math.hypot(right, down) < slop) return;
      finger.does = Math.abs(down) > Math.abs(right) ? "scroll" : "drag";
      if (finger.does === "drag") press(finger.start, true);
    }
    if (finger.does === "scroll") {
      module._workbench_wheel_turned(0, lines(-down));
      glide = down;
    } else {
      module._workbench_pointer_moved(...place(canvas, event), 1);
    }
    [finger.x, finger.y] = [event.clientX, event.clientY];
    ask();
  };
  const end = (event) => {
    if (event.pointerId !== finger?.id) return;
    if (finger.does === "nothing yet" && event.type === "pointerup") {
      press(event, true);
      drawNow();
      press(event, false);
      drawNow();
    } else if (finger.does === "drag") {
      press(event, false);
    }
    const wasScrolling = finger.does === "scroll";
    finger = null;
    if (wasScrolling) coast();
    if (!wasScrolling) module._workbench_pointer_left();
    ask();
  };
  canvas.style.touchAction = "none";
  canvas.addEventListener("pointerdown", begin);
  canvas.addEventListener("pointermove", move);
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
}

function makeTextBox(canvas) {
  const box = document.createElement("input");
  box.type = "text";
  box.tabIndex = -1;
  box.autocomplete = "off";
  box.autocapitalize = "off";
  box.spellcheck = false;
  box.setAttribute("aria-label", canvas.getAttribute("aria-label") ?? "");
  Object.assign(box.style, {
    position: "absolute", opacity: "0", border: "0", outline: "0", padding: "0", margin: "0", width: "1px",
    pointerEvents: "none", background: "transparent", zIndex: "1",
  });
  canvas.after(box);
  return box;
}

// Keys that the page keeps: Tab (nobody is caught in the canvas), and the browser's own shortcuts.
function isForModule(event) {
  if (event.isComposing || event.key === "Tab" || event.key === "Process") return false;
  if (event.ctrlKey || event.metaKey) return ["a", "c", "x", "z", "y", "Home", "End"].includes(event.key);
  return !/^F\d+$/.test(event.key);
}

function listenToKeys(module, element, {ask}) {
  const tell = (event, isDown) => {
    if (!isForModule(event)) return;
    const isText = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
    if (element.tagName === "INPUT" && isText) return;  // It arrives as text.
    if (isDown && event.key === "/" && element.tagName !== "INPUT") {
      module._workbench_focus_search();
      event.preventDefault();
      return ask();
    }
    const types = ["string", "number", "number"];
    module.ccall("workbench_key_pressed", null, types, [event.key, modifiersOf(event), isDown ? 1 : 0]);
    if (isDown) event.preventDefault();
    ask();
  };
  element.addEventListener("keydown", (event) => tell(event, true));
  element.addEventListener("keyup", (event) => tell(event, false));
}

// Returns whether something is being composed.
function listenToText(module, box, {ask}) {
  const send = (text) => {
    if (text) module.ccall("workbench_text_entered", null, ["string"], [text]);
    box.value = "";
    ask();
  };
  let isComposing = false;
  const show = (isShown) => {
    const body = getComputedStyle(document.body);
    Object.assign(box.style, {
      opacity: isShown ? "1" : "0", width: isShown ? "12em" : "1px", color: body.color,
      background: isShown ? body.backgroundColor : "transparent",
    });
  };
  box.addEventListener("compositionstart", () => {
    isComposing = true;
    show(true);
  });
  box.addEventListener("compositionend", () => {
    isComposing = false;
    show(false);
    send(box.value);
  });
  box.addEventListener("input", () => {
    if (!isComposing) send(box.value);
  });
  return {isComposing: () => isComposing};
}

// Returns `follow`, to be called after each frame: puts the input, the cursor and the clipboard where the module wants.
export function listen(module, canvas, clock) {
  const box = makeTextBox(canvas);
  if (!canvas.hasAttribute("tabindex")) canvas.tabIndex = 0;
  canvas.style.outlineOffset = "-2px";
  listenToMouse(module, canvas, clock);
  listenToTouch(module, canvas, clock);
  listenToKeys(module, canvas, clock);
  listenToKeys(module, box, clock);
  const {isComposing} = listenToText(module, box, clock);
  const tellFocus = () => {
    const hasFocus = document.activeElement === canvas || document.activeElement === box;
    module._workbench_focus_changed(hasFocus ? 1 : 0);
    clock.ask();
  };
  for (const element of [canvas, box]) {
    element.addEventListener("focus", tellFocus);
    element.addEventListener("blur", () => setTimeout(tellFocus));
  }
  const text = (name) => module.UTF8ToString(module["_workbench_" + name]());
  const followText = () => {
    const isWanted = module._workbench_wants_text() === 1;
    if (isWanted) {
      const ratio = canvas.width / canvas.clientWidth;
      Object.assign(box.style, {
        left: `${canvas.offsetLeft + module._workbench_caret_x() / ratio}px`,
        top: `${canvas.offsetTop + module._workbench_caret_y() / ratio}px`,
        height: `${module._workbench_caret_height() / ratio}px`,
        font: `15px/1 ${getComputedStyle(document.body).fontFamily}`,
      });
      if (document.activeElement === canvas) box.focus({preventScroll: true});
    } else if (document.activeElement === box && !isComposing()) {  // Words half composed would be lost.
      canvas.focus({preventScroll: true});
    }
  };
  return {
    follow() {
      followText();
      const cursor = text("cursor");
      if (canvas.style.cursor !== cursor) canvas.style.cursor = cursor;
      const copied = text("take_copied");
      if (copied) navigator.clipboard?.writeText(copied).catch(() => {});
    },
  };
}
