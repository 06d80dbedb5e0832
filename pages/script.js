// Search as you type, over a form that works without it: a combobox with a listbox (WAI-ARIA 1.2).
// The server answers rendered options; this file asks for them, moves through them and says how many there are.
"use strict";
for (const form of document.querySelectorAll("form[data-suggest]")) {
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const said = document.createElement("p");
  let waiting = 0, asking = null, chosen = -1;

  list.id = "hits";
  list.className = "hits";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label").textContent);
  said.className = "said";
  said.setAttribute("role", "status");
  input.parentElement.append(list, said);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-expanded": "false", "aria-controls": "hits", "aria-autocomplete": "list",
  })) input.setAttribute(name, value);

  const options = () => [...list.querySelectorAll("[role=option]")];

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(place) {
    const all = options();
    chosen = all.length ? (place + all.length) % all.length : -1;
    all.forEach((option, index) => option.setAttribute("aria-selected", String(index === chosen)));
    if (chosen < 0) return;
    input.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen].scrollIntoView({ block: "nearest" });
  }

  async function ask() {
    const text = input.value.trim();
    asking?.abort();
    if (text.length < 2) return close();
    asking = new AbortController();
    try {
      const address = new URL(form.dataset.suggest, location.href);
      address.searchParams.set("q", text);
      const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "text/html" } });
      if (!answer.ok) return close();
      list.innerHTML = await answer.text();
    } catch (broken) {
      if (broken.name !== "AbortError") close();
      return;
    }
    const count = options().length;
    said.textContent = count ? form.dataset.some.replace("{count}", count) : form.dataset.none;
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = count === 0 || document.activeElement !== input;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (list.hidden) {
      if (event.key === "ArrowDown") ask();
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(chosen + (event.key === "ArrowDown" ? 1 : chosen < 0 ? 0 : -1));
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(options()[chosen].dataset.href);
    }
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    event.preventDefault();
    location.assign(option.dataset.href);
  });
}
