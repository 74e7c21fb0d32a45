# shellcheck shell=bash

load common aws stack gcp terraform destroy

usage() {
	cat <<'END'
Usage: destroy.sh [OPTION...]

Takes the VPN down and removes it, in the reverse order: the tunnels on Google Cloud, the stack on AWS, then the
gateway, router and firewall rule on Google Cloud. It asks for the VPN's name first. What it did not make stays:
an existing gateway, router or log group, and the pre-shared keys. After a failure, run it again.

CloudFormation keeps the VPN connections, customer gateways and the gateway that it made, because their addresses
cannot be had again, and the log group. They are listed at the end with the commands that delete them, or deleted with
--with-retained; connections cost money for as long as they exist.

  --name NAME           the VPN's name, instead of being asked for it
  --gcp TOOL            what made Google Cloud's side, terraform or gcloud; terraform if both were generated. The tool
                        that did not make it is refused
  --side aws|gcp        that cloud's side alone, with its credentials alone
  --terraform-root DIR  the root that calls gcp/terraform, where that is a module
  --module NAME         name of its module block (vpn)
  --with-retained       delete what CloudFormation keeps too
  --with-secrets        delete the pre-shared keys too, unless they were there before
  --poll SECONDS        how often to ask while waiting (15)
  --timeout SECONDS     how long to wait for one thing (1800)
  --dry-run             print what would be deleted, and change nothing
  --help                print this

END
	explain_statuses
	explain_waiting
}

given_name=''
with_retained=0
with_secrets=0

confirm_name() {
	((!DRY_RUN)) || return 0
	if [[ -z $given_name ]]; then
		[[ -t 0 ]] || misused "--name $NAME is needed where nobody can be asked"
		printf 'This takes the VPN down for good. Its name, to go on: ' >&2
		read -r given_name || true
	fi
	[[ $given_name == "$NAME" ]] || refuse "this is the VPN $NAME, and not '$given_name': nothing was changed"
}

parse_arguments() {
	while (($# > 0)); do
		case $1 in
		--help) usage && exit ;;
		--dry-run) DRY_RUN=1 ;;
		--with-retained) with_retained=1 ;;
		--with-secrets) with_secrets=1 ;;
		--name | --gcp | --side | --terraform-root | --module | --poll | --timeout)
			value_flag "$1" "${2-}"
			shift
			;;
		*) misused "unknown argument $1" ;;
		esac
		shift
	done
}

# value_flag FLAG VALUE
value_flag() {
	[[ -n $2 ]] || misused "$1 takes a value"
	case $1 in
	--name) given_name=$2 ;;
	--gcp) gcp_tool_flag "$2" ;;
	--side) side_flag "$2" ;;
	--terraform-root | --module) terraform_flag "$1" "$2" ;;
	*) wait_flag "$1" "$2" ;;
	esac
}

choose_side() {
	limit_side
	if covers gcp; then
		find_gcp_tool
		if [[ $TOOL == terraform ]]; then
			need_command terraform
			find_root
		else
			need_command gcloud
		fi
		say "Google Cloud's side: $TOOL"
		check_maker
	fi
	if covers aws; then
		[[ -n $TEMPLATE ]] || misused "nothing was generated for AWS's side"
		check_account
		read_stack "$STACK"
		check_ours "$STACK" "$STACK_DESCRIPTION"
		read_recorded
		find_kept
		check_shared_gateway
	fi
	if covers gcp && [[ $TOOL == gcloud ]]; then read_tunnels; fi
}

# remove_files NAME...: what scripts have written for other scripts, and what no longer holds.
remove_files() {
	local file
	for file in "$@"; do
		if [[ ! -f $FOLDER/$file ]]; then continue; fi
		if ((DRY_RUN)); then
			say "would remove $file"
		else
			rm -f -- "$FOLDER/$file"
			say "removed $file"
		fi
	done
}

destroy_aws() {
	local account
	for account in ${ACCOUNTS[@]+"${ACCOUNTS[@]}"}; do
		say "VPCs of account $account, with its credentials: aws cloudformation delete-stack --region $REGION" \
			"--stack-name $ACCOUNT_STACK"
	done
	delete_stack
	explain_propagation
	if ((with_retained)); then delete_kept; fi
	remove_files aws-addresses.json gcp/terraform/aws-addresses.auto.tfvars.json
}

remove_keys() {
	if ((!with_secrets)); then
		say "the pre-shared keys stay; --with-secrets deletes them"
	elif [[ $SOURCE == existing ]]; then
		say "the pre-shared keys stay: they were there before"
	else
		if covers aws; then delete_aws_keys; fi
		if covers gcp; then delete_google_keys; fi
		remove_files psk-versions.json gcp/terraform/psk-versions.auto.tfvars.json
	fi
}

main() {
	parse_arguments "$@"
	choose_side
	confirm_name
	if covers gcp; then delete_tunnels; fi
	if covers aws; then destroy_aws; fi
	if covers gcp; then
		delete_gateway
		remove_files gcp-addresses.json
	fi
	remove_keys
	if covers aws && ((!with_retained)); then explain_kept; fi
	if ((DRY_RUN)); then
		say "done: nothing was changed"
	else
		say "done"
	fi
}

main "$@"
