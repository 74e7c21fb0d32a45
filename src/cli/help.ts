/** The texts of `--help`. */

const overview = `vpngen compiles one vpn.yaml into both ends of an HA VPN between AWS and Google Cloud.

Usage: vpngen COMMAND [OPTION…] [PATH…]

Commands:
  build     check the files, and write the artifacts of each that is new or has changed
  check     check the files only
  explain   say what a rule demands, why, and how to meet it
  schema    print the JSON Schema of vpn.yaml, for editors

PATH is a file, a folder (every vpn.yaml and *.vpn.yaml in it that git does not ignore), a glob,
or - for standard input; without one, vpn.yaml. All files of a run are checked together.

Options: --help (of any command), --version

Exit status: 0 fine · 1 errors in a file, or artifacts that are not up to date ·
2 wrong usage, input that cannot be read, output that cannot be written · 3 a defect in vpngen
`;

const byCommand: Readonly<Record<string, string>> = {
  build: `Usage: vpngen build [OPTION…] [PATH…]

Checks the files and writes their artifacts to FOLDER/NAME, beside each file. Only what changed is
written. An error in any file of the run writes nothing.

  --check            write nothing; show what is stale, missing, orphaned or has the wrong mode, and
                     exit with 1 if anything is
  --prune            delete orphans: artifacts that are no longer made. Without it they are listed
  --out DIR          write to DIR/NAME, in place of output.directory
  --target T,…       only these targets: cloudformation, tunnel-options, terraform,
                     gcloud, terraform-aws, runbook
  --format FORMAT    text (default) or json, which goes to standard output
`,
  check: `Usage: vpngen check [OPTION…] [PATH…]

Checks the files and writes nothing.

  --format FORMAT    text (default, to standard error); to standard output: json, sarif (SARIF 2.1.0),
                     or github (annotations in GitHub Actions, with the text on standard error)
  --max-warnings N   exit with 1 if there are more than N warnings
`,
  explain: `Usage: vpngen explain [RULE|TOPIC…]

Says what a rule demands, what breaks otherwise and when one would notice, how to put it right, with
a wrong and a right example and the page that says so. RULE is what stands in brackets behind a
finding, as bgp/asn-equal. A topic, as bgp, gives the list of its rules; without any, all are listed.
`,
  schema: `Usage: vpngen schema

Prints the JSON Schema of vpn.yaml. Editors find it by a first line such as
  # yaml-language-server: $schema=./node_modules/vpngen/schemas/vpn.schema.json
`,
};

/** Help of a command, or of the program. */
export function help(command: string): string {
  return (Object.hasOwn(byCommand, command) ? byCommand[command] : undefined) ?? overview;
}
