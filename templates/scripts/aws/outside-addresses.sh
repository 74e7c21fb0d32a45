# shellcheck shell=bash

load common aws connections

usage() {
	cat <<'END'
Usage: outside-addresses.sh [OPTION...]

Reads the outside address of each of AWS's four tunnels, matched by inside CIDR, and writes them to
aws-addresses.json in the folder above this one and, where gcp/terraform is beside it, to
gcp/terraform/aws-addresses.auto.tfvars.json, which Terraform reads by itself. Changes nothing on AWS.

  --connection-a ID   VPN connection a, instead of the one that the stack names
  --connection-b ID   VPN connection b, likewise
  --stdout            print the addresses and write no file
  --dry-run           say what would be written and write no file
  --help              print this

END
	explain_statuses
}

to_stdout=0

main() {
	while (($# > 0)); do
		case $1 in
		--help) usage && exit ;;
		--stdout) to_stdout=1 ;;
		--dry-run) DRY_RUN=1 ;;
		--connection-a | --connection-b)
			connection_flag "$1" "${2-}"
			shift
			;;
		*) misused "unknown argument $1" ;;
		esac
		shift
	done
	check_account
	find_connections
	find_tunnels
	if ((to_stdout)); then
		addresses_json
		return
	fi
	write_outside_addresses
	((DRY_RUN)) || say "done: the addresses are there for Google Cloud's side"
}

main "$@"
