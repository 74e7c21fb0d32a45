/** Which names of a script a caller's export would make visible to what the script starts. */
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { assignedNames } from "../../scripts/generate/shell-names.ts";

test.each([
  ["assigned", "value=secret"],
  ["added to", "value=''\nvalue+=secret"],
  ["local", "f() {\n\tlocal other='' value\n\tvalue=secret\n\tenv\n}\nf"],
  ["local with a value", "f() {\n\tlocal value=secret\n\tenv\n}\nf"],
  ["read", "IFS=, read -r other value <<<x,secret"],
  ["looped over", "for value in secret; do env; done"],
  ["set where it was empty", ': "${value:=secret}"'],
])("a variable that is %s is not exported, though the caller has exported its name", (_, body) => {
  const unset = `unset -v ${assignedNames(body).join(" ")}\n`;
  const exported = (text: string) =>
    execFileSync("bash", { input: text, encoding: "utf8", env: { PATH: process.env.PATH, value: "" } });
  expect(exported(`${unset}${body}\nenv`)).not.toContain("secret");
  expect(exported(`${body}\nenv`)).toContain("secret");
});
