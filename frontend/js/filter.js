// Narrows a table as you choose, without asking the server again: the form does the same where no script runs.
// A name is looked for here alone: it never leaves the page, and never stands in an address.
const OTHERS = ["pupil", "born"];

class Filter {
  constructor(form) {
    this.form = form;
    const table = document.getElementById(form.dataset.rows);
    this.rows = [...table.querySelectorAll("tbody tr")];
    this.columns = [...table.querySelectorAll("thead th")].map((heading) => heading.dataset.column);
    this.status = document.getElementById("shown");
    const search = form.querySelector("[data-search]");
    search.hidden = false;
    this.search = search.querySelector("input");
    for (const button of form.querySelectorAll("button[type=submit]")) button.hidden = true;
    this.search.addEventListener("input", () => this.show());
    form.addEventListener("change", () => {
      this.show();
      this.keep();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    this.show();
  }

  get asked() {
    const chosen = new FormData(this.form);
    return { subject: chosen.get("subject"), code: chosen.get("code"), group: chosen.get("group") };
  }

  show() {
    const words = plain(this.search.value).split(/\s+/).filter(Boolean);
    const asked = this.asked;
    let shown = 0;
    for (const row of this.rows) {
      row.hidden = !this.fits(row, asked, words);
      if (!row.hidden) shown += 1;
    }
    this.say(shown);
  }

  fits(row, { subject, code, group }, words) {
    const name = plain(row.children[0].textContent);
    return (
      words.every((word) => name.includes(word)) &&
      (!code || outcomes(row, this.asks(subject)).includes(code)) &&
      (!group || row.dataset.groups.split(" ").includes(group))
    );
  }

  // The columns that an outcome is looked for in: the subject's, or every subject's.
  asks(subject) {
    const subjects = this.columns.map((name, place) => [name, place]).filter(([name]) => !OTHERS.includes(name));
    return subjects.filter(([name]) => !subject || name === subject).map(([, place]) => place);
  }

  say(shown) {
    const { all, some, none } = this.status.dataset;
    const said = shown === this.rows.length ? all : shown ? some.replace("%n", shown) : none;
    if (this.status.textContent !== said) this.status.textContent = said;
  }

  // What was chosen, though no name, is still there after reloading or coming back.
  keep() {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(this.asked)) {
      if (value) query.set(name, value);
      else query.delete(name);
    }
    history.replaceState(history.state, "", `${location.pathname}?${query}${location.hash}`.replace(/\?(?=#|$)/, ""));
  }
}

// The cell of a pupil without an outcome says so in words; in the form it is "none".
function outcomes(row, columns) {
  return columns.map((column) => {
    const said = row.children[column].textContent.trim();
    return said === "None" ? "none" : said;
  });
}

// Without accents and capitals: Zoe finds Zoë.
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

export function filterTables() {
  for (const form of document.querySelectorAll('[data-module="muster-filter"]')) new Filter(form);
}
