// While the archive is away: how old the list is, said where everybody sees it, and another question now and then until it
// is back.

import { announce } from './announce.js';

/** About how often a list from memory is asked for again, milliseconds. */
const AGAIN_MS = 20_000;

export class DataAge {
  #timer = 0;
  #away = false;

  /** @param {() => void} askAgain asks for the list as it stands now */
  constructor(askAgain) {
    this.askAgain = askAgain;
  }

  /** Reads what a list says of its age. @param {HTMLElement} results */
  read(results) {
    const note = results.dataset.away ?? '';
    this.#away = note !== '';
    const banner = document.querySelector('[data-away-note]');
    if (banner instanceof HTMLElement) {
      banner.hidden = !this.#away;
      announce(banner.querySelector('[role="status"]'), note);
    }
    this.wait();
  }

  /** Waits before it asks again, as long as the last list heard was an old one. Not all ask at the same moment. */
  wait() {
    clearTimeout(this.#timer);
    if (!this.#away) return;
    this.#timer = setTimeout(() => (document.hidden ? this.wait() : this.askAgain()), AGAIN_MS * (0.5 + Math.random()));
  }
}
