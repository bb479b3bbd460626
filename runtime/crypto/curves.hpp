// SPDX-License-Identifier: Apache-2.0
// Elliptic curves as OTP knows them, in the order in which crypto:supports/1 lists them, with their numbers in OpenSSL.
#pragma once

#include <openssl/obj_mac.h>

#include <string_view>

namespace rt {

struct CurveName {
  std::string_view atom;
  int number;
};

inline constexpr CurveName kCurves[] = {
    {"secp160k1", NID_secp160k1},
    {"secp160r1", NID_secp160r1},
    {"secp160r2", NID_secp160r2},
    {"secp192k1", NID_secp192k1},
    {"secp224k1", NID_secp224k1},
    {"secp224r1", NID_secp224r1},
    {"secp256k1", NID_secp256k1},
    {"secp384r1", NID_secp384r1},
    {"secp521r1", NID_secp521r1},
    {"secp192r1", NID_X9_62_prime192v1},
    {"prime192v1", NID_X9_62_prime192v1},
    {"prime192v2", NID_X9_62_prime192v2},
    {"prime192v3", NID_X9_62_prime192v3},
    {"prime239v1", NID_X9_62_prime239v1},
    {"prime239v2", NID_X9_62_prime239v2},
    {"prime239v3", NID_X9_62_prime239v3},
    {"secp256r1", NID_X9_62_prime256v1},
    {"prime256v1", NID_X9_62_prime256v1},
    {"wtls7", NID_wap_wsg_idm_ecid_wtls7},
    {"wtls9", NID_wap_wsg_idm_ecid_wtls9},
    {"wtls12", NID_wap_wsg_idm_ecid_wtls12},
    {"brainpoolP160r1", NID_brainpoolP160r1},
    {"brainpoolP160t1", NID_brainpoolP160t1},
    {"brainpoolP192r1", NID_brainpoolP192r1},
    {"brainpoolP192t1", NID_brainpoolP192t1},
    {"brainpoolP224r1", NID_brainpoolP224r1},
    {"brainpoolP224t1", NID_brainpoolP224t1},
    {"brainpoolP256r1", NID_brainpoolP256r1},
    {"brainpoolP256t1", NID_brainpoolP256t1},
    {"brainpoolP320r1", NID_brainpoolP320r1},
    {"brainpoolP320t1", NID_brainpoolP320t1},
    {"brainpoolP384r1", NID_brainpoolP384r1},
    {"brainpoolP384t1", NID_brainpoolP384t1},
    {"brainpoolP512r1", NID_brainpoolP512r1},
    {"brainpoolP512t1", NID_brainpoolP512t1},
    {"sect163k1", NID_sect163k1},
    {"sect163r1", NID_sect163r1},
    {"sect163r2", NID_sect163r2},
    {"sect193r1", NID_sect193r1},
    {"sect193r2", NID_sect193r2},
    {"sect233k1", NID_sect233k1},
    {"sect233r1", NID_sect233r1},
    {"sect239k1", NID_sect239k1},
    {"sect283k1", NID_sect283k1},
    {"sect283r1", NID_sect283r1},
    {"sect409k1", NID_sect409k1},
    {"sect409r1", NID_sect409r1},
    {"sect571k1", NID_sect571k1},
    {"sect571r1", NID_sect571r1},
    {"c2pnb163v1", NID_X9_62_c2pnb163v1},
    {"c2pnb163v2", NID_X9_62_c2pnb163v2},
    {"c2pnb163v3", NID_X9_62_c2pnb163v3},
    {"c2pnb176v1", NID_X9_62_c2pnb176v1},
    {"c2tnb191v1", NID_X9_62_c2tnb191v1},
    {"c2tnb191v2", NID_X9_62_c2tnb191v2},
    {"c2tnb191v3", NID_X9_62_c2tnb191v3},
    {"c2pnb208w1", NID_X9_62_c2pnb208w1},
    {"c2tnb239v1", NID_X9_62_c2tnb239v1},
    {"c2tnb239v2", NID_X9_62_c2tnb239v2},
    {"c2tnb239v3", NID_X9_62_c2tnb239v3},
    {"c2pnb272w1", NID_X9_62_c2pnb272w1},
    {"c2pnb304w1", NID_X9_62_c2pnb304w1},
    {"c2tnb359v1", NID_X9_62_c2tnb359v1},
    {"c2pnb368w1", NID_X9_62_c2pnb368w1},
    {"c2tnb431r1", NID_X9_62_c2tnb431r1},
    {"wtls3", NID_wap_wsg_idm_ecid_wtls3},
    {"wtls5", NID_wap_wsg_idm_ecid_wtls5},
    {"wtls10", NID_wap_wsg_idm_ecid_wtls10},
    {"wtls11", NID_wap_wsg_idm_ecid_wtls11},
    {"secp112r1", NID_secp112r1},
    {"secp112r2", NID_secp112r2},
    {"secp128r1", NID_secp128r1},
    {"secp128r2", NID_secp128r2},
    {"wtls6", NID_wap_wsg_idm_ecid_wtls6},
    {"wtls8", NID_wap_wsg_idm_ecid_wtls8},
    {"sect113r1", NID_sect113r1},
    {"sect113r2", NID_sect113r2},
    {"sect131r1", NID_sect131r1},
    {"sect131r2", NID_sect131r2},
    {"wtls1", NID_wap_wsg_idm_ecid_wtls1},
    {"wtls4", NID_wap_wsg_idm_ecid_wtls4},
    {"ipsec3", NID_ipsec3},
    {"ipsec4", NID_ipsec4},
};
// Those that have algorithms of their own.
inline constexpr std::string_view kEdwardsCurves[] = {"ed25519", "ed448", "x25519", "x448"};

}  // namespace rt
