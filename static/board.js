/* The board: cards moved by mouse, pen or touch; prices on every column; what changed is said aloud.
   Without this file the board is links and a form. Also: adding a row on the rules page. */
"use strict";

const board = document.querySelector("[data-board]");

function setUpBoard() {
  const says = document.querySelector("[data-board-says]");
  const mayMove = board.hasAttribute("data-may-move");
  const address = board.dataset.address;
  let focusNext = null;

  const cellOf = (code) => board.querySelector(`.board-cell[data-cell="${CSS.escape(code)}"]`);
  const panelAddress = (member, cell) => `${address}?dv=${encodeURIComponent(member)}${cell ? `&ve=${encodeURIComponent(cell)}` : ""}`;
  /* From the board itself, so that it waits for an answer on its way (hx-sync) and then finds the panel that stands then. */
  const load = (url) => htmx.ajax("GET", url, { source: board, swap: "outerHTML" });

  /* The prices in the panel stand on the columns too. */
  function showPrices() {
    const panel = document.getElementById("board-panel");
    for (const cell of board.querySelectorAll(".board-cell")) {
      cell.classList.remove("price-gain", "price-loss", "price-never", "is-source");
      cell.querySelector("[data-price]").hidden = true;
    }
    for (const card of board.querySelectorAll(".board-card")) {
      card.classList.toggle("is-chosen", card.dataset.member === panel.dataset.chosen);
    }
    /* Not by its class: htmx gives a new element the class of the old one for a moment. */
    board.classList.toggle("has-panel", Boolean(panel.dataset.chosen));
    for (const row of panel.querySelectorAll("[data-price-of]")) {
      const cell = cellOf(row.dataset.priceOf);
      if (!cell) continue;
      const price = cell.querySelector("[data-price]");
      price.textContent = row.dataset.tone === "never" ? row.querySelector("small").textContent : row.dataset.points;
      price.hidden = false;
      cell.classList.add(`price-${row.dataset.tone}`);
    }
    board.querySelector(".board-card.is-chosen")?.closest(".board-cell").classList.add("is-source");
  }

  document.body.addEventListener("htmx:afterSwap", () => {
    const panel = document.getElementById("board-panel");
    showPrices();
    says.textContent = panel.dataset.say || "";
    if (focusNext === "move" && !panel.querySelector(".board-move")) return;
    if (focusNext === "panel" || focusNext === "move") (panel.querySelector("textarea") || panel).focus();
    if (focusNext instanceof HTMLElement) focusNext.focus();
    focusNext = null;
  });

  board.addEventListener("click", (event) => {
    if (event.target.closest("[data-board-close]")) {
      focusNext = board.querySelector(".board-card.is-chosen");
    } else if (event.target.closest(".board-card, #board-panel a[hx-get]")) {
      focusNext = "panel";
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (drag) return endDrag(false);
    document.querySelector("#board-panel [data-board-close]")?.click();
  });

  /* Finding a card among many. */
  const find = document.querySelector("[data-board-find]");
  find.hidden = false;
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  find.querySelector("input").addEventListener("input", (event) => {
    const words = plain(event.target.value).split(/\s+/).filter(Boolean);
    const holds = (element) => words.every((word) => plain(element.textContent).includes(word));
    for (const cell of board.querySelectorAll(".board-cell")) {
      const whole = holds(cell.querySelector("h2"));
      let shown = 0;
      for (const card of cell.querySelectorAll(".board-card")) {
        const out = !whole && !holds(card);
        card.parentElement.toggleAttribute("data-board-out", out);
        shown += !out;
      }
      cell.toggleAttribute("data-board-out", words.length > 0 && !whole && !shown);
    }
  });

  /* Dragging: a mouse takes the whole card, a finger its grip, so that the page can still be scrolled. */
  let drag = null;
  let justDragged = false;
  if (mayMove) {
    board.addEventListener("pointerdown", (event) => {
      const card = event.target.closest(".board-card");
      if (!card || event.button !== 0) return;
      if (event.pointerType !== "mouse" && !event.target.closest(".board-grip")) return;
      drag = { card, pointer: event.pointerId, x: event.clientX, y: event.clientY, ghost: null, over: null };
    });
    document.addEventListener("pointermove", (event) => {
      if (!drag || event.pointerId !== drag.pointer) return;
      if (!drag.ghost) {
        if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 6) return;
        lift();
      }
      event.preventDefault();
      drag.ghost.style.transform = `translate(${event.clientX + 8}px, ${event.clientY + 8}px)`;
      const edge = 60;
      if (event.clientY < edge) window.scrollBy(0, -14);
      if (event.clientY > window.innerHeight - edge) window.scrollBy(0, 14);
      const over = document.elementFromPoint(event.clientX, event.clientY)?.closest(".board-cell");
      if (over === drag.over) return;
      drag.over?.classList.remove("is-target");
      drag.over = over && over !== drag.card.closest(".board-cell") ? over : null;
      drag.over?.classList.add("is-target");
    }, { passive: false });
    document.addEventListener("pointerup", (event) => {
      if (drag && event.pointerId === drag.pointer) endDrag(true);
    });
    document.addEventListener("pointercancel", () => drag && endDrag(false));
    board.addEventListener("dragstart", (event) => event.preventDefault());
    document.addEventListener("click", (event) => {
      if (!justDragged) return;
      justDragged = false;
      event.preventDefault();
      event.stopImmediatePropagation();
    }, true);
  }

  function lift() {
    drag.ghost = drag.card.cloneNode(true);
    drag.ghost.classList.add("board-ghost");
    drag.ghost.removeAttribute("href");
    document.body.append(drag.ghost);
    drag.card.classList.add("is-lifted");
    document.documentElement.classList.add("is-moving-card");
    if (document.getElementById("board-panel").dataset.chosen !== drag.card.dataset.member) {
      load(panelAddress(drag.card.dataset.member));
    }
  }

  function endDrag(dropped) {
    const { card, ghost, over } = drag;
    drag = null;
    if (!ghost) return;
    ghost.remove();
    card.classList.remove("is-lifted");
    over?.classList.remove("is-target");
    document.documentElement.classList.remove("is-moving-card");
    justDragged = true;
    setTimeout(() => { justDragged = false; }, 0);
    if (dropped && over) {
      focusNext = "move";
      load(panelAddress(card.dataset.member, over.dataset.cell));
    }
  }

  showPrices();
  if (document.getElementById("board-panel").dataset.chosen) document.querySelector("#board-panel textarea")?.focus();
}

if (board) setUpBoard();

/* Rules: one more pin or ban. */
for (const button of document.querySelectorAll("[data-add-row]")) {
  const form = button.closest("form");
  const rows = form.querySelector("[data-rows]");
  const total = form.querySelector("[name$=TOTAL_FORMS]");
  const blank = form.querySelector("template[data-row]");
  button.hidden = false;
  button.addEventListener("click", () => {
    const row = document.createElement("template");
    row.innerHTML = blank.innerHTML.replaceAll("__prefix__", total.value);
    total.value = Number(total.value) + 1;
    rows.append(row.content);
    rows.lastElementChild.querySelector("select").focus();
  });
}
