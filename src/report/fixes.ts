/** The fixes of a finding as changes of lines and columns. */
import type { Diagnostic, Fix } from "../diagnostic.ts";
import { changesOf } from "../source/edit/changes.ts";
import { type Location, locate } from "../source/locate.ts";
import type { ParsedFile } from "../source/parse.ts";

export interface LocatedFix {
  readonly title: string;
  /** What is replaced by which text; one per file, and never none. */
  readonly changes: readonly (Location & { readonly text: string })[];
}

/** A fix, or those of a choice; none of which the text does not allow to be made. */
export function fixesOf({ edits, place }: Diagnostic, files: readonly ParsedFile[]): LocatedFix[] {
  if (edits === undefined) return [];
  const fixes: readonly Fix[] = edits.applicability === "choice" ? edits.choices : [edits];
  return fixes.flatMap((fix) => {
    const changes = changesOf(fix, place.file, files);
    if (changes.length === 0) return [];
    return [
      {
        title: fix.title,
        changes: changes.map(({ file, span, text }) => ({ ...locate({ file, span }, files), text })),
      },
    ];
  });
}
