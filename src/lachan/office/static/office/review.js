// Keys of the review queue: a digit presses the button that carries it. Everything works without this script, by buttons.
"use strict";

(() => {
  const typing = (place) => place instanceof HTMLElement && (place.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(place.tagName) && place.type !== "radio");

  const press = (digit) => {
    const wanted = document.querySelector(`#card [data-key="${digit}"]`);
    if (!wanted || wanted.disabled || document.querySelector("#card.htmx-request, #card .htmx-request, #card.htmx-settling")) return false;
    if (wanted.tagName === "BUTTON" || wanted.tagName === "A") wanted.click();
    else wanted.focus();
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.key === "Escape" && typing(event.target)) {
      event.target.blur();
      return;
    }
    if (typing(event.target)) return;
    const found = /^(?:Digit|Numpad)(\d)$/.exec(event.code); // the key, whatever an input method makes of it
    if (found && press(found[1])) event.preventDefault();
  });

  // The next subject is read out, and keys go to it: once its buttons are htmx's.
  document.addEventListener("htmx:afterSettle", () => {
    const title = document.querySelector("#card h2");
    if (title) title.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  });

  // Whatever is no card (a sign-in page, a refusal) is shown as a page.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.serverResponse.includes('id="card"')) {
      event.detail.shouldSwap = false;
      window.location.reload();
    }
  });
  document.addEventListener("htmx:responseError", () => window.location.reload());
})();
