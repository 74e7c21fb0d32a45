# A VPN as vpngen would emit it, with a variable for everything that a test changes.
terraform {
  required_version = ">= 1.11.0"
  required_providers {
    google = { source = "hashicorp/google", version = ">= 7.15.0, < 9.0.0" }
  }
}

provider "google" {
  project = "media-prod"
  region  = "asia-northeast1"
}

variable "addresses" {
  default = ["52.196.10.11", "52.196.10.12", "54.64.20.21", "54.64.20.22"]
}

variable "encryption" {
  default = "AES-GCM-16-256"
}

variable "integrity" {
  default = null
}

variable "label" {
  default = "media"
}

variable "key_versions" {
  type    = map(string)
  default = { a1 = "1", a2 = "1", b1 = "1", b2 = "1" }
}

variable "peer_interfaces" {
  type    = map(number)
  default = { a1 = 0, a2 = 1, b1 = 2, b2 = 3 }
}

variable "ranges" {
  type    = map(string)
  default = { a1 = "169.254.10.2/30", a2 = "169.254.10.6/30", b1 = "169.254.11.2/30", b2 = "169.254.11.6/30" }
}

variable "peer_interface_name" {
  default = null
}

variable "asn" {
  default = 64512
}

variable "vpn_gateway_interfaces" {
  type    = map(number)
  default = { a1 = 0, a2 = 0, b1 = 1, b2 = 1 }
}

variable "icmp_ports" {
  default = null
}

locals {
  tunnels = toset(["a1", "a2", "b1", "b2"])
}

resource "google_compute_ha_vpn_gateway" "gateway" {
  name    = "media-prod"
  network = "prod"
}

resource "google_compute_external_vpn_gateway" "aws" {
  name            = "media-prod-aws"
  redundancy_type = "FOUR_IPS_REDUNDANCY"
  dynamic "interface" {
    for_each = var.addresses
    content {
      id         = interface.key
      ip_address = interface.value
    }
  }
}

resource "google_compute_router" "router" {
  name    = "media-prod"
  network = "prod"
  bgp { asn = var.asn }
}

ephemeral "google_secret_manager_secret_version" "psk" {
  for_each = local.tunnels
  secret   = "media-prod-psk-${each.key}"
  version  = var.key_versions[each.key]
}

resource "google_compute_vpn_tunnel" "tunnel" {
  for_each                        = local.tunnels
  name                            = "media-prod-${each.key}"
  vpn_gateway                     = google_compute_ha_vpn_gateway.gateway.id
  vpn_gateway_interface           = var.vpn_gateway_interfaces[each.key]
  peer_external_gateway           = google_compute_external_vpn_gateway.aws.id
  peer_external_gateway_interface = var.peer_interfaces[each.key]
  router                          = google_compute_router.router.id
  shared_secret_wo                = ephemeral.google_secret_manager_secret_version.psk[each.key].secret_data
  shared_secret_wo_version        = var.key_versions[each.key]
  labels                          = { team = var.label }
  cipher_suite {
    phase1 {
      encryption = [var.encryption]
      integrity  = var.integrity
      prf        = ["PRF-HMAC-SHA2-256"]
      dh         = ["Group-14"]
    }
    phase2 {
      encryption = [var.encryption]
      pfs        = ["Group-14"]
    }
  }
}

resource "google_compute_router_interface" "interface" {
  for_each   = local.tunnels
  name       = "media-prod-${each.key}"
  router     = google_compute_router.router.name
  ip_range   = var.ranges[each.key]
  vpn_tunnel = google_compute_vpn_tunnel.tunnel[each.key].id
  lifecycle {
    replace_triggered_by = [google_compute_vpn_tunnel.tunnel[each.key].id]
  }
}

resource "google_compute_router_peer" "peer" {
  for_each          = local.tunnels
  name              = "media-prod-${each.key}"
  router            = google_compute_router.router.name
  interface         = coalesce(var.peer_interface_name, google_compute_router_interface.interface[each.key].name)
  peer_ip_address   = cidrhost(var.ranges[each.key], 1)
  peer_asn          = 65000
  advertise_mode    = "CUSTOM"
  advertised_groups = ["ALL_SUBNETS"]
  dynamic "advertised_ip_ranges" {
    for_each = ["10.200.0.0/16", "10.129.0.0/20"]
    content {
      range = advertised_ip_ranges.value
    }
  }
  lifecycle {
    replace_triggered_by = [google_compute_router_interface.interface[each.key].id]
  }
}

resource "google_compute_firewall" "aws" {
  name          = "media-prod-from-aws"
  network       = "prod"
  source_ranges = ["10.20.0.0/16"]
  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
  allow {
    protocol = "icmp"
    ports    = var.icmp_ports
  }
}
