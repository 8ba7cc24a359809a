// Clicks on anything with data-pick become events of the page: {picture}, {description}, {say}, {choose, of}, {stop}, {retry},
// {open}, {older}, {forget}, {forget_all}, {close}, {unpick}, {rate}, {consent}, {mend}. Files that cannot be sent become {refused}.
// `element` and `trigger` are Gradio's.
window.tuwenTrigger = trigger;
const shell = () => document.querySelector("#tw-shell");
const closeMenu = () => shell()?.classList.remove("tw-menu-open");
const isPhone = () => matchMedia("(max-width: 760px)").matches;
// The picture that is changed from now on, among all that are shown; none where there is no such number.
const markPicked = (number) => {
  document.querySelectorAll(".tw-picture").forEach((one) => {
    one.setAttribute("aria-pressed", String(JSON.parse(one.dataset.pick).picture === number));
  });
};
const markUpClose = (number) => {
  document.querySelectorAll(".tw-caption").forEach((one) => {
    one.classList.toggle("tw-up-close", JSON.parse(one.dataset.pick).description === number);
  });
};
// On a phone the panel gives way to an answer that is on its way; its pick stays.
window.tuwenSent = () => {
  const giveWay = () => {
    if (isPhone() && document.querySelector("#tw-chat .tw-dots")) shell()?.classList.add("tw-panel-away");
  };
  [0, 100, 300].forEach((wait) => setTimeout(giveWay, wait));
  window.tuwenToTheEnd();
};
window.tuwenToTheEnd = (goOn = false) => {
  const scroll = () => {
    const wrap = document.querySelector("#tw-chat .bubble-wrap");
    if (wrap) wrap.scrollTo({ top: wrap.scrollHeight, behavior: "smooth" });
  };
  [50, 350, 900].forEach((wait) => setTimeout(scroll, wait));
  if (goOn && matchMedia("(pointer: fine)").matches) {
    setTimeout(() => document.querySelector("#tw-box textarea")?.focus({ preventScroll: true }), 120);
  }
};
// The word that is pointed at, touched or focused shows where it looked.
const lookFor = (event) => {
  const word = event.target.closest?.(".tw-word");
  document.querySelectorAll("#tw-panel [data-heat]").forEach((one) => {
    one.classList.toggle("tw-on", Boolean(word) && one.dataset.heat === word.dataset.heat);
  });
};
// On a phone the panel lies above the box, however high that is, so that the picked picture can be changed at once.
const measureBox = () => {
  const box = document.querySelector("#tw-box"), line = document.querySelector("#tw-changing");
  if (!box) return;
  const top = Math.min(...[box, line].map((one) => one?.getBoundingClientRect()).filter((its) => its?.height).map((its) => its.top));
  shell().style.setProperty("--tw-foot", `${Math.round(innerHeight - top)}px`);
};
// Files that this host does not take are told of in our words, and the others are sent on.
const PICTURES = "image/*,.avif,.heic,.heif,.mpo";
const mostBytes = () => window.gradio_config?.max_file_size ?? Infinity;
const fileInput = () => document.querySelector("#tw-box input[type=file]");
const holdBack = (event, given) => {
  const files = [...(given ?? [])], heavy = files.filter((file) => file.size > mostBytes());
  if (!heavy.length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  window.tuwenTrigger("refused", { heavy: heavy.map(({ name, size }) => ({ name, size })) });
  if (event.type === "drop") event.target.dispatchEvent(new DragEvent("dragleave", { bubbles: true, clientX: -1, clientY: -1 }));
  const others = new DataTransfer(), input = fileInput();
  files.filter((file) => !heavy.includes(file)).forEach((file) => others.items.add(file));
  if (!others.files.length || !input) return;
  input.files = others.files;
  input.dispatchEvent(new Event("change"));
};
const listenForFiles = () => {
  const inBox = (event) => event.target.closest?.("#tw-box");
  const listen = (name, files) => document.addEventListener(name, (event) => inBox(event) && holdBack(event, files(event)), true);
  listen("change", (event) => event.target.files);
  listen("drop", (event) => event.dataTransfer?.files);
  listen("paste", (event) => event.clipboardData?.files);
  document.addEventListener("click", ({ target }) => {
    if (target === fileInput()) target.accept = PICTURES; // what a phone offers; more is taken
  }, true);
  const fetched = window.fetch;
  window.fetch = async (asked, options) => {
    const isUpload = /\/upload(\?|$)/.test(asked?.url ?? String(asked));
    const answer = await fetched(asked, options).catch((error) => {
      if (isUpload) return Response.error(); // cut off on the way
      throw error;
    });
    if (answer.ok || !isUpload) return answer;
    window.tuwenTrigger("refused", { status: answer.status });
    return new Response("[]", { headers: { "Content-Type": "application/json" } });
  };
};
if (!window.tuwenListens) {
  window.tuwenListens = true;
  const watched = new ResizeObserver(measureBox);
  const begin = () => {
    const main = document.querySelector("#tw-main");
    if (!main || !document.querySelector("#tw-box")) return setTimeout(begin, 100);
    [main, ...main.children].forEach((one) => watched.observe(one));
    new MutationObserver(() => [...main.children].forEach((one) => watched.observe(one))).observe(main, { childList: true });
  };
  begin();
  listenForFiles();
  ["pointerover", "focusin", "click"].forEach((name) => document.addEventListener(name, lookFor));
  document.addEventListener("click", (event) => {
    if (event.target.closest("#tw-menu")) return shell().classList.toggle("tw-menu-open");
    if (event.target.closest("#tw-shade, #tw-new")) closeMenu();
    const target = event.target.closest("[data-pick]");
    document.querySelectorAll(".tw-sure").forEach((one) => one !== target && one.classList.remove("tw-sure"));
    if (!target) return;
    const data = JSON.parse(target.dataset.pick);
    const sent = (name) => window.tuwenTrigger(name, data);
    if ("say" in data) return sent("say");
    if ("choose" in data) return sent("choose");
    if ("stop" in data) return (target.disabled = true), sent("stop");
    if ("retry" in data) return sent("retry");
    if ("unpick" in data) return markPicked(), sent("unpick");
    if ("open" in data) return closeMenu(), sent("open");
    if ("older" in data) return sent("older");
    const said = ["rate", "consent", "mend"].find((name) => name in data);
    if (said) return sent(said);
    const forgets = ["forget", "forget_all"].find((name) => name in data);
    if (forgets) return target.classList.toggle("tw-sure") || sent(forgets); // asked for twice
    markUpClose(data.description);
    if ("close" in data) return history.state?.tuwen === "panel" ? history.back() : sent("close");
    if ("picture" in data) markPicked(data.picture);
    // On a phone the panel covers the conversation: the way back leads out of it first.
    shell().classList.remove("tw-panel-away");
    if (isPhone() && history.state?.tuwen !== "panel") history.pushState({ tuwen: "panel" }, "");
    sent("pick");
  });
  window.addEventListener("popstate", () => {
    if (document.querySelector("#tw-panel .tw-close")) window.tuwenTrigger("close", { close: true });
  });
  document.addEventListener("keydown", (event) => {
    // In a field it ends what the input method or a list proposes.
    if (event.key !== "Escape" || event.isComposing || event.target.closest?.("input, textarea")) return;
    closeMenu();
    document.querySelector("#tw-panel .tw-close")?.click();
  });
}
