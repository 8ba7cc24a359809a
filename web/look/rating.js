// After a rating, the small mark on the picture or caption in the conversation says the same.
watch("value", () => {
  const bar = element.querySelector("[data-rated]");
  if (!bar) return;
  const rated = JSON.parse(bar.dataset.rated);
  const best = bar.dataset.best;
  if (rated.mark === best) {
    // Of one answer only one is the best.
    const one = [...document.querySelectorAll(".tw-picture")].find((each) => JSON.parse(each.dataset.pick).picture === rated.picture);
    one?.closest(".tw-pictures")?.querySelectorAll(".tw-mark").forEach((mark) => {
      if (mark.textContent === best) mark.hidden = true;
    });
  }
  document.querySelectorAll(".tw-picture, .tw-caption").forEach((one) => {
    const its = JSON.parse(one.dataset.pick);
    if (its.picture !== rated.picture || its.description !== rated.description) return;
    const mark = one.querySelector(".tw-mark");
    mark.hidden = !rated.mark;
    mark.textContent = rated.mark;
    if (rated.caption) one.querySelector("span:not([class])").textContent = rated.caption;
  });
});
