/** Every hostile text in every key, of which test/unit/rules/hostile.test.ts has a third. */
import { describeRefusedTexts } from "../support/refused-texts.ts";

describeRefusedTexts(() => true);
