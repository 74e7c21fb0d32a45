/** Compute Engine's long-running operations: done after a number of polls. */
import { notFound, ok, type Reply, refusal } from "./reply.ts";

export interface Operation {
  readonly answer: Readonly<Record<string, unknown>>;
  readonly target: string;
  pollsLeft: number;
}

interface OperationState {
  readonly url: string;
  readonly operations: Map<string, Operation>;
  readonly operationPolls: number;
}

/** Answers a change with an operation; `target` is the path of what it changes. */
export function startOperation(state: OperationState, operationType: string, target: string): Reply {
  const name = `operation-${state.operations.size + 1}`;
  const [project, scope, region] = target.split("/");
  const base = `${state.url}/compute/v1/projects`;
  const regional = scope === "regions" ? { region: `${base}/${project}/regions/${region}` } : {};
  const path = `${project}/${scope === "regions" ? `regions/${region}` : "global"}/operations/${name}`;
  const answer = {
    kind: "compute#operation",
    name,
    operationType,
    targetLink: `${base}/${target}`,
    selfLink: `${base}/${path}`,
    ...regional,
  };
  const made = { answer, target, pollsLeft: state.operationPolls };
  state.operations.set(path, made);
  return ok(shownOperation(made));
}

/** Answers one look at an operation, which brings it one step nearer to its end. */
export function poll(state: OperationState, key: string): Reply {
  const found = state.operations.get(key);
  if (!found) return notFound(key);
  found.pollsLeft = Math.max(0, found.pollsLeft - 1);
  return ok(shownOperation(found));
}

function shownOperation({ answer, pollsLeft }: Operation): unknown {
  return { ...answer, status: pollsLeft > 0 ? "RUNNING" : "DONE", progress: pollsLeft > 0 ? 0 : 100 };
}

/** Refuses where one of the paths is what an unfinished operation changes. */
export function notReady({ operations }: OperationState, paths: readonly string[]): Reply | undefined {
  const busy = [...operations.values()].find(
    ({ target, pollsLeft }) => pollsLeft > 0 && paths.includes(target),
  );
  return busy && refusal(400, "resourceNotReady", `The resource 'projects/${busy.target}' is not ready`);
}
