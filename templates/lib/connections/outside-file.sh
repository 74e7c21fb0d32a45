# shellcheck shell=bash
# The file that carries AWS's outside addresses to Google Cloud's side.

addresses_json() {
	local at comma=,
	for at in "${!TUNNELS[@]}"; do
		is_address "${OUTSIDE[at]}" || refuse "the outside address of ${TUNNELS[at]} is not an IPv4 address: ${OUTSIDE[at]}"
	done
	printf '{\n  "aws_outside_addresses": {\n'
	for at in "${!TUNNELS[@]}"; do
		((at < ${#TUNNELS[@]} - 1)) || comma=''
		printf '    "%s": "%s"%s\n' "${TUNNELS[at]}" "${OUTSIDE[at]}" "$comma"
	done
	printf '  }\n}\n'
}

# write_outside_addresses: for both tools.
write_outside_addresses() {
	local text
	text=$(addresses_json) || exit
	write_file "$FOLDER/aws-addresses.json" "$text"
	if [[ -d $FOLDER/gcp/terraform ]]; then write_file "$FOLDER/gcp/terraform/aws-addresses.auto.tfvars.json" "$text"; fi
}
