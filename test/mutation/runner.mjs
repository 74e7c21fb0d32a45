/**
 * Runs the tests in Stryker's own process, loaded once: Vitest begins anew for each mutant, which takes longer than all
 * the tests together. The tests of the changed rule run first, then the quick ones, and the first failure
 * ends the run.
 */
import { createRequire } from "node:module";
import path from "node:path";
import vm from "node:vm";
import { INSTRUMENTER_CONSTANTS } from "@stryker-mutator/api/core";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import { DryRunStatus, MutantRunStatus, TestStatus } from "@stryker-mutator/api/test-runner";
import { expect, vi } from "vitest";
import { bundle } from "./bundle.mjs";

/** What the changed code reads and counts in. */
const shared = {};
globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] = shared;

class InProcessRunner {
  times = new Map();

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    const text = await bundle((process.env.MUTATION_TESTS ?? "").split(" "));
    this.script = new vm.Script(`(require, module, exports) => {${text}\n}`, { filename: "tests.cjs" });
  }

  async dryRun() {
    this.load();
    const tests = [];
    for (const test of this.tests) {
      shared.currentTestId = test.id;
      const start = performance.now();
      const failureMessage = await failureOf(test);
      const timeSpentMs = performance.now() - start;
      this.times.set(test.id, timeSpentMs);
      const status = failureMessage === undefined ? TestStatus.Success : TestStatus.Failed;
      tests.push({ ...test, timeSpentMs, status, failureMessage });
    }
    shared.currentTestId = undefined;
    return { status: DryRunStatus.Complete, tests, mutantCoverage: shared.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation, reloadEnvironment }) {
    Object.assign(shared, { hitCount: hitLimit === undefined ? undefined : 0, hitLimit });
    shared.activeMutant = mutantActivation === "static" ? activeMutant.id : undefined;
    try {
      if (reloadEnvironment || this.tests === undefined) this.load();
    } catch (error) {
      // Not one test can run.
      return { status: MutantRunStatus.Killed, killedBy: ["0"], failureMessage: String(error), nrOfTests: 0 };
    }
    shared.activeMutant = activeMutant.id;
    const chosen = new Set(testFilter);
    const tests = testFilter === undefined ? this.tests : this.tests.filter(({ id }) => chosen.has(id));
    const failed = await this.firstFailure(tests, ruleIn(activeMutant.fileName));
    if (shared.hitCount > hitLimit) return { status: MutantRunStatus.Timeout, reason: "no end of it" };
    const nrOfTests = tests.length;
    if (failed === undefined) return { status: MutantRunStatus.Survived, nrOfTests };
    return { status: MutantRunStatus.Killed, killedBy: [failed.id], nrOfTests, ...failed };
  }

  async firstFailure(tests, rule) {
    const rank = ({ id, about }) => (about.has(rule) ? 0 : 1e6) + (this.times.get(id) ?? 0);
    for (const test of tests.toSorted((a, b) => rank(a) - rank(b))) {
      const failureMessage = await failureOf(test);
      if (failureMessage !== undefined) return { id: test.id, failureMessage };
    }
    return undefined;
  }

  load() {
    const { tests, api } = registry();
    const require = createRequire(path.resolve("package.json"));
    const module = { exports: {} };
    this.tests = undefined;
    this.script.runInThisContext()(
      (name) => (name === "vitest" ? api : require(name)),
      module,
      module.exports,
    );
    this.tests = tests;
  }
}

async function failureOf({ body }) {
  try {
    await body();
    return undefined;
  } catch (error) {
    return String(error?.message ?? error);
  }
}

/** The id of the rule in a file. */
function ruleIn(file) {
  return /rules\/(\w+\/[\w-]+)\.ts$/.exec(file)?.[1];
}

/** What the tests need of Vitest, and the list of tests that it makes. */
function registry() {
  const tests = [];
  let around = [];
  let hooks = { beforeEach: [], afterEach: [] };
  const finished = [];
  const test = (name, body) => {
    const { beforeEach, afterEach } = hooks;
    const whole = async () => {
      try {
        for (const hook of beforeEach) await hook();
        await body();
      } finally {
        for (const hook of [...finished.splice(0).reverse(), ...afterEach]) await hook();
      }
    };
    tests.push({ id: String(tests.length), name, body: whole, about: new Set(around) });
  };
  const describe = (name, body) => {
    const outside = { around, hooks };
    around = [...around, name];
    hooks = { beforeEach: [...hooks.beforeEach], afterEach: [...hooks.afterEach] };
    body();
    ({ around, hooks } = outside);
  };
  const each = (one) => (cases) => (name, body) => {
    for (const value of cases) {
      const outside = around;
      const args = Array.isArray(value) ? value : [value];
      around = [...around, ...args.flatMap((arg) => [arg, arg?.rule, arg?.rule?.id])];
      one(name, () => body(...args));
      around = outside;
    }
  };
  test.each = each(test);
  describe.each = each(describe);
  const api = {
    describe,
    expect,
    it: test,
    test,
    vi,
    beforeEach: (hook) => hooks.beforeEach.push(hook),
    afterEach: (hook) => hooks.afterEach.unshift(hook),
    onTestFinished: (hook) => finished.push(hook),
  };
  return { tests, api };
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, "in-process", InProcessRunner)];
