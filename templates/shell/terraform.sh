# shellcheck shell=bash
# Terraform. TERRAFORM_FORM comes from the prologue, LEFTOVERS from files.sh; FOLDER is the artifacts'.

# Its log can hold keys.
unset TF_LOG TF_LOG_CORE TF_LOG_PROVIDER TF_LOG_PATH
export TF_IN_AUTOMATION=1

TERRAFORM_ROOT=''
INITIALISED=''
# Where the VPN's resources are in the root: `module.vpn.`, or nothing.
MODULE=''
# The plan that was made last, or nothing where it changes nothing; and a line per resource: action, address.
PLAN=''
PLANNED=''

# terraform_flag FLAG VALUE
terraform_flag() {
	case $1 in
	--terraform-root)
		[[ -d $2 ]] || misused "--terraform-root takes a folder"
		TERRAFORM_ROOT=$2
		;;
	*)
		[[ $2 =~ ^[A-Za-z_][A-Za-z0-9_-]*$ ]] || misused "--module takes the name of a module block"
		MODULE=module.$2.
		;;
	esac
}

find_root() {
	if [[ $TERRAFORM_FORM == root ]]; then
		[[ -z $TERRAFORM_ROOT$MODULE ]] || misused "gcp/terraform is a root of its own: leave out --terraform-root and --module"
		TERRAFORM_ROOT=$FOLDER/gcp/terraform
	else
		[[ -n $TERRAFORM_ROOT ]] || misused "gcp/terraform is a module: --terraform-root says which root calls it"
		: "${MODULE:=module.vpn.}"
	fi
	lock_terraform
}

# What lets tunnels be destroyed goes, where a killed destroy.sh has left it.
lock_terraform() {
	rm -f -- "$FOLDER/gcp/terraform/destroy_override.tf"
}

in_terraform() {
	terraform -chdir="$TERRAFORM_ROOT" "$@"
}

# Flags of the variables that a root finds in files beside it.
VARIABLES=()

# module_variables FILE...: sets $VARIABLES to those that are there. A module has no folder where Terraform would find
# them by itself.
module_variables() {
	local file
	VARIABLES=()
	if [[ $TERRAFORM_FORM != module ]]; then return; fi
	for file in "$@"; do
		[[ ! -f $FOLDER/$file.json ]] || VARIABLES+=("-var-file=$FOLDER/$file.json")
	done
}

# Once in a run.
init_terraform() {
	if [[ $INITIALISED == "$TERRAFORM_ROOT" ]]; then return; fi
	in_terraform init -input=false -no-color >&2 || fail "terraform could not initialise $TERRAFORM_ROOT"
	INITIALISED=$TERRAFORM_ROOT
}

# make_plan ARGUMENT...: shows it, and keeps it in a folder that goes when this script ends.
make_plan() {
	local status=0 scratch
	scratch=$(mktemp -d "${TMPDIR:-/tmp}/vpn-plan.XXXXXX") || fail "cannot make a temporary folder"
	LEFTOVERS+=("$scratch")
	PLAN=$scratch/plan
	PLANNED=''
	in_terraform plan -input=false -no-color -detailed-exitcode -out="$PLAN" "$@" >&2 || status=$?
	case $status in
	0) PLAN='' ;;
	2)
		PLANNED=$(in_terraform show -no-color "$PLAN" | planned_actions) || fail "cannot read terraform's plan"
		;;
	*) fail "terraform could not make a plan" ;;
	esac
}

# Headings of a plan as `action address`. One that is not known here is `unknown`, and never taken for harmless.
planned_actions() {
	awk '
		!/^  # / || /^  # \(/ { next }
		{ line = substr($0, 5); action = "unknown" }
		/ will be created$/ { action = "create" }
		/ will be updated in-place$/ { action = "update" }
		/ must be replaced$| will be replaced, as requested$| will be replaced due to changes in replace_triggered_by$/ { action = "replace" }
		/ will be destroyed$/ { action = "destroy" }
		/ will be read during apply$/ { action = "read" }
		/ will no longer be managed by Terraform/ { action = "forget" }
		/ has changed$| has been deleted$/ { next }
		{ sub(/ (will|must|is tainted,) .*$/, "", line); print action, line }'
}

# planned ACTION...: addresses that the plan does one of these to.
planned() {
	local action address
	while read -r action address; do
		case " $* " in *" $action "*) printf '%s\n' "$address" ;; esac
	done <<<"$PLANNED"
}

apply_plan() {
	in_terraform apply -input=false -no-color "$PLAN" >&2 || fail "terraform could not apply its plan"
}
