# shellcheck shell=bash
# IPv4 ranges.

# overlap RANGE RANGE: whether one holds the other.
overlap() {
	local a b c d prefix first
	IFS=./ read -r a b c d prefix <<<"$1"
	first=$(((a << 24) + (b << 16) + (c << 8) + d))
	local length=$prefix
	IFS=./ read -r a b c d prefix <<<"$2"
	((length <= prefix)) || length=$prefix
	((first >> (32 - length) == ((a << 24) + (b << 16) + (c << 8) + d) >> (32 - length)))
}

# without_route RANGE...: of those ranges, the ones that overlap none on standard input, on one line.
without_route() {
	local range destination destinations=() missing=''
	while read -r destination; do
		case $destination in *:*) ;; [0-9]*/*) destinations+=("$destination") ;; esac
	done
	for range in "$@"; do
		for destination in ${destinations[@]+"${destinations[@]}"}; do
			if overlap "$range" "$destination"; then continue 2; fi
		done
		missing+="${missing:+ }$range"
	done
	printf '%s\n' "$missing"
}
