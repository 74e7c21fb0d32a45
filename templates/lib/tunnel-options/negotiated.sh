# shellcheck shell=bash
# What the two ends of a tunnel have agreed on, which AWS tells of a tunnel that is up.

# negotiated AT: sets $AGREED to one value per option of the suite, in the order of OPTION_NAMES, with spaces between; empty where AWS
# does not tell.
negotiated() {
	AGREED=$(in_aws ec2 get-active-vpn-tunnel-status --vpn-connection-id "$(connection_of "${TUNNELS[$1]}")" \
		--vpn-tunnel-outside-ip-address "${OUTSIDE[$1]}" --query 'ActiveVpnTunnelStatus.[IkeVersion,
			Phase1EncryptionAlgorithm, Phase1IntegrityAlgorithm, Phase1DHGroup,
			Phase2EncryptionAlgorithm, Phase2IntegrityAlgorithm, Phase2DHGroup]' 2>/dev/null) || AGREED=''
	case $AGREED in None*) AGREED='' ;; *) AGREED=${AGREED//$'\t'/ } ;; esac
}

# print_negotiated AT
print_negotiated() {
	negotiated "$1"
	printf '%s  negotiated: %s\n' "${TUNNELS[$1]}" "${AGREED:-this aws CLI or AWS does not say}"
}
