// Makes of a text the words that the index has, as the archive's own search does it: Unicode's
// NFKC_Casefold, each Han, Kana, Hangul or Thai character and each emoji a word of its own, Latin
// letters without their accents. JavaScript has no case folding. So a character becomes upper case
// and then lower case, which is the same but for the characters in `exceptions`.
'use strict';
const exceptions = { 'İ': 'i\u0307', 'ı': 'ı' };
const isCherokee = c => /[\u13A0-\u13FD\uAB70-\uABBF]/.test(c);
// The tatweel and its like, controls of layout, and what is invisible; not the signs that enclose digits.
const decoration = new RegExp('[\\p{Default_Ignorable_Code_Point}\\u0640\\u07FA\\u0883-\\u0885' +
  '\\u180A\\u180E\\u200D\\uFEFF\\uFFF9-\\uFFFB\\u{13430}-\\u{13440}\\u{1D173}-\\u{1D17A}\\u{E0001}' +
  '\\u{E0020}-\\u{E007F}]', 'gu');
const unspaced = new RegExp('[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Bopo}\\p{sc=Hang}' +
  '\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}\\u30FC]', 'u');
const alphanumeric = /[\p{L}\p{M}\p{N}]/u;
const optionalMark = /[\p{sc=Inherited}\p{sc=Hebr}\p{sc=Arab}\p{sc=Syrc}\p{Me}]/u;

function foldCharacter(c) {
  if (exceptions[c]) return exceptions[c];
  if (isCherokee(c)) return c >= '\uAB70' ? String.fromCodePoint(c.codePointAt(0) - 0xAB70 + 0x13A0)
    : c >= '\u13F8' ? String.fromCodePoint(c.codePointAt(0) - 8) : c;
  return c.toUpperCase().toLowerCase();
}

function fold(text) {
  const once = t => [...t.normalize('NFKC')].map(foldCharacter).join('').normalize('NFKC');
  return once(once(text).replace(decoration, ''));
}

function isolateSymbols(text) {
  return [...text].map(c => /\p{So}|\p{Emoji_Modifier}/u.test(c) ? ` ${c} ` : /\p{Sk}/u.test(c) ? ' ' : c).join('');
}

function isolateCharacter(c) {
  if (/\p{M}/u.test(c)) {
    if (optionalMark.test(c)) return '';
    // The index has private characters for marks that its tokenizer would take for blanks.
    const code = c.codePointAt(0);
    const mark = code < 0x10000 ? String.fromCodePoint(0xF0000 + code) : c;
    return unspaced.test(c) ? ` ${mark} ` : mark;
  }
  if (unspaced.test(c) && alphanumeric.test(c)) return ` ${c} `;
  return /\p{Sk}/u.test(c) && !/\p{Emoji_Modifier}/u.test(c) ? ' ' : c;
}

function withoutAccent(c) {
  if (c < '\x80' || c === 'ǡ') return c;
  const base = c.normalize('NFD')[0];
  return /[A-Za-z]/.test(base) ? base : c;
}

function wordsOf(text) {
  const segmented = [...fold(isolateSymbols(text))].map(isolateCharacter).join('');
  const words = segmented.match(/[\p{L}\p{N}\p{Co}\p{So}\p{Sk}]+/gu) || [];
  return words.map(word => [...word].map(withoutAccent).join(''));
}
