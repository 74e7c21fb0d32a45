# shellcheck shell=bash

load common aws connections stack change-set gcp terraform checks preflight deploy

usage() {
	cat <<'END'
Usage: deploy.sh [OPTION...]
       deploy.sh --account ID [OPTION...]

Makes the VPN, or brings it up to date, in this order: keys in both stores, the gateway on Google Cloud, the stack
on AWS, route tables of a transit gateway, tunnel options, AWS's addresses, the tunnels on Google Cloud; then it
waits until verify.sh finds all of it healthy. Where work is done already, a step does nothing: after a failure, or
an interruption at any moment, run it again.

Terraform's plans and CloudFormation's change sets are shown, and carried out after a yes in the terminal; where
there is no terminal, as in CI, only with --yes. On a running VPN, what would interrupt it is refused.

  --gcp TOOL               what makes Google Cloud's side, terraform or gcloud; terraform if both were generated
  --side aws|gcp           that cloud's part alone, with its credentials alone. Where it needs what the other side
                           has not handed over yet, it stops with status 5 and names the file
  --account ID             the VPCs of another AWS account alone, with that account's credentials
  --transit-gateway ID     with --account: the transit gateway, where the VPN's stack makes it
  --terraform-root DIR     the root that calls gcp/terraform, where that is a module
  --module NAME            name of its module block (vpn)
  --connection-a ID        VPN connection a, where no stack of this VPN names it; likewise --connection-b
  --sops-file FILE         passed to secrets.sh
  --template-url URL       where aws/cloudformation.yaml is in S3, if it is too long to be sent
  --interrupt              do what takes running tunnels down as well
  --yes                    do not ask
  --poll SECONDS           how often to ask while waiting (15)
  --timeout SECONDS        how long to wait for one thing (1800)
  --preflight              only check what a deployment needs, on both clouds or on that of --side: one line per check.
                           Changes nothing. Every deployment begins with these checks, and prints only problems
  --dry-run                print what would be done, and change nothing
  --help                   print this

END
	explain_statuses
	explain_waiting
	cat <<'END'
  5  waits for the file that the other side hands over
  6  all is made, but verify.sh does not find it healthy
END
}

readonly EXIT_WAITS=5 EXIT_UNHEALTHY=6

STEPS=()
OTHER_ACCOUNT=''
TRANSIT_GATEWAY=''
# What is passed on to other scripts.
CONNECTION_FLAGS=()
DRY_FLAGS=()
WAIT_FLAGS=()
sops_flags=()

# run SCRIPT ARGUMENT...: of this folder; where it fails, this ends with its status.
run() {
	local status=0
	say "$*"
	VPN_NEXT=$COMMAND_LINE VPN_ROLL_FLAGS=$(roll_flags) "$FOLDER/$1" "${@:2}" || status=$?
	if ((status == 0)); then return; fi
	say "stopped with the status of $1, $status, which says above why"
	case $status in "$EXIT_FAILED" | "$EXIT_REFUSED" | "$EXIT_GAVE_UP" | "$EXIT_UNHEALTHY") ;; *) say "fix the cause, then run: $NEXT" ;; esac
	exit "$status"
}

# wait_for_file FILE WHOSE
wait_for_file() {
	say "this side waits for $2: put its $1 into $FOLDER"
	say "then run: $NEXT"
	exit "$EXIT_WAITS"
}

keys_step() {
	local task=create
	if [[ $SOURCE == existing ]]; then task=check; fi
	case $SIDE in
	aws) check_keys_on_aws ;;
	gcp) check_keys_on_google ;;
	*) run secrets.sh "$task" ${sops_flags[@]+"${sops_flags[@]}"} ${DRY_FLAGS[@]+"${DRY_FLAGS[@]}"} ;;
	esac
}

# The gcp side cannot go on without AWS's addresses.
handover_step() {
	say "for AWS's side: $FOLDER/gcp-addresses.json"
	if [[ ! -f $FOLDER/aws-addresses.json ]]; then wait_for_file aws-addresses.json "AWS's side"; fi
}

verify_step() {
	local flags=()
	if [[ $SIDE != both ]]; then flags=(--side "$SIDE"); fi
	if ((${#ACCOUNTS[@]} > 0)); then flags+=(--accounts-later); fi
	if ((DRY_RUN)); then
		say "would run: verify.sh --wait"
	elif [[ $SIDE == aws ]] && ! running_on_aws; then
		say "no tunnel is up yet, which takes Google Cloud's side: once it is done, ./verify.sh --side aws"
	else
		run verify.sh --wait ${flags[@]+"${flags[@]}"} "${WAIT_FLAGS[@]}" ${CONNECTION_FLAGS[@]+"${CONNECTION_FLAGS[@]}"}
	fi
}

plan_steps() {
	if [[ -n $OTHER_ACCOUNT ]]; then
		STEPS=(account)
		return
	fi
	STEPS=(keys)
	if covers gcp; then STEPS+=(gateway); fi
	if [[ $SIDE == gcp ]]; then STEPS+=(handover); fi
	if covers aws; then
		if [[ -n $TEMPLATE ]]; then STEPS+=(stack); fi
		if [[ $HAS_ROUTES == yes ]]; then STEPS+=(routes); fi
		if [[ $HAS_OPTIONS == yes ]]; then STEPS+=(options); fi
		STEPS+=(addresses)
	fi
	if covers gcp; then STEPS+=(tunnels); fi
	STEPS+=(verify)
}

# take_step NAME
take_step() {
	local what
	case $1 in
	account) what="the VPCs of account $OTHER_ACCOUNT" ;;
	keys) what="pre-shared keys" ;;
	gateway) what="gateway and router on Google Cloud" ;;
	handover) what="what the other side needs" ;;
	stack) what="stack $STACK on AWS" ;;
	routes) what="route tables of the transit gateway" ;;
	options) what="options of AWS's tunnels" ;;
	addresses) what="AWS's outside addresses" ;;
	tunnels) what="tunnels on Google Cloud" ;;
	*) what="is it healthy?" ;;
	esac
	at=$((at + 1))
	say "step $at of ${#STEPS[@]}: $what"
	case $1 in
	account) account_step ;;
	keys) keys_step ;;
	gateway) gateway_step ;;
	handover) handover_step ;;
	stack) stack_step ;;
	routes) aws_script aws/tgw-routes.sh "${WAIT_FLAGS[@]}" ;;
	options) options_step ;;
	addresses)
		aws_script aws/outside-addresses.sh
		[[ $SIDE == both ]] || say "for Google Cloud's side: $FOLDER/aws-addresses.json"
		;;
	tunnels) tunnels_step ;;
	*) verify_step ;;
	esac
}

parse_arguments() {
	while (($# > 0)); do
		case $1 in
		--help) usage && exit ;;
		--dry-run)
			DRY_RUN=1
			DRY_FLAGS=(--dry-run)
			;;
		--preflight) EVERY_CHECK=1 ;;
		--yes) assume_yes ;;
		--interrupt) interrupt_flag ;;
		--gcp | --side | --account | --transit-gateway | --terraform-root | --module | --connection-a | --connection-b | \
			--sops-file | --template-url | --poll | --timeout)
			value_flag "$1" "${2-}"
			shift
			;;
		*) misused "unknown argument $1" ;;
		esac
		shift
	done
	WAIT_FLAGS=(--poll "$POLL" --timeout "$TIMEOUT")
}

# value_flag FLAG VALUE
value_flag() {
	[[ -n $2 ]] || misused "$1 takes a value"
	case $1 in
	--gcp) gcp_tool_flag "$2" ;;
	--side) side_flag "$2" ;;
	--account) account_flag "$2" ;;
	--transit-gateway)
		[[ $2 =~ ^tgw-[0-9a-z]+$ ]] || misused "--transit-gateway takes an id, tgw-..."
		TRANSIT_GATEWAY=$2
		;;
	--terraform-root | --module) terraform_flag "$1" "$2" ;;
	--connection-a | --connection-b)
		connection_flag "$1" "$2"
		CONNECTION_FLAGS+=("$1" "$2")
		;;
	--sops-file) sops_flags=("$1" "$2") ;;
	--template-url) template_url_flag "$2" ;;
	*) wait_flag "$1" "$2" ;;
	esac
}

account_flag() {
	local at
	for at in ${ACCOUNTS[@]+"${!ACCOUNTS[@]}"}; do
		if [[ ${ACCOUNTS[at]} == "$1" ]]; then
			OTHER_ACCOUNT=$1
			: "${TRANSIT_GATEWAY:=${ACCOUNT_GATEWAYS[at]}}"
			return
		fi
	done
	misused "--account takes an account with a template of its own: ${ACCOUNTS[*]-there is none}"
}

choose_side() {
	if [[ -n $OTHER_ACCOUNT ]]; then
		side_flag aws
		[[ $TRANSIT_GATEWAY != ask ]] ||
			misused "--transit-gateway is needed with --account: output GatewayId of stack $STACK"
	fi
	limit_side
	[[ ${CONNECTION_A:+x} == "${CONNECTION_B:+x}" ]] || misused "--connection-a and --connection-b go together"
	if covers gcp; then find_gcp_tool; fi
}

main() {
	local step at=0
	parse_arguments "$@"
	choose_side
	if ((EVERY_CHECK)); then
		preflight_only
		return
	fi
	plan_steps
	preflight
	# First, since it prints the command of roll.sh where that makes the change.
	plan_aws_side
	if covers gcp; then check_google_side; fi
	for step in "${STEPS[@]}"; do take_step "$step"; done
	if ((DRY_RUN)); then
		say "done: nothing was changed"
	else
		say "done"
	fi
}

main "$@"
