// Clicks on anything with data-pick become events of the page: {picture}, {description}, {say}, {open}, {forget}, {close}, {rate}.
// `element` and `trigger` are Gradio's.
window.tuwenTrigger = trigger;
const shell = () => document.querySelector("#tw-shell");
const closeMenu = () => shell()?.classList.remove("tw-menu-open");
const isPicked = (one, data) => {
  const its = JSON.parse(one.dataset.pick);
  return its.picture === data.picture && its.description === data.description;
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
if (!window.tuwenListens) {
  window.tuwenListens = true;
  ["pointerover", "focusin", "click"].forEach((name) => document.addEventListener(name, lookFor));
  document.addEventListener("click", (event) => {
    if (event.target.closest("#tw-menu")) return shell().classList.toggle("tw-menu-open");
    if (event.target.closest("#tw-shade, #tw-new")) closeMenu();
    const target = event.target.closest("[data-pick]");
    // On a phone the panel covers the answer that is asked for in it.
    const chosen = [...document.querySelectorAll("#tw-blend-thing input, #tw-blend-style input")].some((one) => one.value);
    const asks = event.target.closest("#tw-panel .tw-quick") || (chosen && event.target.closest("#tw-blend-go"));
    if (asks || target) shell().classList.toggle("tw-panel-away", Boolean(asks));
    document.querySelectorAll(".tw-sure").forEach((one) => one !== target && one.classList.remove("tw-sure"));
    if (!target) return;
    const data = JSON.parse(target.dataset.pick);
    const sent = (name) => window.tuwenTrigger(name, data);
    if ("say" in data) return sent("say");
    if ("open" in data) return closeMenu(), sent("open");
    if ("rate" in data) return sent("rate");
    if ("forget" in data) return target.classList.toggle("tw-sure") || sent("forget"); // asked for twice
    document.querySelectorAll(".tw-picked").forEach((one) => one.classList.remove("tw-picked"));
    if ("close" in data) return history.state?.tuwen === "panel" ? history.back() : sent("close");
    document.querySelectorAll(".tw-picture, .tw-caption").forEach((one) => {
      if (isPicked(one, data)) one.classList.add("tw-picked");
    });
    // On a phone the panel covers the page: the way back leads out of it first.
    if (matchMedia("(max-width: 760px)").matches && history.state?.tuwen !== "panel") history.pushState({ tuwen: "panel" }, "");
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
