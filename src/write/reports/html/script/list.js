"use strict";
// A list of any length: only the rows in sight exist.

/** How many rows beyond the window are drawn, so that a quick scroll shows no gaps. */
const BEYOND = 6;

class List {
  /**
   * `row(item, index)` makes the element of a row; all rows are as high as the first, which style sheets decide.
   * `chosen(item, index)` hears of a selection, `opened(item)` of Enter or a second click.
   */
  constructor({ label, row, chosen, opened }) {
    this.row = row;
    this.chosen = chosen;
    this.opened = opened;
    this.items = [];
    this.selected = -1;
    this.space = make("div", { class: "space", role: "presentation" });
    this.box = make("div", { class: "list", role: "listbox", tabindex: "0", "aria-label": label }, this.space);
    this.box.addEventListener("scroll", () => this.drawSoon(), { passive: true });
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("click", (event) => this.click(event));
    new ResizeObserver(() => this.drawSoon()).observe(this.box);
  }

  /** Shows other items. The selection stays on its item where that is still there. */
  show(items, selected = undefined) {
    this.items = items;
    this.selected = selected === undefined ? -1 : items.indexOf(selected);
    this.draw(true);
    // In the middle of the window, so that what stands around it is seen.
    this.box.scrollTop = Math.max(0, (this.selected + 0.5) * this.height() - this.box.clientHeight / 2);
  }

  /** Draws the rows again, as what they show has changed. */
  refresh() {
    this.draw(true);
  }

  /** Moves the selection by some rows. */
  move(steps) {
    if (this.items.length === 0) return;
    const start = this.selected < 0 && steps > 0 ? -1 : this.selected;
    this.select(Math.min(Math.max(start + steps, 0), this.items.length - 1));
  }

  select(index) {
    this.selected = index;
    this.reveal();
    this.draw(true);
    this.chosen(this.items[index], index);
  }

  reveal() {
    const top = this.selected * this.height();
    const { scrollTop, clientHeight } = this.box;
    if (top < scrollTop) this.box.scrollTop = top;
    else if (top + this.height() > scrollTop + clientHeight) this.box.scrollTop = top + this.height() - clientHeight;
  }

  height() {
    return parseFloat(getComputedStyle(this.box).getPropertyValue("--row")) * rootSize();
  }

  drawSoon() {
    if (this.isWaiting) return;
    this.isWaiting = true;
    requestAnimationFrame(() => {
      this.isWaiting = false;
      this.draw(false);
    });
  }

  draw(isChanged) {
    const height = this.height();
    const first = Math.max(0, Math.floor(this.box.scrollTop / height) - BEYOND);
    const last = Math.min(this.items.length, Math.ceil((this.box.scrollTop + this.box.clientHeight) / height) + BEYOND);
    if (!isChanged && first === this.first && last === this.last) return;
    [this.first, this.last] = [first, last];
    this.space.style.height = `${this.items.length * height}px`;
    const rows = [];
    for (let index = first; index < last; index += 1) {
      const row = this.row(this.items[index], index);
      const isSelected = index === this.selected;
      fill(row, {
        role: "option",
        id: `${this.name()}-${index}`,
        "aria-selected": String(isSelected),
        "aria-posinset": index + 1,
        "aria-setsize": this.items.length,
        "data-index": index,
        css: { transform: `translateY(${index * height}px)` },
      }, []);
      rows.push(row);
    }
    this.space.replaceChildren(...rows);
    if (this.selected >= first && this.selected < last) {
      this.box.setAttribute("aria-activedescendant", `${this.name()}-${this.selected}`);
    } else {
      this.box.removeAttribute("aria-activedescendant");
    }
  }

  name() {
    return `row-${this.box.id}`;
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(this.box.clientHeight / this.height()) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.move(steps);
  }

  click(event) {
    const row = event.target.closest("[data-index]");
    if (!row || event.target.closest("a, button")) return;
    const index = Number(row.dataset.index);
    this.select(index);
    this.opened(this.items[index]);
  }
}

/** The size of a `rem` in pixels. */
function rootSize() {
  return parseFloat(getComputedStyle(document.documentElement).fontSize);
}
