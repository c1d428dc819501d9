// After each instant that is told by the site's clocks, the same by the reader's own, where those show another hour.
"use strict";

(() => {
  const { own, zones } = document.currentScript.dataset;
  const page = document.documentElement.lang;
  const language = page === "en" ? "en-GB" : page; // day before month, as the site says it
  const parts = { month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" };
  // Without a zone: this device's.
  const shown = (instant, zone) => new Intl.DateTimeFormat("en", { ...parts, timeZone: zone }).format(instant);
  const words = new Intl.DateTimeFormat(language, {
    ...parts, month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", weekday: "short",
  });

  for (const time of document.querySelectorAll(".call time[datetime]")) {
    const instant = new Date(time.dateTime);
    if (zones.trim().split(" ").some((zone) => shown(instant, zone) === shown(instant))) continue;
    const line = document.createElement("span");
    line.className = "own-time";
    line.textContent = own.replace("{time}", words.format(instant));
    time.after(page === "en" ? " " : "", line);
  }
})();
