/** What can happen to a repository of the base example between two runs. */
import fs from "node:fs";
import path from "node:path";
import { baseExample } from "../../src/rules/base-example.ts";
import { put, read, replaceUnseen } from "./builds.ts";

const artifacts = "generated/tokyo";
const deadProcess = 2 ** 22 + 7;

/** Ways to change nothing that a build looks at. */
export const harmless: Readonly<Record<string, () => void>> = {
  nothing: () => {},
  "the user's files in an artifact folder": () => {
    put(`${artifacts}/gcp/terraform/backend.tf`, "# mine\n");
    put(`${artifacts}/notes.txt`, "mine\n");
  },
};

/** Ways to touch what a build looks at, so that only a build can tell that nothing has changed. */
export const touching: Readonly<Record<string, () => void>> = {
  "the times of a source": () => fs.utimesSync("vpn.yaml", 1, 1),
  "the times of an artifact": () => fs.utimesSync(`${artifacts}/RUNBOOK.md`, 1, 1),
  "a source written anew": () => put("vpn.yaml", baseExample),
  "a source that is now a link to the same text": () => {
    fs.renameSync("vpn.yaml", "../elsewhere.yaml");
    fs.symlinkSync("../elsewhere.yaml", "vpn.yaml");
  },
  "a fresh checkout": () => {
    fs.cpSync("generated", "../copy", { recursive: true });
    fs.rmSync("generated", { recursive: true });
    fs.renameSync("../copy", "generated");
    put("vpn.yaml", baseExample);
  },
  "the program installed anew": () => put("../program.cjs", "version 1"),
  "the mode of a source": () => fs.chmodSync("vpn.yaml", 0o600),
};

/** Ways to change what a run has to do or say. */
export const changes: Readonly<Record<string, () => void>> = {
  "a source": () => put("vpn.yaml", baseExample.replace("65000", "65001")),
  "a source, unseen": () => replaceUnseen("vpn.yaml", "65000", "65001"),
  "a source that is gone": () => fs.unlinkSync("vpn.yaml"),
  "a source that is now a folder": () => {
    fs.unlinkSync("vpn.yaml");
    put("vpn.yaml/vpn.yaml", baseExample);
  },
  "a source that is now a link to another text": () => {
    put("../elsewhere.yaml", baseExample.replace("65000", "65001"));
    fs.unlinkSync("vpn.yaml");
    fs.symlinkSync("../elsewhere.yaml", "vpn.yaml");
  },
  "the program": () => put("../program.cjs", "version 2"),
  "the program, unseen": () => replaceUnseen("../program.cjs", "1", "2"),
  "the program that is gone": () => fs.unlinkSync("../program.cjs"),
  "an artifact": () => fs.appendFileSync(`${artifacts}/RUNBOOK.md`, "by hand\n"),
  "an artifact, unseen": () => replaceUnseen(`${artifacts}/aws/cloudformation.yaml`, "65000", "65001"),
  "an artifact that is gone": () => fs.unlinkSync(`${artifacts}/secrets.sh`),
  "an artifact's mode": () => fs.chmodSync(`${artifacts}/secrets.sh`, 0o644),
  "an artifact's mode, the other way": () => fs.chmodSync(`${artifacts}/RUNBOOK.md`, 0o755),
  "an artifact that is now a link": () => {
    fs.renameSync(`${artifacts}/secrets.sh`, "../secrets.sh");
    fs.symlinkSync(path.resolve("../secrets.sh"), `${artifacts}/secrets.sh`);
  },
  "an artifact that is now a folder": () => {
    fs.unlinkSync(`${artifacts}/secrets.sh`);
    fs.mkdirSync(`${artifacts}/secrets.sh`);
  },
  "a folder of artifacts that is now a link": () => {
    fs.renameSync(`${artifacts}/aws`, "../aws");
    fs.symlinkSync(path.resolve("../aws"), `${artifacts}/aws`);
  },
  "the artifact folder that is now a link": () => {
    fs.renameSync(artifacts, "../tokyo");
    fs.symlinkSync(path.resolve("../tokyo"), artifacts);
  },
  "all artifacts that are gone": () => fs.rmSync("generated", { recursive: true }),
  "line endings": () =>
    put(`${artifacts}/secrets.sh`, read(`${artifacts}/secrets.sh`).replaceAll("\n", "\r\n")),
  "the manifest": () =>
    put(`${artifacts}/.vpngen.json`, read(`${artifacts}/.vpngen.json`).replace(/ {4}"RUNBOOK.*\n/, "")),
  "the manifest that is gone": () => fs.unlinkSync(`${artifacts}/.vpngen.json`),
  "the manifest, unseen": () => replaceUnseen(`${artifacts}/.vpngen.json`, "RUNBOOK", "RUNBUCH"),
  "what a killed run left": () => put(`${artifacts}/aws/.x.${deadProcess}.vpngen-tmp`, ""),
  "a Prettier configuration": () => put(".prettierrc", "tabWidth: 8\n"),
  "a Prettier configuration beside artifacts": () =>
    put(`${artifacts}/aws/.prettierrc.yaml`, "tabWidth: 8\n"),
  "a Prettier configuration that is a program": () =>
    put("generated/prettier.config.cjs", "module.exports = { tabWidth: 8 };\n"),
  "an EditorConfig": () => put("generated/.editorconfig", "[*]\nindent_size = 8\n"),
  "a package with a Prettier configuration": () => put("package.json", '{ "prettier": { "tabWidth": 8 } }\n'),
};
