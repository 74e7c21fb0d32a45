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

# Takes the connections from the stack's outputs where no flag named them.
find_connections() {
	if [[ -z $CONNECTION_A ]]; then CONNECTION_A=$(stack_output ConnectionAId) || exit; fi
	if [[ -z $CONNECTION_B ]]; then CONNECTION_B=$(stack_output ConnectionBId) || exit; fi
	[[ $CONNECTION_A != "$CONNECTION_B" ]] || refuse "connections a and b are both $CONNECTION_A"
}

stack_output() {
	local value
	value=$(in_aws cloudformation describe-stacks --stack-name "$STACK" \
		--query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue | [0]") ||
		fail "cannot read stack $STACK in $REGION; --connection-a and --connection-b do without it"
	[[ $value =~ ^vpn-[0-9a-z]+$ ]] || refuse "stack $STACK in $REGION has no output $1"
	printf '%s\n' "$value"
}

# describe CONNECTION QUERY: never the whole answer, which can hold pre-shared keys.
describe() {
	in_aws ec2 describe-vpn-connections --vpn-connection-ids "$1" --query "VpnConnections[0].$2"
}
