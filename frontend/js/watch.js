// Says when schools have changed since the page was read. The page itself stays as it is until somebody updates it.
const EVERY = 8000;
const LOST = 3;

class Watch {
  constructor(root) {
    this.status = root.querySelector("[role=status]");
    this.address = root.dataset.watch;
    this.missed = 0;
    root.querySelector("a").addEventListener("click", (event) => this.update(event));
    // A page in the background asks nothing, and asks at once when somebody looks at it again.
    document.addEventListener("visibilitychange", () => this.ask());
    this.timer = setInterval(() => this.ask(), EVERY);
  }

  // Read anew at the same address, a page stays scrolled to where it was.
  update(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.reload();
  }

  async ask() {
    if (document.hidden) return;
    const answer = await fetch(this.address, { redirect: "manual" }).catch(() => null);
    // Whoever is no longer signed in is led to the sign-in page: there is nothing more to ask.
    if (answer && (answer.type === "opaqueredirect" || (answer.status >= 400 && answer.status < 500))) {
      clearInterval(this.timer);
    } else if (answer?.ok) {
      this.missed = 0;
      this.say((await answer.json()).said || this.status.dataset.none);
    } else {
      this.missed += 1;
      if (this.missed === LOST) this.say(this.status.dataset.lost);
    }
  }

  say(words) {
    if (this.status.textContent !== words) this.status.textContent = words;
  }
}

export function watchForChanges() {
  for (const root of document.querySelectorAll("[data-watch]")) new Watch(root);
}
