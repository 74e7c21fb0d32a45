import { collectInto } from "./collect.ts";
import { blocks } from "./tables.ts";

export default () => collectInto(blocks.kernel);
