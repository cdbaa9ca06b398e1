/* Saves what is typed some seconds after the typing stops. Without it the buttons of the page save. */
"use strict";

(() => {
  const form = document.getElementById("write");
  if (!form) return;
  const AFTER = 2500;
  const AGAIN = 15000;
  const told = form.querySelector("[data-told]");
  const user = document.body.dataset.user;
  const fieldsOf = (box) => [...box.querySelectorAll("textarea, input")].filter((field) => field.name);
  const isTicked = (field) => field.type === "radio";
  const keyOf = (box) => `section:${user}:${location.pathname}#${box.dataset.section || "grade"}`;
  const valuesOf = (box) => fieldsOf(box).map((field) => (isTicked(field) ? field.checked : field.value));
  const typedOf = (box) => JSON.stringify(fieldsOf(box).filter((field) => field.type !== "hidden")
    .map((field) => (isTicked(field) ? field.checked : field.value.replaceAll("\r\n", "\n").trim())));

  function say(box, words) {
    told.textContent = words;
    box.querySelector("[data-state]").textContent = words;
  }

  function watch(box) {
    let saved = typedOf(box);
    let timer = 0;
    let busy = false;
    let held = Boolean(box.querySelector("[data-conflict] .conflict"));

    function keep() {
      if (typedOf(box) === saved) sessionStorage.removeItem(keyOf(box));
      else sessionStorage.setItem(keyOf(box), JSON.stringify(valuesOf(box)));
    }
    function later(wait) {
      clearTimeout(timer);
      if (!held) timer = setTimeout(save, wait);
    }
    async function save() {
      if (busy || held || typedOf(box) === saved) return;
      busy = true;
      const typed = typedOf(box);
      const body = new FormData();
      body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
      for (const field of fieldsOf(box)) if (!isTicked(field) || field.checked) body.append(field.name, field.value);
      box.querySelector("[data-state]").textContent = form.dataset.waitingWords;
      try {
        const response = await fetch(box.dataset.address, { method: "POST", body, redirect: "manual" });
        if (response.type === "opaqueredirect" || response.status === 403) {
          say(box, form.dataset.interruptedWords);
        } else if (response.status >= 500) {
          throw new Error(response.statusText);
        } else {
          const answer = await response.json();
          const isSaved = response.ok && !answer.html;
          if (response.ok) {
            for (const name of ["version", "seen"]) {
              const field = box.querySelector(`[name^="${name}-"]`);
              if (field) field.value = answer[name];
            }
          }
          if (isSaved) saved = typed;
          if (answer.html) {
            held = true;
            box.querySelector("[data-conflict]").innerHTML = answer.html;
          }
          say(box, answer.said);
          keep();
          if (isSaved) later(AFTER);
        }
      } catch {
        say(box, form.dataset.failedWords);
        later(AGAIN);
      }
      busy = false;
    }

    /* What was typed when the line or the session broke comes back with the version that it was typed on. */
    try {
      const kept = JSON.parse(sessionStorage.getItem(keyOf(box)));
      const now = valuesOf(box);
      if (kept && kept.length === now.length && !held) {
        fieldsOf(box).forEach((field, index) => {
          if (isTicked(field)) field.checked = kept[index];
          else field.value = kept[index];
        });
        if (typedOf(box) === saved) {
          fieldsOf(box).forEach((field, index) => { if (field.type === "hidden") field.value = now[index]; });
          sessionStorage.removeItem(keyOf(box));
        } else {
          say(box, form.dataset.restoredWords);
          later(AFTER);
        }
      }
    } catch { sessionStorage.removeItem(keyOf(box)); }

    box.addEventListener("input", () => { keep(); later(AFTER); });
    box.addEventListener("focusout", () => later(300));
    document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  }

  for (const box of form.querySelectorAll("[data-section], [data-grade]")) watch(box);
})();
