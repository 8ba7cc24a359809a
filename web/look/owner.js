// While a training runs its progress is asked for again; when it has ended the whole page is.
const now = document.getElementById("now");
const state = () => now?.firstElementChild?.dataset.state;
async function look() {
  if (state() !== "running") return;
  try {
    const answer = await fetch("now", { cache: "no-store" });
    if (!answer.ok) return location.reload();
    now.innerHTML = await answer.text();
  } catch { /* the server is away for a moment */ }
  if (state() === "running") setTimeout(look, 700);
  else location.replace("./");
}
if (state() === "running") setTimeout(look, 700);
