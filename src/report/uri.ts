/** Paths of files as programs other than vpngen want them. */

/** Whether a source is a file; a name in angle brackets, as `<stdin>`, stands for something else. */
export function isFile(path: string): boolean {
  return !/^<.*>$/.test(path);
}

/** A path as the user named it, less what means nothing: `./a//vpn.yaml` becomes `a/vpn.yaml`. */
export function plainPath(path: string): string {
  const steps = path.split("/").filter((step) => step !== "." && step !== "");
  return (path.startsWith("/") ? "/" : "") + steps.join("/");
}

/**
 * A path as a URI: percent-encoded, relative where the path is, else of the scheme `file`.
 *
 * https://www.rfc-editor.org/rfc/rfc3986
 */
export function uriOf(path: string): string {
  const plain = plainPath(path);
  const drive = /^[A-Za-z]:(?=\/)/.exec(plain)?.[0] ?? "";
  const rest = plain
    .slice(drive.length)
    .split("/")
    .map((step) => encodeURIComponent(step.replace(/\p{Cs}/gu, "\ufffd")))
    .join("/");
  if (drive !== "") return `file:///${drive}${rest}`;
  return plain.startsWith("/") ? `file://${rest}` : rest;
}
