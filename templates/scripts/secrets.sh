# shellcheck shell=bash

load common aws secrets

usage() {
	cat <<'END'
Usage: secrets.sh create|check|rotate|promote|status|restore [OPTION...]
       secrets.sh export --side aws|gcp --recipient PUBLIC-KEY [OPTION...] FILE
       secrets.sh import --side aws|gcp --identity KEY-FILE [OPTION...] FILE

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
restore  cancels the deletion of secrets on AWS, which stay there for up to 30 days after destroy.sh --with-secrets.
         create then copies their keys to Google Cloud
export   for two teams of which each has one cloud's credentials: makes the keys that this side's store lacks, and
         writes all four to FILE, encrypted with age for the other team's public key (age-keygen makes one)
import   decrypts such a FILE, and stores its keys on this side where they are missing; a different key is refused

Keys are never printed, and go to the CLIs by standard input.

  --tunnel TUNNEL     rotate, promote, status, restore: this one only; can be given several times
  --side aws|gcp      export, import: the cloud whose credentials you have
  --recipient KEY     export: the public key of the other team, age1...
  --identity FILE     import: the private key of this team, as age-keygen wrote it
  --sops-file FILE    the sops file, where it is not the one that was declared
  --dry-run           say what would be done, and change nothing
  --help              print this

END
	explain_statuses
}

ACTION=''
SEED_FILE=''
PINS=''
# Places of the tunnels that this is about.
CHOSEN=()

check_tools() {
	case $ACTION in export | import) check_handover ;; esac
	if covers aws; then check_account; fi
	if [[ $ACTION == restore ]]; then return; fi
	if covers gcp; then need_command gcloud; fi
	case $ACTION in promote | status | import) return ;; esac
	if [[ $SOURCE == sops ]]; then
		need_command sops
		if [[ -z $SEED_FILE ]]; then
			SEED_FILE=$SOPS_FILE
			[[ $SOPS_FILE == /* ]] || SEED_FILE=$FOLDER/$SOPS_FILE
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
		--side | --recipient | --identity)
			handover_flag "$1" "${2-}"
			shift
			;;
		--tunnel)
			tunnel_place "${2-}"
			CHOSEN+=("$AT")
			shift
			;;
		create | check | rotate | promote | status | restore | export | import)
			[[ -z $ACTION ]] || misused "one thing at a time"
			ACTION=$1
			;;
		-*) misused "unknown argument $1" ;;
		*)
			case $ACTION in export | import) ;; *) misused "unknown argument $1" ;; esac
			[[ -z $HANDOVER ]] || misused "$ACTION takes one file"
			HANDOVER=$1
			;;
		esac
		shift
	done
	case $ACTION in
	'') misused "say what to do: create, check, rotate, promote, status, restore, export or import" ;;
	create | check | export | import) ((${#CHOSEN[@]} == 0)) || misused "$ACTION is about all tunnels, without --tunnel" ;;
	esac
	case $ACTION in export | import) ;; *)
		[[ $SIDE == both && -z $RECIPIENT$IDENTITY_FILE ]] || misused "--side, --recipient and --identity are for export and import"
		;;
	esac
	((${#CHOSEN[@]} > 0)) || CHOSEN=("${!TUNNELS[@]}")
}

# handover_flag FLAG VALUE
handover_flag() {
	[[ -n $2 && $2 != -* ]] || misused "$1 takes a value"
	case $1 in
	--side) side_flag "$2" ;;
	--recipient) RECIPIENT=$2 ;;
	*) IDENTITY_FILE=$2 ;;
	esac
}

main() {
	local at
	parse_arguments "$@"
	check_tools
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
	export) export_keys ;;
	import) import_keys ;;
	restore) for at in "${CHOSEN[@]}"; do restore_key "$at"; done ;;
	esac
}

main "$@"
