# shellcheck shell=bash
# The two VPN connections. STACK comes from settings.sh.

CONNECTION_A=''
CONNECTION_B=''

# connection_flag FLAG VALUE: for the flags that name a connection.
connection_flag() {
	[[ $2 =~ ^vpn-[0-9a-z]+$ ]] || misused "$1 takes the id of a VPN connection, vpn-..."
	case $1 in
	--connection-a) CONNECTION_A=$2 ;;
	*) CONNECTION_B=$2 ;;
	esac
	CONNECTIONS_GIVEN+=("$1" "$2")
}

# find_connections: from the stack's outputs, if no flag named them.
find_connections() {
	local rows
	if [[ -z $CONNECTION_A || -z $CONNECTION_B ]]; then
		rows=$(in_aws cloudformation describe-stacks --stack-name "$STACK" \
			--query "Stacks[0].Outputs[?OutputKey=='ConnectionAId' || OutputKey=='ConnectionBId'].[OutputKey,OutputValue]") ||
			fail "cannot read stack $STACK in $REGION; --connection-a and --connection-b do without it"
		if [[ -z $CONNECTION_A ]]; then CONNECTION_A=$(output_in "$rows" ConnectionAId) || exit; fi
		if [[ -z $CONNECTION_B ]]; then CONNECTION_B=$(output_in "$rows" ConnectionBId) || exit; fi
	fi
	[[ $CONNECTION_A != "$CONNECTION_B" ]] || refuse "connections a and b are both $CONNECTION_A"
}

# output_in ROWS NAME
output_in() {
	local key value
	while IFS=$'\t' read -r key value; do
		if [[ $key == "$2" && $value =~ ^vpn-[0-9a-z]+$ ]]; then
			printf '%s\n' "$value"
			return
		fi
	done <<<"$1"
	refuse "stack $STACK in $REGION has no output $2"
}

# describe CONNECTION QUERY: never the whole answer, which can hold pre-shared keys.
describe() {
	in_aws ec2 describe-vpn-connections --vpn-connection-ids "$1" --query "VpnConnections[0].$2"
}
