# shellcheck shell=bash

usage() {
	cat <<'END'
Usage: secrets.sh create|check|rotate|promote|status [OPTION...]

create   sees to it that each tunnel has one pre-shared key, the same in AWS Secrets Manager and in Google Cloud's
         Secret Manager. A key that is in one store already is copied to the other; nothing that exists is changed.
         Where neither store has a key, it is made here, or comes from the sops file, or is refused as missing:
         whichever preSharedKeys.source says. Then writes down which version each tunnel on Google Cloud is to have,
         in psk-versions.json and, for Terraform, gcp/terraform/psk-versions.auto.tfvars.json: keep both files
check    only compares the two stores, refuses what is missing or differs, and writes down the same
rotate   puts a new key of each tunnel into both stores, beside the present one and unused: stage AWSPENDING on AWS,
         a new version on Google Cloud. Nothing is interrupted. roll.sh --psk then moves the tunnels to it. While a
         key is pending, no other is made
promote  makes the new key AWS's current one, for each tunnel that has been moved to it. roll.sh --psk does this
status   prints for each tunnel its version on Google Cloud, the version to move to, and what is to be done

Keys are never printed, and go to the CLIs by standard input.

  --tunnel TUNNEL     rotate, promote, status: this one only; can be given several times
  --sops-file FILE    the sops file, where it is not the one that was declared
  --dry-run           say what would be done, and change nothing
  --help              print this

END
	explain_statuses
}

ACTION=''
SEED_FILE=''
FOLDER=''
PINS=''
# Places of the tunnels that this is about.
CHOSEN=()

check_tools() {
	check_account
	need_command gcloud
	check_history
	case $ACTION in promote | status) return ;; esac
	if [[ $SOURCE == sops ]]; then
		need_command sops
		if [[ -z $SEED_FILE ]]; then
			SEED_FILE=$SOPS_FILE
			[[ $SOPS_FILE == /* ]] || SEED_FILE=$(dirname "$0")/$SOPS_FILE
		fi
		[[ -f $SEED_FILE ]] || misused "there is no $SEED_FILE; --sops-file says where it is"
	fi
}

parse_arguments() {
	while (($# > 0)); do
		case $1 in
		--help) usage && exit ;;
		--dry-run) DRY_RUN=1 ;;
		--sops-file)
			SEED_FILE=${2-}
			[[ -n $SEED_FILE ]] || misused "--sops-file takes a file"
			shift
			;;
		--tunnel)
			tunnel_place "${2-}"
			CHOSEN+=("$AT")
			shift
			;;
		create | check | rotate | promote | status)
			[[ -z $ACTION ]] || misused "one thing at a time"
			ACTION=$1
			;;
		*) misused "unknown argument $1" ;;
		esac
		shift
	done
	case $ACTION in
	'') misused "say what to do: create, check, rotate, promote or status" ;;
	create | check) ((${#CHOSEN[@]} == 0)) || misused "$ACTION is about all tunnels, without --tunnel" ;;
	esac
	((${#CHOSEN[@]} > 0)) || CHOSEN=("${!TUNNELS[@]}")
}

main() {
	local at
	parse_arguments "$@"
	check_tools
	FOLDER=$(artifact_folder .)
	PINS=$FOLDER/psk-versions.json
	read_psk_versions "$PINS" || true
	case $ACTION in
	create | check)
		create_keys
		((DRY_RUN)) || say "done: each tunnel's key is the same in both stores"
		;;
	rotate) rotate_keys ;;
	promote) for at in "${CHOSEN[@]}"; do promote_key "$at"; done ;;
	status) print_status ;;
	esac
}

main "$@"
