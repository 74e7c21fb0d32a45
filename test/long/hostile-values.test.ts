/** Every hostile text in every field, of which test/unit/hostile.test.ts has some. */
import { describeHostileTexts } from "../support/hostile-suite.ts";

describeHostileTexts(() => true);
