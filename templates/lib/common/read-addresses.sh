# shellcheck shell=bash
# AWS's outside addresses, from the file that aws/outside-addresses.sh writes. OUTSIDE is in the order of TUNNELS.

# read_outside_addresses FILE: {"a1": "...", ...}, alone or as aws_outside_addresses, as aws/outside-addresses.sh
# writes it.
read_outside_addresses() {
	local text tunnel address other writer pair='"[ab][12]":"([0-9.]+)"'
	if [[ ! -f $1 ]]; then
		if writer=$(script_beside aws/outside-addresses.sh); then go_on_with "$writer && $COMMAND_LINE"; fi
		refuse "there is no $1, which aws/outside-addresses.sh writes once AWS has its tunnels"
	fi
	text=$(tr -s '[:space:]' ' ' <"$1" | sed 's/ *\([{}:,]\) */\1/g; s/^ //; s/ $//') || fail "cannot read $1"
	case $text in '{"aws_outside_addresses":{'*'}}')
		text=${text#'{"aws_outside_addresses":'}
		text=${text%'}'}
		;;
	esac
	pair="^\{$pair,$pair,$pair,$pair\}\$"
	[[ $text =~ $pair ]] || refuse "$1 does not hold the addresses of ${TUNNELS[*]} and nothing else"
	for tunnel in "${TUNNELS[@]}"; do
		[[ $text == *"\"$tunnel\":"* ]] || refuse "$1 has no address of tunnel $tunnel"
		address=${text#*"\"$tunnel\":\""}
		address=${address%%\"*}
		is_address "$address" || refuse "$1: $address, of tunnel $tunnel, is no IPv4 address"
		for other in ${OUTSIDE[@]+"${OUTSIDE[@]}"}; do
			[[ $other != "$address" ]] || refuse "$1: two tunnels have the address $address"
		done
		OUTSIDE+=("$address")
	done
}
