import { get } from "../shared/dom.js";
import { QueryPage } from "./page.js";
import { Server } from "./server.js";
import { openStore } from "./store/page.js";

const data = JSON.parse(get("data").textContent ?? "");
// A page that holds the dataset asks no server.
const store = document.getElementById("dataset") ? openStore(data) : null;
const page = new QueryPage(data, store ?? new Server(data.base));

document.addEventListener("keydown", (event) => {
  const typing =
    event.target instanceof HTMLElement && event.target.matches("input, select, textarea");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.body.classList.add("drawer");
    page.catalogue.focus();
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.defaultPrevented) {
    event.preventDefault();
    page.run();
  } else if (event.key === "Escape" && document.body.classList.contains("drawer")) {
    document.body.classList.remove("drawer");
    get("drawer").focus();
  }
});
get("drawer").addEventListener("click", () => {
  const open = document.body.classList.toggle("drawer");
  get("drawer").setAttribute("aria-expanded", String(open));
  if (open) page.catalogue.focus();
});
page.arrive().finally(() => {
  document.documentElement.dataset["ready"] = "true";
  // Names are wanted sooner or later; until then nobody waits for the engine.
  store?.readIndex().catch(() => undefined);
});
