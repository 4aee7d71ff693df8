"use strict";
// Which words of two texts differ. Equal words are found by Myers' algorithm; where the texts differ in more words than it
// is worth, every word that the other text does not hold at all is marked instead.

/** The largest number of differences that are aligned: its square is what the alignment costs. */
const DIFFERENCES = 600;

const segmenter = Intl.Segmenter ? new Intl.Segmenter(undefined, { granularity: "word" }) : null;

/** Parts a text into words and what stands between them. */
function wordsOf(text) {
  if (segmenter) return [...segmenter.segment(text)].map((part) => part.segment);
  return text.match(/[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]/gu) ?? [];
}

/** Compares two texts. Gives both as lists of `[text, isOnlyHere]`, neighbours joined. */
function difference(one, other) {
  const [left, right] = [wordsOf(one), wordsOf(other)];
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  const room = Math.min(left.length, right.length) - start;
  while (end < room && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1;
  const inner = [left.slice(start, left.length - end), right.slice(start, right.length - end)];
  const kept = aligned(...inner) ?? shared(...inner);
  const marks = (words, isKept) => words.map((word, place) => {
    const isInner = place >= start && place < words.length - end;
    return [word, isInner && !isKept[place - start] && word.trim() !== ""];
  });
  return [joined(marks(left, kept[0])), joined(marks(right, kept[1]))];
}

/** Tells of every word whether it stands in both texts in the same order; `null` where the texts are too different. */
function aligned(left, right) {
  const limit = Math.min(left.length + right.length, DIFFERENCES);
  const reach = new Int32Array(2 * limit + 3);
  const origin = limit + 1;
  const trace = [];
  for (let edits = 0; edits <= limit; edits += 1) {
    trace.push(reach.slice(origin - edits - 1, origin + edits + 2));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const isDown =
        diagonal === -edits || (diagonal !== edits && reach[origin + diagonal - 1] < reach[origin + diagonal + 1]);
      let x = isDown ? reach[origin + diagonal + 1] : reach[origin + diagonal - 1] + 1;
      let y = x - diagonal;
      while (x < left.length && y < right.length && left[x] === right[y]) {
        x += 1;
        y += 1;
      }
      reach[origin + diagonal] = x;
      if (x >= left.length && y >= right.length) return traced(trace, left.length, right.length);
    }
  }
  return null;
}

function traced(trace, width, height) {
  const kept = [new Array(width).fill(false), new Array(height).fill(false)];
  let [x, y] = [width, height];
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const reach = (diagonal) => trace[edits][diagonal + edits + 1];
    const diagonal = x - y;
    const isDown = diagonal === -edits || (diagonal !== edits && reach(diagonal - 1) < reach(diagonal + 1));
    const from = isDown ? diagonal + 1 : diagonal - 1;
    const before = edits === 0 ? 0 : reach(from);
    const [stepX, stepY] = edits === 0 ? [0, 0] : isDown ? [before, before - from + 1] : [before + 1, before - from];
    while (x > stepX && y > stepY) {
      x -= 1;
      y -= 1;
      kept[0][x] = true;
      kept[1][y] = true;
    }
    if (edits > 0) [x, y] = [before, before - from];
  }
  return kept;
}

function shared(left, right) {
  const [inLeft, inRight] = [new Set(left), new Set(right)];
  return [left.map((word) => inRight.has(word)), right.map((word) => inLeft.has(word))];
}

/** Joins neighbours of one sort; blanks between marked words go with them. */
function joined(parts) {
  const runs = [];
  parts.forEach(([word, isMarked], place) => {
    const isBridge = !isMarked && word.trim() === "" && parts[place - 1]?.[1] && parts[place + 1]?.[1];
    const last = runs.at(-1);
    if (last && last[1] === (isMarked || Boolean(isBridge))) last[0] += word;
    else runs.push([word, isMarked || Boolean(isBridge)]);
  });
  return runs;
}
