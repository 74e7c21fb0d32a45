# shellcheck shell=bash
# IPv4 ranges.

# is_range TEXT: in decimal alone, since arithmetic would execute what else is in it.
is_range() {
	local octet='(0|[1-9][0-9]{0,2})' range
	range="^$octet\.$octet\.$octet\.$octet/(0|[1-9]|[12][0-9]|3[0-2])\$"
	[[ $1 =~ $range ]]
}

# overlap RANGE RANGE: whether one holds the other.
overlap() {
	if ! is_range "$1" || ! is_range "$2"; then refuse "$1 or $2, which should be an IPv4 range, is not one"; fi
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
		if is_range "$destination"; then destinations+=("$destination"); fi
	done
	for range in "$@"; do
		for destination in ${destinations[@]+"${destinations[@]}"}; do
			if overlap "$range" "$destination"; then continue 2; fi
		done
		missing+="${missing:+ }$range"
	done
	printf '%s\n' "$missing"
}
