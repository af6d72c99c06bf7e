// Warns before the session ends, with one key to stay. Nothing is sent away: what is typed stays on the page.
const STEP = 5000;
const TABS = "muster-session";

class Session {
  constructor(root) {
    this.root = root;
    this.dialog = root.querySelector("dialog");
    this.form = root.querySelector("form");
    this.button = root.querySelector("button");
    this.warning = Number(root.dataset.warning) * 1000;
    this.tabs = "BroadcastChannel" in window ? new BroadcastChannel(TABS) : null;
    this.form.addEventListener("submit", (event) => this.pressed(event));
    // Escape stays signed in too: somebody is there.
    this.dialog.addEventListener("cancel", (event) => this.pressed(event));
    this.tabs?.addEventListener("message", (event) => this.lasts(event.data - Date.now()));
    this.lasts(Number(root.dataset.seconds) * 1000);
    this.tell();
    this.look();
    // A laptop that slept missed its timers: look at the clock instead.
    setInterval(() => this.look(), STEP);
  }

  lasts(milliseconds) {
    this.end = Date.now() + milliseconds;
    this.over = false;
    if (this.dialog.open && milliseconds > this.warning) this.dialog.close();
  }

  tell() {
    this.tabs?.postMessage(this.end);
  }

  look() {
    const left = this.end - Date.now();
    if (left <= 0) this.finish();
    else if (left <= this.warning && !this.dialog.open) this.dialog.showModal();
  }

  async pressed(event) {
    event.preventDefault();
    if (this.over) {
      this.dialog.close();
      return;
    }
    const answer = await fetch(this.form.action, { method: "POST", body: new FormData(this.form) }).catch(() => null);
    if (answer?.ok) {
      this.lasts((await answer.json()).seconds * 1000);
      this.dialog.close();
      this.tell();
    } else if (answer?.status === 401) {
      this.finish();
    }
  }

  finish() {
    if (this.over) return;
    this.over = true;
    for (const part of this.root.querySelectorAll("[data-ended]")) part.textContent = part.dataset.ended;
    if (!this.dialog.open) this.dialog.showModal();
  }
}

export function watchSession() {
  const root = document.querySelector('[data-module="muster-session"]');
  if (root && "showModal" in document.createElement("dialog")) new Session(root);
}
