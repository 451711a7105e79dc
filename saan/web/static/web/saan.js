// Small helps for those who have script. Every page works without this file.

// Leaves at once, and the page that was left is not one step back.
customElements.define("quick-exit", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link) return;
      event.preventDefault();
      document.documentElement.hidden = true;
      window.location.replace(link.href);
    });
  }
});

// Puts the receipt code on the clipboard and says so.
customElements.define("copy-code", class extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard) return;
    this.hidden = false;
    const words = this.querySelector("span");
    this.querySelector("button").addEventListener("click", async () => {
      await navigator.clipboard.writeText(this.dataset.code);
      words.setAttribute("role", "status");
      words.textContent = this.dataset.done;
    });
  }
});

// Searches as one types: asks the form's own page, and takes from it what was found.
customElements.define("as-you-type", class extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input[type=search]");
    let timer = 0, asked = 0;
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const turn = ++asked, address = new URL(input.form.action);
        address.search = new URLSearchParams(new FormData(input.form));
        const answer = await fetch(address).catch(() => null);
        if (!answer?.ok || turn !== asked) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        this.querySelector("[data-found]").replaceChildren(...page.querySelector("[data-found]").childNodes);
      }, 200);
    });
  }
});

// Shows what others said like it, after a pause in writing: the words are sent in the body, and nothing keeps them.
customElements.define("alike-voices", class extends HTMLElement {
  connectedCallback() {
    const area = document.querySelector(this.dataset.of);
    const found = this.querySelector("[data-found]");
    let timer = 0, asked = null, shown = found.innerHTML;
    area.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        asked?.abort();
        asked = new AbortController();
        const words = new FormData();
        words.set("text", area.value);
        words.set("csrfmiddlewaretoken", area.form.elements.csrfmiddlewaretoken.value);
        try {
          const answer = await fetch(this.dataset.to, { method: "POST", body: words, signal: asked.signal });
          const piece = answer.ok ? await answer.text() : "";
          if (piece === shown) return; // what is read aloud is read once
          shown = piece;
          found.innerHTML = piece;
        } catch (fault) {
          if (fault.name !== "AbortError" && !(fault instanceof TypeError)) throw fault; // offline: nothing to show
        }
      }, 800);
    });
  }
});

// Opens the printer's dialog.
customElements.define("print-page", class extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.querySelector("button").addEventListener("click", () => window.print());
  }
});

// Says how many characters are left, counted as people see them.
customElements.define("char-count", class extends HTMLElement {
  connectedCallback() {
    const area = this.querySelector("textarea");
    const most = Number(this.dataset.most);
    const signs = typeof Intl.Segmenter === "function" ? new Intl.Segmenter("th", { granularity: "grapheme" }) : null;
    const count = (text) => (signs ? [...signs.segment(text)].length : [...text].length);
    const left = document.createElement("p");
    left.className = "hint count";
    const say = () => {
      const rest = most - count(area.value);
      left.textContent = `${this.dataset.words} ${rest}`;
      left.classList.toggle("over", rest < 0);
    };
    area.removeAttribute("maxlength"); // the browser counts code units; the server counts what people see
    area.addEventListener("input", say);
    this.append(left);
    say();
  }
});

// Fetches a list while its search field is typed in; without script the button asks for the whole page.
customElements.define("live-list", class extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input[type=search]");
    const list = this.querySelector("[data-list]");
    let waiting = 0;
    let asked = null;
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        asked?.abort();
        asked = new AbortController();
        const address = new URL(this.dataset.from, window.location.href);
        address.searchParams.set(field.name, field.value);
        try {
          const answer = await fetch(address, { signal: asked.signal, headers: { "X-Requested-With": "live-list" } });
          if (answer.ok) list.innerHTML = await answer.text();
        } catch (fault) {
          if (fault.name !== "AbortError") throw fault;
        }
      }, 250);
    });
  }
});

// Reads the words aloud, where the device can speak.
customElements.define("read-aloud", class extends HTMLElement {
  connectedCallback() {
    if (!("speechSynthesis" in window)) return;
    this.hidden = false;
    this.querySelector("button").addEventListener("click", () => {
      const words = document.querySelector(this.dataset.of);
      const spoken = new SpeechSynthesisUtterance(words.textContent);
      spoken.lang = words.querySelector("[lang]")?.lang || document.documentElement.lang;
      window.speechSynthesis.cancel();
      window.speechSynthesis.speak(spoken);
    });
  }
});
