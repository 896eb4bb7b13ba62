// <centri-mappa region="08" service="mediazione_familiare" lang="it" height="560"></centri-mappa>
// Puts list and map of the centres into a page of another site. Makes one frame and nothing else: no cookie, no
// request to anyone but the site this file comes from. Safe to include more than once.
(() => {
  'use strict';
  const NAME = 'centri-mappa';
  if (customElements.get(NAME)) return;

  const script = document.currentScript ?? document.querySelector('script[src*="/embed.js"]');
  const origin = new URL(script instanceof HTMLScriptElement ? script.src : location.href, location.href).origin;
  const FILTERS = ['region', 'social_region', 'province', 'municipality', 'district', 'service', 'need', 'network_role', 'site_kind',
    'status', 'recognition', 'ownership', 'language', 'audience', 'age', 'access', 'open_at', 'lang'];
  /** HTML writes names of several words with hyphens. @param {string} name */
  const hyphenated = (name) => name.replaceAll('_', '-');
  const TITLES = new Map([
    ['it', 'Centri per la famiglia: elenco e mappa'],
    ['en', 'Family-support centres: list and map'],
    ['de', 'Familienzentren: Liste und Karte'],
    ['fr', 'Centres pour la famille : liste et carte'],
    ['sl', 'Centri za družino: seznam in zemljevid'],
  ]);
  const LOWEST = 360;
  const HIGHEST = 720;

  class CentriMappa extends HTMLElement {
    static observedAttributes = [...new Set([...FILTERS, ...FILTERS.map(hyphenated)]), 'height', 'title'];

    /** @type {HTMLIFrameElement | undefined} */
    #frame;
    /** @param {MessageEvent} event */
    #listen = (event) => {
      if (event.origin !== origin || event.source !== this.#frame?.contentWindow) return;
      if (event.data?.type !== 'centri:height' || typeof event.data.height !== 'number' || this.hasAttribute('height')) return;
      if (this.#frame) this.#frame.style.height = `${Math.min(Math.max(event.data.height, LOWEST), HIGHEST)}px`;
    };

    connectedCallback() {
      addEventListener('message', this.#listen);
      if (!this.#frame) {
        this.#frame = document.createElement('iframe');
        this.#frame.loading = 'lazy';
        this.#frame.referrerPolicy = 'no-referrer';
        this.#frame.style.cssText = `display:block;width:100%;border:1px solid #C9CFD6;height:${HIGHEST - 120}px`;
        this.replaceChildren(this.#frame);
      }
      this.style.display ||= 'block';
      this.#write();
    }

    disconnectedCallback() {
      removeEventListener('message', this.#listen);
    }

    attributeChangedCallback() {
      if (this.#frame) this.#write();
    }

    #write() {
      const frame = this.#frame;
      if (!frame) return;
      const query = new URLSearchParams();
      for (const name of FILTERS) {
        const value = this.getAttribute(name) ?? this.getAttribute(hyphenated(name));
        if (value) query.set(name, value);
      }
      const language = (this.getAttribute('lang') ?? document.documentElement.lang).slice(0, 2);
      if (!query.has('lang') && TITLES.has(language)) query.set('lang', language);
      frame.title = this.getAttribute('title') ?? TITLES.get(language) ?? TITLES.get('it') ?? '';
      const height = Number.parseInt(this.getAttribute('height') ?? '', 10);
      if (height > 0) frame.style.height = `${Math.min(Math.max(height, 200), 2000)}px`;
      const address = `${origin}/embed?${query}`;
      if (frame.src !== address) frame.src = address;
    }
  }
  customElements.define(NAME, CentriMappa);
})();
