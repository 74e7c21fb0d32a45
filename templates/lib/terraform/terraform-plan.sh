# shellcheck shell=bash
# What a plan does, read from `terraform show -json`. The text form depends on the version, and on what the user has set.

# A line for each resource and each changed output: action, id before the change, changed attributes, address. The id is
# `-` where there is none; changed attributes are listed with commas between for an update, and are `-` otherwise.
PLANNED=''
# The plan that was made last, or nothing where it changes nothing.
PLAN=''

# make_plan ARGUMENT...: shows it, and keeps it in a folder that goes when this script ends.
make_plan() {
	local status=0 scratch
	scratch=$(mktemp -d "${TMPDIR:-/tmp}/vpn-plan.XXXXXX") || fail "cannot make a temporary folder"
	LEFTOVERS+=("$scratch")
	PLAN=$scratch/plan
	PLANNED=''
	in_terraform plan -input=false -no-color -detailed-exitcode -out="$PLAN" "$@" >&2 2>"$scratch/errors" || status=$?
	cat "$scratch/errors" >&2
	case $status in
	0) PLAN='' ;;
	2) read_plan "$PLAN" ;;
	*)
		! grep -Fqs 'Instance cannot be destroyed' "$scratch/errors" ||
			refuse "terraform would destroy or replace what must stay, see above: a new HA VPN gateway has new addresses, and" \
				"tunnels are removed by destroy.sh only. Undo the change of its name, network, project or region"
		! grep -Fqs 'Error retrieving secret version' "$scratch/errors" ||
			refuse "terraform cannot read the pre-shared keys of the tunnels, see above. If vpn.yaml has other names for them" \
				"than the running VPN has, undo that change. If the secrets do not exist: ./secrets.sh create"
		fail "terraform could not make a plan"
		;;
	esac
}

apply_plan() {
	in_terraform apply -input=false -no-color "$PLAN" >&2 || fail "terraform could not apply its plan"
}

# read_plan FILE
read_plan() {
	PLANNED=$(in_terraform show -no-color -json "$1" | plan_rows) ||
		refuse "cannot read terraform's plan: its JSON is not in a format that this script knows. Nothing was applied"
	[[ -n $(planned create read update replace destroy forget unknown output) ]] ||
		refuse "terraform says that its plan changes something, but the plan shows no change. Nothing was applied"
}

# plan_rows: of the plan on standard input, as JSON. Fails where it is cut off, or is of another format. Strings are
# told from structure by the quotes around them, so nothing inside a string is taken for structure.
plan_rows() {
	awk 'BEGIN { RS = "\"" }
		function plain(text) { gsub(/\\"/, "\"", text); gsub(/\\\\/, "\\", text); return text }
		function in_change() { return depth >= 5 && key[1] == "resource_changes" && key[3] == "change" }
		function note(text) { if (in_change()) { if (!((key[4], key[5]) in part)) names[++count] = key[5]; part[key[4], key[5]] = part[key[4], key[5]] text } }
		function start() { address = actions = id = ""; count = 0; for (at in part) delete part[at] }
		function verdict(list) {
			if (list == ",no-op") return "no-op"
			if (list == ",delete") return "destroy"
			if (list == ",delete,create" || list == ",create,delete" || list == ",create,forget") return "replace"
			if (list ~ /^,(create|read|update|forget)$/) return substr(list, 2)
			return "unknown"
		}
		function changed(   at, name, list) {
			for (at = 1; at <= count; at++) {
				name = names[at]
				if (name !~ /^[a-z0-9_]+$/) name = "?"
				if (part["before", names[at]] == part["after", names[at]] && part["after_unknown", names[at]] !~ /true/) continue
				if (index("," list ",", "," name ",") == 0) list = list (list == "" ? "" : ",") name
			}
			return list == "" ? "?" : list
		}
		function resource(   action) {
			if (address == "") broken = 1
			action = verdict(actions)
			if (id !~ /^[A-Za-z0-9][A-Za-z0-9._:\/-]*$/) id = "-"
			print action, id, (action == "update" ? changed() : "-"), address
		}
		function value(text) {
			if (depth == 1 && key[1] == "format_version") format = text
			if (depth == 3 && key[1] == "resource_changes" && key[3] == "address") address = plain(text)
			if (depth == 5 && key[4] == "actions" && in_change()) actions = actions "," text
			if (depth == 5 && key[4] == "before" && key[5] == "id" && in_change()) id = text
			if (depth == 4 && key[1] == "output_changes" && key[3] == "actions") actions = actions "," text
		}
		function open(sign) {
			note(sign)
			if (depth == 0 && (closed || sign != "{")) broken = 1
			kind[++depth] = sign
			key[depth] = ""
			awaits = sign == "{"
			if (depth == 3 && key[1] == "resource_changes") start()
			if (depth == 3 && key[1] == "output_changes") start()
			if (depth == 3 && key[1] ~ /^(deferred_changes|action_invocations|deferred_action_invocations)$/)
				print "unknown - -", key[1]
		}
		function close_one(sign) {
			if (depth == 0 || kind[depth] != (sign == "}" ? "{" : "[")) { broken = 1; return }
			if (depth == 3 && key[1] == "resource_changes") resource()
			if (depth == 3 && key[1] == "output_changes" && verdict(actions) != "no-op") print "output - -", plain(key[2])
			key[depth] = ""
			depth--
			note(sign)
			if (depth == 0) closed = 1
		}
		function structure(text,   at, sign, word) {
			word = ""
			for (at = 1; at <= length(text); at++) {
				sign = substr(text, at, 1)
				if (sign == "{" || sign == "[") open(sign)
				else if (sign == "}" || sign == "]") close_one(sign)
				else if (sign == ",") { if (depth > 5) note(sign); awaits = kind[depth] == "{" }
				else if (sign == ":" || sign ~ /[ \t\r\n]/) continue
				else {
					note(sign)
					word = word sign
					if (depth == 1 && key[1] == "errored" && word == "true") broken = 1
					continue
				}
				word = ""
			}
		}
		quoted {
			string = string $0
			match($0, /\\*$/)
			if (RLENGTH % 2 == 1) { string = string "\""; next }
			quoted = 0
			if (kind[depth] == "{" && awaits) {
				if (depth > 5) note("\"" string "\":")
				key[depth] = string
				awaits = 0
			} else {
				note("\"" string "\"")
				value(string)
			}
			next
		}
		{ structure($0); quoted = 1; string = "" }
		END { if (broken || !closed || depth != 0 || format !~ /^1\.[0-9]+$/) exit 1 }'
}

# planned ACTION...: addresses that the plan does one of these to.
planned() {
	local action address
	while read -r action _ _ address; do
		case " $* " in *" $action "*) [[ -z $address ]] || printf '%s\n' "$address" ;; esac
	done <<<"$PLANNED"
}
