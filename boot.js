// Starts the compiled program. A file of its own, so that the page can forbid inline scripts.
import init from "./baton.js";

try {
  await init();
} catch (error) {
  console.error(error);
  for (const line of document.querySelectorAll("#boot > p")) line.hidden = !line.hidden;
}
