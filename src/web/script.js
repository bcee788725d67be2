// SPDX-License-Identifier: GPL-3.0-or-later
// The pages work without this. It searches with each key, goes on where a page ends, shows what arrives,
// and knows a few keys.
"use strict";

const main = document.getElementById("content");
const field = document.querySelector("form[role=search] input");

async function page_at(address, signal) {
  const answer = await fetch(address, { signal, credentials: "same-origin" });
  if (!answer.ok) throw new Error(answer.status);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// --- Search with each key

// It takes the place of what was there, so it is the main part of the page then, with a heading.
const typed = document.createElement("main");
typed.id = "typed";
typed.hidden = true;
typed.setAttribute("aria-live", "polite");
const typed_heading = document.createElement("h1");
typed_heading.textContent = "Found while you type";
main.after(typed);
let asked = null;

function show_typed(is_shown) {
  typed.hidden = !is_shown;
  main.hidden = is_shown;
}

async function search_typed() {
  if (asked) asked.abort();
  const text = field.value.trim();
  if (text === "") return show_typed(false);
  asked = new AbortController();
  try {
    const found = await page_at("/search?list=1&q=" + encodeURIComponent(text), asked.signal);
    typed.replaceChildren(typed_heading, ...found.body.childNodes);
    show_typed(true);
  } catch (error) {
    // A query that is not complete yet is no error: what was found before stays.
  }
}

field.addEventListener("input", search_typed);
field.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || typed.hidden) return;
  event.preventDefault();
  show_typed(false);
});

// --- A conversation that goes on where the page ends

const messages = document.getElementById("messages");
const turn = (side) => document.querySelector(`nav.turn a[rel=${side}]`);

/** The messages of two pages may be of the same day: then its heading is there once. */
function join_days(earlier, later) {
  const heading = (section) => section && section.querySelector("h2");
  if (!heading(earlier) || !heading(later) || heading(earlier).id !== heading(later).id) return;
  for (const child of [...later.children]) {
    if (!child.matches("h2, .strip")) earlier.append(child);
  }
  later.remove();
}

function add_earlier(page) {
  const height = document.documentElement.scrollHeight;
  const first = messages.firstElementChild;
  messages.prepend(...page.getElementById("messages").children);
  if (first.previousElementSibling) join_days(first.previousElementSibling, first);
  window.scrollBy(0, document.documentElement.scrollHeight - height);
}

function add_later(page) {
  const last = messages.lastElementChild;
  messages.append(...page.getElementById("messages").children);
  if (last.nextElementSibling) join_days(last, last.nextElementSibling);
}

/** Adds what is behind a link, and takes the link of that page. */
async function go_on(link, side, add) {
  if (link.dataset.asked) return;
  link.dataset.asked = "yes";
  const page = await page_at(link.href).catch(() => null);
  if (!page || !page.getElementById("messages")) return link.removeAttribute("data-asked");
  add(page);
  const next = page.querySelector(`nav.turn a[rel=${side}]`);
  if (!next) return link.closest("nav").remove();
  link.href = next.href;
  link.removeAttribute("data-asked");
}

/** The message at the top of the window. */
function message_in_view() {
  return [...messages.querySelectorAll("article")].find((each) => each.getBoundingClientRect().bottom > 60);
}

/** Keeps the address true: a reload, or the address sent to somebody, leads to what is seen. */
function tell_address() {
  const article = message_in_view();
  if (!article || !turn("next") && window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 4)
    return;
  const address = new URL(location.href);
  for (const name of ["before", "after", "day"]) address.searchParams.delete(name);
  address.searchParams.set("at", article.id.slice(1));
  address.hash = article.id;
  history.replaceState(null, "", address);
}

function watch_ends() {
  const observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      if (target.rel === "prev") go_on(target, "prev", add_earlier);
      else go_on(target, "next", add_later);
    }
  }, { rootMargin: "600px" });
  // Not before somebody scrolls: a page that grows at once would move what the address names.
  let waiting = 0;
  window.addEventListener("scroll", () => {
    for (const side of ["prev", "next"]) {
      const link = turn(side);
      if (link && !link.dataset.watched) {
        link.dataset.watched = "yes";
        observer.observe(link);
      }
    }
    clearTimeout(waiting);
    waiting = setTimeout(tell_address, 300);
  }, { passive: true });
}

// --- What arrives

/** Takes the latest messages of the page anew: some are new, and some may have been changed. */
function take_latest(page) {
  const fresh = page.getElementById("messages");
  for (const article of fresh.querySelectorAll("article")) {
    const old = document.getElementById(article.id);
    if (old) old.replaceWith(article);
  }
  for (const section of [...fresh.children]) {
    if (!section.querySelector("article")) continue;
    const last = messages.lastElementChild;
    messages.append(section);
    if (last) join_days(last, section);
  }
}

/** Only while the page is seen: a browser has few connections, and each follower keeps one. */
function follow() {
  const here = new URL(location.href).searchParams;
  const conversation = `account=${encodeURIComponent(here.get("account"))}&with=${encodeURIComponent(here.get("with"))}`;
  const names = here.has("names") ? "&names=" + encodeURIComponent(here.get("names")) : "";
  let source = null;
  const take_news = async () => {
    const is_at_end = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 80;
    const page = await page_at("/conversation?" + conversation + names).catch(() => null);
    if (!page || !page.getElementById("messages")) return;
    take_latest(page);
    if (is_at_end) document.getElementById("latest").scrollIntoView();
  };
  const open_or_close = () => {
    if (source) source.close();
    source = null;
    if (document.visibilityState !== "visible") return;
    source = new EventSource("/follow?" + conversation);
    source.addEventListener("news", take_news);
  };
  document.addEventListener("visibilitychange", () => {
    open_or_close();
    if (source) take_news();  // of the time in between
  });
  window.addEventListener("pagehide", () => source && source.close());
  open_or_close();
}

if (messages && location.pathname === "/conversation") {
  watch_ends();
  if (!turn("next")) follow();
}

// --- Keys

const KEYS = [["/", "search"], ["j", "next message or line"], ["k", "the one before"],
              ["Enter", "open it"], ["g", "the first on this page"], ["e", "the last"],
              ["?", "these keys"], ["Escape", "leave the search"]];

function items() {
  const place = typed.hidden ? main : typed;
  return [...place.querySelectorAll("article, .hit, tbody tr")];
}

function step(by) {
  const all = items();
  if (all.length === 0) return;
  const current = document.activeElement && document.activeElement.closest("article, .hit, tbody tr");
  const at = all.indexOf(current);
  select(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + by))]);
}

function select(item) {
  if (!item) return;
  item.tabIndex = -1;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

function show_keys() {
  let dialog = document.getElementById("keys");
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.id = "keys";
    const list = document.createElement("dl");
    list.className = "fields";
    for (const [key, meaning] of KEYS) {
      const term = document.createElement("dt");
      const code = document.createElement("kbd");
      code.textContent = key;
      term.append(code);
      const words = document.createElement("dd");
      words.textContent = meaning;
      list.append(term, words);
    }
    const title = document.createElement("h2");
    title.textContent = "Keys";
    const form = document.createElement("form");
    form.method = "dialog";
    const button = document.createElement("button");
    button.textContent = "Close";
    form.append(button);
    dialog.setAttribute("aria-label", "Keys");
    dialog.append(title, list, form);
    document.body.append(dialog);
  }
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
  const at = document.activeElement;
  if (at && at.matches("input, textarea, select")) return;
  const actions = {
    "/": () => { field.focus(); field.select(); },
    j: () => step(1), k: () => step(-1),
    g: () => select(items()[0]), e: () => select(items().at(-1)),
    "?": show_keys,
    Escape: () => show_typed(false),
    Enter: () => {
      if (!at || !at.matches("article, .hit, tr")) return false;
      const link = at.querySelector("a");
      if (link) link.click();
    },
  };
  const action = actions[event.key];
  if (action && action() !== false) event.preventDefault();
});
