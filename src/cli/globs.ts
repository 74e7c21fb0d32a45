/** What only a glob needs, which a shell mostly expands. */
export { default as picomatch } from "picomatch/posix";
