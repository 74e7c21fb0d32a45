/** Every kind of key in a file that is valid, and a sixth of them in turn in each other state. */
import { describeShownKeys } from "../../support/shown-keys.ts";

// test/long/shown-keys.test.ts has every kind in every state.
describeShownKeys((kind, state) => state === 0 || kind % 6 === state % 6);
