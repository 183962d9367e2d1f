// Draws for the simulation of the lab, beside the page and by the same program. An empty answer says that it failed.
import init, { draw } from "./baton.js";

onmessage = async ({ data }) => {
  try {
    await init();
    await draw(data, (told) => postMessage(told));
  } catch (error) {
    console.error(error);
    postMessage("");
  }
};
