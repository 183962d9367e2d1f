// Starts the compiled program, and takes its place when it fails: a program that has failed cannot be relied upon to
// save anything, so what is stored is read here once more, and offered as a file. A file of its own, so that the page
// can forbid inline scripts.
import init from "./baton.js";

// The program says so when it panics; whatever else stops it ends in one of the others.
addEventListener("baton-panic", () => rescue());
addEventListener("error", (event) => isFatal(event.error) && rescue());
addEventListener("unhandledrejection", (event) => isFatal(event.reason) && rescue());

try {
  await init();
} catch (error) {
  console.error(error);
  for (const line of document.querySelectorAll("#boot > p")) line.hidden = !line.hidden;
}

/** Whether the program cannot go on after an error: one in its own code, or one that used up its stack. */
function isFatal(error) {
  return error instanceof WebAssembly.RuntimeError || (error instanceof RangeError && /wasm/.test(error.stack));
}

/** Shows the rescue screen in place of the page. */
function rescue() {
  if (document.querySelector(".rescue")) return;
  // What the program would still do in answer to these could only be wrong.
  for (const name of ["pagehide", "visibilitychange", "keydown", "paste", "copy"]) {
    addEventListener(name, (event) => event.stopImmediatePropagation(), true);
  }
  // The notice of opening is taken away when a book was opened: as long as it is there, opening it has failed.
  const isOpening = document.querySelector("#boot") !== null;
  if (isOpening) keep("baton.failed", "opening");
  const note = isOpening
    ? ["重新打开后，可以选择较早的版本。", "After opening the page again, earlier versions can be chosen."]
    : ["重新打开后，会回到最近保存的内容。", "After opening the page again, everything that was saved is there."];
  const screen = make("main", "rescue");
  screen.setAttribute("role", "alert");
  screen.append(
    say("h1", "程序出错，已停止", "The program has failed and stopped"),
    say("p", "已保存的数据没有受到影响。", "What was saved is not affected."),
    say("p", ...note),
  );
  const actions = make("div", "actions");
  const button = (chinese, english, act) => {
    const made = say("button", chinese, english);
    made.addEventListener("click", act);
    actions.append(made);
    return made;
  };
  button("把数据保存为文件", "Save the data as a file", () => saveAll(screen));
  button("选择较早的版本", "Choose an earlier version", () => {
    keep("baton.failed", "asked");
    location.reload();
  });
  button("重新打开", "Open again", () => location.reload()).className = "main";
  screen.append(actions);
  document.body.replaceChildren(screen);
}

/** Hands out all that is stored of the open book as one file, which the page opens like any other. */
async function saveAll(screen) {
  try {
    const texts = await stored();
    const id = texts.open ?? "";
    const own = (key) => id === "" || key.split("/")[1] === id || !key.includes("/");
    const file = { format: "baton-rescue", version: 1, book: await newest(texts, id), texts: {} };
    for (const key of Object.keys(texts).filter(own).sort()) file.texts[key] = texts[key];
    const link = make("a", "");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file)], { type: "application/json" }));
    link.download = "baton-rescue.json";
    link.click();
  } catch (error) {
    console.error(error);
    screen.append(say("p", "读取数据失败。", "The data could not be read."));
  }
}

/** Every stored text by its key. */
async function stored() {
  const texts = {};
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("baton.")) texts[key.slice("baton.".length)] = localStorage.getItem(key);
    }
  } catch {}
  try {
    const database = await answer(indexedDB.open("baton"));
    const store = database.transaction("texts").objectStore("texts");
    const [keys, values] = await Promise.all([answer(store.getAllKeys()), answer(store.getAll())]);
    keys.forEach((key, at) => (texts[key] = values[at]));
  } catch {}
  return texts;
}

/** The newest snapshot that can be read, as the book it is of; `null` where there is none. */
async function newest(texts, id) {
  const keys = Object.keys(texts).filter((key) => key.startsWith(`snapshot/${id}`)).sort().reverse();
  for (const key of keys) {
    try {
      const bytes = Uint8Array.from(atob(texts[key].split(" ")[4]), (letter) => letter.charCodeAt(0));
      const packed = bytes.subarray(bytes.indexOf(10) + 1);
      const unpacking = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
      const [book] = (await new Response(unpacking).text()).split("\n");
      return JSON.parse(book);
    } catch {}
  }
  return null;
}

function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function keep(key, text) {
  try {
    localStorage.setItem(key, text);
  } catch {}
}

function make(tag, className) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  return element;
}

function say(tag, chinese, english) {
  const element = make(tag, "");
  const second = make("span", "");
  second.lang = "en";
  second.textContent = english;
  element.append(`${chinese} `, second);
  return element;
}
