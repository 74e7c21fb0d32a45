# shellcheck shell=bash

load common aws connections

usage() {
	cat <<'END'
Usage: tgw-routes.sh [OPTION...]

Puts the VPN's attachments into the declared route tables of the transit gateway:

  - each VPN connection is associated with the table of routeTables.associate, and propagates to the tables of
    routeTables.propagate;
  - each VPC that these artifacts attach is associated with one of the tables of routeTables.propagate (the first,
    unless it is in another of them), and propagates to the table of routeTables.associate.

An attachment from a declared account that waits for acceptance is accepted. CloudFormation cannot do this: it does
not know the connections' attachments, and it fails where the gateway has associated an attachment by default.
If nothing is declared, the gateway's own defaults stay. Propagation to other tables is left alone; where a connection
propagates to one that is not declared, the command that stops it is printed.

  --move              move an attachment from another route table while tunnels are up; its traffic stops for
                      some seconds, one attachment after the other
  --connection-a ID   VPN connection a, instead of the one that the stack names
  --connection-b ID   VPN connection b, likewise
  --poll SECONDS      how often to ask while waiting (15)
  --timeout SECONDS   how long to wait for one thing (1800)
  --dry-run           say what would be changed, and change nothing
  --help              print this

END
	explain_statuses
	explain_waiting
}

move=0
dry_run=0

# attachment_of NAME CONNECTION
attachment_of() {
	local rows id state
	rows=$(in_aws ec2 describe-transit-gateway-attachments \
		--filters "Name=resource-id,Values=$2" Name=resource-type,Values=vpn \
		--query 'TransitGatewayAttachments[].[TransitGatewayAttachmentId,State]') ||
		fail "cannot read the attachment of connection $1 ($2)"
	IFS=$'\t' read -r id state <<<"$rows"
	[[ $id =~ ^tgw-attach-[0-9a-z]+$ && $rows != *$'\n'* ]] ||
		refuse "connection $1 ($2) has no single attachment to a transit gateway"
	[[ $state == available ]] || refuse "attachment $id of connection $1 is in state $state, not available"
	printf '%s\n' "$id"
}

# settled ATTACHMENT: whether nothing is in progress. Sets $table to the associated one, or to None.
settled() {
	local state
	SEEN=$(in_aws ec2 describe-transit-gateway-attachments --transit-gateway-attachment-ids "$1" \
		--query 'TransitGatewayAttachments[0].[Association.TransitGatewayRouteTableId,Association.State]') ||
		fail "cannot read the association of $1"
	IFS=$'\t' read -r table state <<<"$SEEN"
	SEEN=${SEEN/$'\t'/ }
	case $state in
	associated)
		[[ $table =~ ^tgw-rtb-[0-9a-z]+$ ]] || refuse "AWS does not say which route table $1 is associated with: $SEEN"
		;;
	disassociated | None)
		table=None
		return 0
		;;
	*) return 1 ;;
	esac
}

# associate ATTACHMENT "CONNECTION..." TABLE...: with the first table, unless it is associated with one of them. It is not
# taken from another table while a tunnel of one of the connections is up.
associate() {
	local table=None wanted=$3 each
	wait_until "the association of $1 has settled" settled "$1"
	for each in "${@:3}"; do
		if [[ $table == "$each" ]]; then return; fi
	done
	if [[ $table != None ]]; then
		check_move "$1" "$2"
		act disassociate-transit-gateway-route-table --transit-gateway-route-table-id "$table" \
			--transit-gateway-attachment-id "$1"
		((dry_run)) || wait_until "$1 has left $table" associated_with None "$1"
	fi
	act associate-transit-gateway-route-table --transit-gateway-route-table-id "$wanted" \
		--transit-gateway-attachment-id "$1"
	((dry_run)) || wait_until "$1 is associated with $wanted" associated_with "$wanted" "$1"
}

associated_with() {
	settled "$2" && [[ $table == "$1" ]]
}

# check_move ATTACHMENT "CONNECTION..."
check_move() {
	local up connection
	if ((move)); then return; fi
	for connection in $2; do
		up=$(describe "$connection" "VgwTelemetry[?Status=='UP'].OutsideIpAddress") ||
			fail "cannot read the tunnels of $connection"
		if [[ $up == *.* ]]; then
			go_on_in_window "$(quoted "$0") --move${CONNECTIONS_GIVEN[*]+ ${CONNECTIONS_GIVEN[*]}}"
			refuse "$1 is associated with $table and tunnels of $connection are up. To move it stops its traffic for some seconds"
		fi
	done
}

# propagate ATTACHMENT TABLE
propagate() {
	local state
	state=$(propagation_state "$1" "$2") || exit
	if [[ $state == enabled ]]; then return; fi
	if [[ $state != enabling ]]; then
		act enable-transit-gateway-route-table-propagation --transit-gateway-route-table-id "$2" \
			--transit-gateway-attachment-id "$1"
	fi
	((dry_run)) || wait_until "$1 propagates to $2" propagates "$1" "$2"
}

propagates() {
	SEEN=$(propagation_state "$1" "$2") || exit
	[[ $SEEN == enabled ]]
}

propagation_state() {
	local state
	state=$(in_aws ec2 get-transit-gateway-attachment-propagations --transit-gateway-attachment-id "$1" \
		--query "TransitGatewayAttachmentPropagations[?TransitGatewayRouteTableId=='$2'].State") ||
		fail "cannot read the propagations of $1"
	printf '%s\n' "${state:-disabled}"
}

# act OPERATION ...: the only calls that change something.
act() {
	changed=$((changed + 1))
	if ((dry_run)); then
		say "would run: aws ec2 $*"
		return
	fi
	say "$*"
	in_aws ec2 "$@" >/dev/null || fail "AWS did not accept $1"
}

arrange() {
	local attachment table
	attachment=$(attachment_of "$1" "$2") || exit
	if [[ -n $ASSOCIATE ]]; then associate "$attachment" "$2" "$ASSOCIATE"; fi
	for table in ${PROPAGATE[@]+"${PROPAGATE[@]}"}; do propagate "$attachment" "$table"; done
	if ((${#PROPAGATE[@]} > 0)); then name_others "$1" "$attachment"; fi
}

# name_others NAME ATTACHMENT: tables that learn its routes although they are not declared. Somebody else can want that.
name_others() {
	local table tables
	tables=$(in_aws ec2 get-transit-gateway-attachment-propagations --transit-gateway-attachment-id "$2" \
		--query "TransitGatewayAttachmentPropagations[?State=='enabled'||State=='enabling'].[TransitGatewayRouteTableId]") ||
		fail "cannot read the propagations of $2"
	for table in $tables; do
		if [[ ! $table =~ ^tgw-rtb-[0-9a-z]+$ || " ${PROPAGATE[*]} " == *" $table "* ]]; then continue; fi
		others=1
		say "connection $1 propagates to $table too, which is not in routeTables.propagate: that table has routes to Google" \
			"Cloud. If nobody needs them: aws ec2 disable-transit-gateway-route-table-propagation --region $REGION" \
			"--transit-gateway-route-table-id $table --transit-gateway-attachment-id $2"
	done
}

# find_gateway: sets $gateway, which is only then known when the stack has made it.
find_gateway() {
	gateway=$AWS_GATEWAY
	if [[ -z $gateway ]]; then
		gateway=$(describe "$CONNECTION_A" TransitGatewayId) || fail "cannot read the gateway of connection $CONNECTION_A"
	fi
	[[ $gateway =~ ^tgw-[0-9a-z]+$ ]] || refuse "connection a ($CONNECTION_A) is not on a transit gateway"
}

# read_vpc VPC OWNER: sets $attachment and $state; $state is empty where there is no attachment.
read_vpc() {
	local rows
	rows=$(in_aws ec2 describe-transit-gateway-attachments \
		--filters "Name=resource-id,Values=$1" Name=resource-type,Values=vpc "Name=transit-gateway-id,Values=$gateway" \
		"Name=resource-owner-id,Values=$2" Name=state,Values=initiating,pending,pendingAcceptance,modifying,available \
		--query 'TransitGatewayAttachments[].[TransitGatewayAttachmentId,State]') ||
		fail "cannot read the attachment of $1"
	IFS=$'\t' read -r attachment state <<<"$rows"
	case $rows in
	'' | None) state='' ;;
	*$'\n'*) refuse "$1 has more than one attachment to $gateway" ;;
	*) [[ $attachment =~ ^tgw-attach-[0-9a-z]+$ ]] || refuse "AWS does not say which attachment $1 has: $rows" ;;
	esac
	SEEN=${state:-none}
}

# vpc_ready VPC OWNER: whether its attachment needs nobody and nothing any more.
vpc_ready() {
	read_vpc "$1" "$2"
	case $state in initiating | pending | modifying) return 1 ;; esac
}

# arrange_vpc VPC OWNER
arrange_vpc() {
	local attachment='' state=''
	wait_until "the attachment of $1 has settled" vpc_ready "$1" "$2"
	if [[ -z $state ]]; then
		if [[ $2 == "$own_account" ]]; then
			((dry_run)) || refuse "$1 is not attached to $gateway: deploy stack $STACK first"
			say "$1 is not attached to $gateway yet"
			waiting=1
			return
		fi
		say "$1 of account $2 is not attached yet: deploy that account's part, then run this again: $(quoted "$0")"
		waiting=1
		return
	fi
	if [[ $state == pendingAcceptance ]]; then
		act accept-transit-gateway-vpc-attachment --transit-gateway-attachment-id "$attachment"
		if ((dry_run)); then return; fi
		wait_until "$attachment is available" vpc_available "$1" "$2"
	fi
	if ((${#PROPAGATE[@]} > 0)); then associate "$attachment" "$CONNECTION_A $CONNECTION_B" "${PROPAGATE[@]}"; fi
	if [[ -n $ASSOCIATE ]]; then propagate "$attachment" "$ASSOCIATE"; fi
}

vpc_available() {
	read_vpc "$1" "$2"
	[[ $state == available ]]
}

arrange_vpcs() {
	local at gateway own_account=${IDENTITY%%$'\t'*}
	if ((${#ATTACHED_VPCS[@]} == 0)); then return; fi
	find_gateway
	for at in "${!ATTACHED_VPCS[@]}"; do arrange_vpc "${ATTACHED_VPCS[at]}" "${ATTACHED_OWNERS[at]:-$own_account}"; done
}

changed=0
waiting=0
others=0

main() {
	while (($# > 0)); do
		case $1 in
		--help) usage && exit ;;
		--move) move=1 ;;
		--dry-run) dry_run=1 ;;
		--connection-a | --connection-b)
			connection_flag "$1" "${2-}"
			shift
			;;
		--poll | --timeout)
			wait_flag "$1" "${2-}"
			shift
			;;
		*) misused "unknown argument $1" ;;
		esac
		shift
	done
	check_account
	find_connections
	arrange a "$CONNECTION_A"
	arrange b "$CONNECTION_B"
	arrange_vpcs
	if ((changed > 0 || waiting)); then return; fi
	if ((others)); then
		say "nothing to do: all attachments are in the declared tables, and in those that are named above"
	else
		say "nothing to do: all attachments are as declared"
	fi
}

main "$@"
