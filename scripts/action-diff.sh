#!/usr/bin/env bash
# The step of action.yml that shows what a pull request does to the running VPN: in the job summary and, if asked, in one
# comment, which each run updates. https://docs.github.com/rest/issues/comments
set -euo pipefail

readonly MARKER='<!-- vpngen diff -->'

IFS=$' \t\n' read -r -d '' -a paths <<<"$INPUT_PATHS" || true
merge_base=$(git merge-base "$BASE" HEAD) || {
  echo '::error title=vpngen::The base of the pull request is not in the checkout; set fetch-depth: 0 for actions/checkout'
  exit 1
}
# 1 means that a version has errors, which the check before this step reports.
status=0
node "$VPNGEN" diff --from "$merge_base" --format markdown -- "${paths[@]}" >"$REPORT" || status=$?
((status <= 1)) || exit "$status"
cat "$REPORT" >>"$GITHUB_STEP_SUMMARY"

if [[ $COMMENT != true || -z $NUMBER ]]; then exit; fi
comment=$(gh api --paginate "repos/$REPOSITORY/issues/$NUMBER/comments" \
  --jq ".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$MARKER\"))) | .id" | head -n 1)
if [[ -n $comment ]]; then
  gh api --method PATCH "repos/$REPOSITORY/issues/comments/$comment" --field "body=@$REPORT" --silent
else
  gh api --method POST "repos/$REPOSITORY/issues/$NUMBER/comments" --field "body=@$REPORT" --silent
fi
