/** Every kind of key in every state of the file, of which test/unit/report/keys.test.ts has some. */
import { describeShownKeys } from "../support/shown-keys.ts";

describeShownKeys(() => true);
