// Words of queries and pages, and the places in a text that match a query.
"use strict";
(() => {
  // Tokenized as in eventnotes/search/words.py; a test compares the two.
  const LETTERS = { ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe", ı: "i", ς: "σ" };
  const WORD = /[\p{L}\p{N}]+(?:['’]+[\p{L}\p{N}]+)*/gu;
  // A sign other than those inside of words: the query means it as typed.
  const SIGN = /^-|[^\p{L}\p{N}\p{M}'’-]/u;

  function fold(text) {
    const lower = text.normalize("NFKD").toLowerCase();
    const plain = lower.replace(/[łøđðþßæœıς]/g, (letter) => LETTERS[letter]);
    return plain.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC");
  }

  function words(text) {
    const plain = text.normalize("NFC").replace(/['’]/g, "");
    return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).flatMap(
      (word) => fold(word).slice(0, 40).match(/[\p{L}\p{N}]+/gu) ?? [],
    );
  }

  // *asked*, as typed, at the start of a word.
  function literally(text, asked) {
    const escaped = asked.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    const start = /^[\p{L}\p{N}]/u.test(asked) ? "(?<![\\p{L}\\p{N}])" : "";
    return [...text.matchAll(new RegExp(start + escaped, "giu"))];
  }

  const isMatch = (word, one) =>
    word === one ||
    (one.length > 1 && word.startsWith(one)) ||
    (one.length > 3 && word.includes(one));

  // Whether two neighbours, written as one word, are what was asked: "open source", "e-mail".
  const joins = (first, second, one) =>
    one === first + second ||
    (one.length > first.length + 2 && (first + second).startsWith(one) && one.startsWith(first));

  // The places of a text that match *asked*: start, end and what they match, in order.
  function spans(text, asked) {
    const found = asked.filter((one) => SIGN.test(one)).flatMap((one) =>
      literally(text, one).map((match) => [match.index, match.index + match[0].length, one]),
    );
    const all = [...text.matchAll(WORD)].map(({ index, 0: word }) => [
      index,
      index + word.length,
      fold(word.replace(/['’]/g, "")),
    ]);
    all.forEach(([start, end, word], at) => {
      const [next, last, after] = all[at + 1] ?? [];
      const near = next && /^(?:\s|\p{Pd})$/u.test(text.slice(end, next));
      const pair = near && asked.find((one) => joins(word, after, one));
      const one = pair || asked.find((each) => isMatch(word, each));
      if (one) found.push([start, pair ? last : end, one]);
    });
    found.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    let last = 0;
    return found.filter(([start, end]) => {
      const free = start >= last;
      if (free) last = end;
      return free;
    });
  }

  // A fragment with a part of the text, matches in <mark>.
  function marked(text, asked, from = 0, to = text.length) {
    const fragment = document.createDocumentFragment();
    let at = from;
    for (const [start, end] of spans(text, asked)) {
      if (start < from || end > to) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, end);
      fragment.append(text.slice(at, start), mark);
      at = end;
    }
    fragment.append(text.slice(at, to));
    return fragment;
  }

  window.eventnotesWords = { LETTERS, SIGN, WORD, fold, words, spans, marked };
})();
