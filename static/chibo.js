/* What the pages do a little better with JavaScript. Without it every page still works. */
"use strict";

document.documentElement.classList.add("js");

/* Menus made of <details>: Escape or a click elsewhere closes them. */
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.drop[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.drop[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

/* The day to show keeps the filters as they are now, also those chosen since the page was made. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(".as-of")) return;
  for (const old of form.querySelectorAll("input[type=hidden]")) old.remove();
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name === "ngay" || !value) continue;
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
});

/* A form is sent once: the second press while the first is under way does nothing. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sending) { event.preventDefault(); return; }
  form.dataset.sending = "1";
  if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
  if (form.hasAttribute("data-forget-drafts")) sessionStorage.clear();
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
});

/* A button that says why it is disabled can be reached and read, but not pressed. */
document.addEventListener("click", (event) => {
  if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
}, true);

/* Days: "1/6/2019", "010619" or "01062019" become 01/06/2019 on leaving the field. */
function completeDay(text) {
  let parts = text.trim().split(/[\/.\-\s]+/).filter(Boolean);
  if (parts.length === 1 && /^\d{6}$|^\d{8}$/.test(parts[0])) {
    parts = [parts[0].slice(0, 2), parts[0].slice(2, 4), parts[0].slice(4)];
  }
  if (parts.length !== 3 || !parts.every((part) => /^\d+$/.test(part)) || parts[0].length > 2) return text;
  const year = parts[2].length === 2 ? (Number(parts[2]) > 50 ? "19" : "20") + parts[2] : parts[2];
  return `${parts[0].padStart(2, "0")}/${parts[1].padStart(2, "0")}/${year}`;
}
document.addEventListener("focusout", (event) => {
  if (event.target.matches("[data-day]")) event.target.value = completeDay(event.target.value);
});

/* A click anywhere on a row opens it, unless it meant something else. */
document.addEventListener("click", (event) => {
  const row = event.target.closest(".list-table tbody tr");
  const link = row && row.querySelector("th a");
  if (!link || event.target.closest("a, button, input, label, summary") || String(getSelection())) return;
  if (event.ctrlKey || event.metaKey) window.open(link.href);
  else link.click();
});

/* Ticking rows. */
function countTicked(form) {
  const ticked = form.querySelectorAll("input[name=chon]:checked").length;
  const words = form.querySelector("[data-ticked]");
  if (words) words.textContent = ticked ? `${ticked} ${words.dataset.ticked}` : "";
}
document.addEventListener("change", (event) => {
  const form = event.target.closest("form.bulk");
  if (!form) return;
  if (event.target.matches("[data-tick-all]")) {
    for (const box of form.querySelectorAll("input[name=chon]")) box.checked = event.target.checked;
  }
  countTicked(form);
});

/* Drafts: what was typed survives an expired session. Kept in this tab only; never passwords, files or hidden fields.
   A draft is "typed", then "sent"; a page without a user (sign-in, an error) makes it "interrupted" again. Only a page
   that its form's page leads to shows that it arrived: when the line was cut, one comes back some other way, and it stays. */
const DRAFTS = "draft:";
const user = document.body.dataset.user;
const draftKey = (form) => `${DRAFTS}${user}:${location.pathname}#${form.id}`;
const draftFields = (form) => [...form.elements].filter(
  (field) => field.name && !["password", "file", "hidden", "submit", "button"].includes(field.type));
const isTicked = (field) => field.type === "checkbox" || field.type === "radio";

function saveDraft(form, state) {
  const values = draftFields(form).map((field) => [field.name, isTicked(field) ? field.checked : field.value]);
  sessionStorage.setItem(draftKey(form), JSON.stringify({ state, values }));
}
function restoreDraft(form, values) {
  draftFields(form).forEach((field, index) => {
    const [name, value] = values[index] || [];
    if (field.name !== name) return;
    if (isTicked(field)) field.checked = value;
    else field.value = value;
  });
}
function readDraft(key) {
  try { return JSON.parse(sessionStorage.getItem(key)) || {}; } catch { return {}; }
}
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-draft]");
  if (form && user) saveDraft(form, "typed");
});
document.addEventListener("submit", (event) => {
  if (event.target.matches("form[data-draft]") && user && !event.defaultPrevented) saveDraft(event.target, "sent");
});
const cameFrom = document.referrer ? new URL(document.referrer).pathname : "";
const pageOf = (key) => key.slice(key.indexOf(":", DRAFTS.length) + 1).split("#")[0];
for (const key of Object.keys(sessionStorage).filter((name) => name.startsWith(DRAFTS))) {
  const draft = readDraft(key);
  if (draft.state !== "sent") continue;
  if (user && pageOf(key) === cameFrom) sessionStorage.removeItem(key);
  else if (!user) sessionStorage.setItem(key, JSON.stringify({ ...draft, state: "interrupted" }));
}
if (!user && Object.keys(sessionStorage).some((name) => name.startsWith(DRAFTS))) {
  for (const note of document.querySelectorAll("[data-interrupted]")) note.hidden = false;
}
for (const form of user ? document.querySelectorAll("form[data-draft]") : []) {
  const { values } = readDraft(draftKey(form));
  if (!values || form.querySelector(".error-summary")) continue;
  restoreDraft(form, values);
  form.prepend(document.getElementById("draft-note").content.cloneNode(true));
  form.querySelector("[data-drop-draft]").addEventListener("click", () => {
    sessionStorage.removeItem(draftKey(form));
    form.reset();
    form.querySelector(".draft-note").remove();
  });
}

/* Errors: the summary takes the focus so that it is read first. */
document.querySelector("[data-focus]")?.focus();

/* Printing needs a press; the button is hidden where this file does not run. */
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

/* A part of the page that could not be fetched says so, instead of nothing happening. */
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, () => {
    const note = document.getElementById("failed-note");
    if (!document.querySelector(".failed-note")) document.getElementById("main").prepend(note.content.cloneNode(true));
  });
}
