# shellcheck shell=bash

usage() {
	cat <<'END'
Usage: tgw-routes.sh [OPTION...]

Associates the attachment of each VPN connection with the declared route table of the transit gateway, and
propagates its routes to the declared ones. CloudFormation cannot: it does not know the attachments' ids.
Where nothing is declared, the gateway's own defaults stay. Propagation elsewhere is left alone.

  --move              move an attachment from another route table while its tunnels are up; its traffic
                      stops for some seconds, one connection after the other
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
	[[ $rows != *$'\n'* && $id == tgw-attach-* ]] ||
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
	associated) return 0 ;;
	disassociated | None)
		table=None
		return 0
		;;
	*) return 1 ;;
	esac
}

# associate CONNECTION ATTACHMENT
associate() {
	local table=None
	wait_until "the association of $2 has settled" settled "$2"
	if [[ $table == "$ASSOCIATE" ]]; then return; fi
	if [[ $table != None ]]; then
		check_move "$1" "$2"
		act disassociate-transit-gateway-route-table --transit-gateway-route-table-id "$table" \
			--transit-gateway-attachment-id "$2"
		((dry_run)) || wait_until "$2 has left $table" associated_with None "$2"
	fi
	act associate-transit-gateway-route-table --transit-gateway-route-table-id "$ASSOCIATE" \
		--transit-gateway-attachment-id "$2"
	((dry_run)) || wait_until "$2 is associated with $ASSOCIATE" associated_with "$ASSOCIATE" "$2"
}

associated_with() {
	settled "$2" && [[ $table == "$1" ]]
}

check_move() {
	local up
	if ((move)); then return; fi
	up=$(describe "$1" "VgwTelemetry[?Status=='UP'].OutsideIpAddress") || fail "cannot read the tunnels of $1"
	[[ $up != *.* ]] ||
		refuse "$2 is associated with $table and its tunnels are up: --move interrupts them for some seconds"
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
	if [[ -n $ASSOCIATE ]]; then associate "$2" "$attachment"; fi
	for table in ${PROPAGATE[@]+"${PROPAGATE[@]}"}; do propagate "$attachment" "$table"; done
}

changed=0

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
	if ((changed == 0)); then say "nothing to do: both attachments are as declared"; fi
}

main "$@"
