// Searches the export in the browser, without a server. A page that was opened from a disk may not
// fetch files, but it may load scripts: the index is in scripts that call one of these three
// functions with their part of it, and only those are loaded that a search needs.
let list = null;  // what search/list.js says
const words = [];     // by file: word, its messages, word, its messages, …
const messages = [];  // by file: [id, page, time, sender, text] of each message
window.boswell_list = value => { list = value; };
window.boswell_words = (file, value) => { words[file] = value; };
window.boswell_messages = (file, value) => { messages[file] = value; };

const loading = new Map();
function load(name) {
  if (!loading.has(name)) {
    loading.set(name, new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = `search/${name}.js`;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${name}.js is missing from the folder "search"`));
      document.head.append(script);
    }));
  }
  return loading.get(name);
}

// By code points, as the files are sorted; JavaScript's own order is that of UTF-16.
function compare(a, b) {
  const one = [...a], other = [...b];
  for (let i = 0; i < one.length && i < other.length; ++i) {
    const difference = one[i].codePointAt(0) - other[i].codePointAt(0);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

// The last of `count` ascending things for which `isBefore` holds, or -1.
function lastWhere(count, isBefore) {
  let low = 0, high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1; else high = middle;
  }
  return low - 1;
}

// Differences in groups of five bits, the lowest first; 32 says that another group follows.
const digits = new Map([...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].map((c, i) => [c, i]));
function numbersOf(text) {
  const numbers = [];
  let number = 0, difference = 0, shift = 0;
  for (const c of text) {
    const digit = digits.get(c);
    difference += (digit & 31) * 2 ** shift;
    shift += 5;
    if (digit & 32) continue;
    number += difference;
    numbers.push(number);
    difference = shift = 0;
  }
  return numbers;
}

// The numbers of the messages that have the word, or a word that begins with it; ascending.
async function messagesWith({ word, isPrefix }) {
  const found = new Set();
  const fits = other => isPrefix ? other.startsWith(word) : other === word;
  const first = Math.max(0, lastWhere(list.words.length, i => compare(list.words[i], word) <= 0));
  for (let file = first; file < list.words.length; ++file) {
    if (file > first && !fits(list.words[file])) break;
    await load(`w${file}`);
    for (let i = 0; i < words[file].length; i += 2) {
      if (fits(words[file][i])) numbersOf(words[file][i + 1]).forEach(number => found.add(number));
    }
  }
  return [...found].sort((a, b) => a - b);
}

function termsOf(text) {
  return text.split(/\s+/).flatMap(part => {
    const found = wordsOf(part);
    return found.map((word, i) => ({ word, isPrefix: part.endsWith('*') && i === found.length - 1 }));
  });
}

async function search(terms) {
  let found = null;
  for (const term of terms) {
    const here = await messagesWith(term);
    const known = found && new Set(found);
    found = known ? here.filter(number => known.has(number)) : here;
  }
  return found || [];
}

function element(name, content = '', attributes = {}) {
  const made = document.createElement(name);
  made.append(content);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}

function markedText(text, terms) {
  const shown = element('span', '', { dir: 'auto', class: 'text' });
  for (const part of text.match(new RegExp(`${unspaced.source}|[\\p{L}\\p{M}\\p{N}]+|[^\\p{L}\\p{M}\\p{N}]+`, 'gu')) || []) {
    const isFound = wordsOf(part).some(word => terms.some(
      term => term.isPrefix ? word.startsWith(term.word) : word === term.word));
    shown.append(isFound ? element('mark', part) : part);
  }
  return shown;
}

async function hit(number, conversation, terms) {
  const file = Math.floor((number - 1) / list.perFile);
  await load(`m${file}`);
  const [id, page, time, sender, text] = messages[file][(number - 1) % list.perFile];
  const item = element('li');
  item.append(element('a', time, { href: `${conversation.folder}/${page}.html#m${id}` }), ' ',
    element('bdi', sender, { class: 'name' }), ' ', markedText(text, terms));
  return item;
}

// The newest first, and more of them when they are asked for.
async function showConversation(conversation, numbers, terms) {
  const heading = element('h2');
  heading.append(element('bdi', conversation.name), ` (${numbers.length})`);
  const hits = element('ul', '', { class: 'found' });
  const more = element('button', 'More', { type: 'button' });
  const left = numbers.slice().reverse();
  const show = async count => {
    for (const number of left.splice(0, count)) hits.append(await hit(number, conversation, terms));
    more.hidden = left.length === 0;
  };
  more.onclick = () => show(100);
  results.append(heading, hits, more);
  await show(10);
}

const field = document.getElementById('field');
const results = document.getElementById('results');
const state = document.getElementById('state');
let running = 0;

async function run() {
  const mine = ++running;
  const terms = termsOf(field.value);
  results.replaceChildren();
  state.textContent = terms.length === 0 ? '' : 'Searching…';
  if (terms.length === 0) return;
  await load('list');
  const found = await search(terms);
  if (mine !== running) return;
  state.textContent = found.length === 1 ? '1 message' : `${found.length} messages`;
  const by = new Map();
  for (const number of found) {
    const i = lastWhere(list.conversations.length, at => list.conversations[at].first <= number);
    if (!by.has(i)) by.set(i, []);
    by.get(i).push(number);
  }
  const latest = [...by.keys()].sort((a, b) => list.conversations[b].last - list.conversations[a].last);
  for (const i of latest) {
    if (mine !== running) return;
    await showConversation(list.conversations[i], by.get(i), terms);
  }
  document.documentElement.dataset.done = field.value;
}

const start = () => run().catch(error => { state.textContent = error.message; });
document.getElementById('form').onsubmit = event => {
  event.preventDefault();
  location.hash = encodeURIComponent(field.value);
};
window.onhashchange = () => {
  field.value = decodeURIComponent(location.hash.slice(1));
  start();
};
if (location.hash) window.onhashchange();
field.focus();
