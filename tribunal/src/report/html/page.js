"use strict";
const form = document.querySelector("form");
const { search, verdict, shown } = form.elements;
const items = [...document.querySelectorAll("details")].map((item) => [item, item.textContent.toLowerCase()]);

function filter() {
  const words = search.value.toLowerCase().split(/\s+/);
  let count = 0;
  for (const [item, text] of items) {
    const fits =
      (verdict.value === "all" || verdict.value === item.dataset.verdict) && words.every((word) => text.includes(word));
    item.hidden = !fits;
    count += fits;
  }
  shown.value = `${count} of ${items.length}`;
}

form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = false;
filter();
