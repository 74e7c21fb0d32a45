# shellcheck shell=bash
# Lists of what look_up found.

# values LIST [FIELD]: every `LIST[0]FIELD`, as sorted prints them.
values() {
	awk -v list="$1[" -v field="${2-}: " '
    index($0, list) == 1 {
      rest = substr($0, length(list) + 1)
      sub(/^[0-9]+\]/, "", rest)
      if (index(rest, field) == 1) print substr(rest, length(field) + 1)
    }' <<<"$FOUND" | sorted
}

# Lines in a fixed order, with commas between.
sorted() {
	sort | paste -s -d , -
}
