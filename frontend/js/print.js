// A button that prints the page; it is shown only where it works.
export function offerPrinting() {
  for (const button of document.querySelectorAll('[data-module="muster-print"]')) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
