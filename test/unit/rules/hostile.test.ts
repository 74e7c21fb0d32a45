/** A third of the hostile texts in each key, in turn; test/long/refused-texts.test.ts has all. */
import { describeRefusedTexts } from "../../support/refused-texts.ts";

describeRefusedTexts((text, key) => text % 3 === key % 3);
