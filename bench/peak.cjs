/** Preloaded: says at the end how much memory the process took, in KiB. */
process.on("exit", () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\n`));
