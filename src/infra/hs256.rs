//! The cryptography of tokens: HMAC with SHA-256 (RFC 7518, section 3.2), and no other algorithm.
//!
//! The library's own back ends bring RSA and elliptic curves along, which nothing here uses.

use hmac::{Hmac, KeyInit as _, Mac as _};
use jsonwebtoken::{
    Algorithm, AlgorithmFamily, DecodingKey, EncodingKey,
    crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils},
    errors::{Error, ErrorKind},
    signature::{Error as SignatureError, Signer, Verifier},
};
use sha2::Sha256;

static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: |algorithm, key: &EncodingKey| {
        let keyed = Keyed::new(*algorithm, key.family(), key.as_bytes())?;
        Ok(Box::new(keyed))
    },
    verifier_factory: |algorithm, key: &DecodingKey| {
        let keyed = Keyed::new(*algorithm, key.family(), key.try_get_as_bytes()?)?;
        Ok(Box::new(keyed))
    },
    key_utils: KeyUtils {
        rsa_pub_components_from_private_key: |_| refused(),
        rsa_pub_components_from_public_key: |_| refused(),
        ec_pub_components_from_private_key: |_, _| refused(),
        ed_pub_components_from_private_key: |_, _| refused(),
        compute_digest: |_, _| refused(),
    },
};

/// Gives the library its cryptography. The library keeps one provider for the process; the first call sets it, later
/// calls change nothing.
pub(super) fn install() {
    // The error returns the provider that is set already, which is this one.
    let _installed = PROVIDER.install_default();
}

fn refused<T>() -> Result<T, Error> {
    Err(ErrorKind::InvalidAlgorithm.into())
}

/// HMAC-SHA-256 under one key.
struct Keyed(Hmac<Sha256>);

impl Keyed {
    fn new(algorithm: Algorithm, family: AlgorithmFamily, key: &[u8]) -> Result<Self, Error> {
        if algorithm != Algorithm::HS256 {
            return refused();
        }
        if family != AlgorithmFamily::Hmac {
            return Err(ErrorKind::InvalidKeyFormat.into());
        }
        Hmac::new_from_slice(key).map(Self).map_err(|_| ErrorKind::InvalidKeyFormat.into())
    }
}

impl Signer<Vec<u8>> for Keyed {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, SignatureError> {
        Ok(self.0.clone().chain_update(message).finalize().into_bytes().to_vec())
    }
}

impl Verifier<Vec<u8>> for Keyed {
    /// Compares in constant time, and only a signature of full length.
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), SignatureError> {
        self.0.clone().chain_update(message).verify_slice(signature).map_err(|_| SignatureError::new())
    }
}

impl JwtSigner for Keyed {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

impl JwtVerifier for Keyed {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

#[cfg(test)]
mod tests {
    use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
    use jsonwebtoken::crypto::{sign, verify};

    use super::*;

    /// The key, the signed text and the signature of RFC 7515, appendix A.1.
    const KEY: &str =
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
    const MESSAGE: &str = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
        eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    const SIGNATURE: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    fn keys() -> (EncodingKey, DecodingKey) {
        install();
        let key = BASE64_URL_SAFE_NO_PAD.decode(KEY).unwrap();
        (EncodingKey::from_secret(&key), DecodingKey::from_secret(&key))
    }

    #[test]
    fn the_vector_of_rfc_7515_is_signed_and_verified() {
        let (encoding, decoding) = keys();
        assert_eq!(sign(MESSAGE.as_bytes(), &encoding, Algorithm::HS256).unwrap(), SIGNATURE);
        assert!(verify(SIGNATURE, MESSAGE.as_bytes(), &decoding, Algorithm::HS256).unwrap());
    }

    #[test]
    fn a_tampered_signature_or_message_is_not_verified() {
        let (_, decoding) = keys();
        let verified = |signature: &str, message: &[u8]| {
            verify(signature, message, &decoding, Algorithm::HS256).unwrap()
        };
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(SIGNATURE).unwrap();
        for place in 0..bytes.len() {
            let mut tampered = bytes.clone();
            tampered[place] ^= 1;
            assert!(!verified(&BASE64_URL_SAFE_NO_PAD.encode(tampered), MESSAGE.as_bytes()), "byte {place}");
        }
        // A prefix of the right signature is not the signature.
        assert!(!verified(&BASE64_URL_SAFE_NO_PAD.encode(&bytes[..16]), MESSAGE.as_bytes()));
        assert!(!verified("", MESSAGE.as_bytes()));
        assert!(!verified(SIGNATURE, MESSAGE.replacen("eyJ", "eyK", 1).as_bytes()));
    }

    #[test]
    fn every_other_algorithm_is_refused() {
        use Algorithm::{ES256, ES384, EdDSA, HS384, HS512, PS256, PS384, PS512, RS256, RS384, RS512};

        let (encoding, decoding) = keys();
        for algorithm in [HS384, HS512, RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, EdDSA] {
            let signed = sign(MESSAGE.as_bytes(), &encoding, algorithm).unwrap_err();
            let verified = verify(SIGNATURE, MESSAGE.as_bytes(), &decoding, algorithm).unwrap_err();
            for error in [signed, verified] {
                assert_eq!(*error.kind(), ErrorKind::InvalidAlgorithm, "{algorithm:?}");
            }
        }
    }

    #[test]
    fn a_key_of_another_family_is_refused() {
        install();
        let key = EncodingKey::from_rsa_der(b"not a secret");
        let error = sign(MESSAGE.as_bytes(), &key, Algorithm::HS256).unwrap_err();
        assert_eq!(*error.kind(), ErrorKind::InvalidKeyFormat);
    }
}
