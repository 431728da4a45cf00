//! Acts that a participant signed with a key of their own; `docs/record.md` says what is signed.

use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use maru_forum::AuthorSignature;

use super::problem::Problem;

/// The signature and the seed that came along with an act, both base64. A seed alone has no use and is not asked for.
pub(super) fn author_signature(
    signature: Option<&str>,
    seed: Option<&str>,
) -> Result<Option<AuthorSignature>, Problem> {
    let Some(signature) = signature else { return Ok(None) };
    let bytes = bytes_of(signature, "bad-signature", "the signature is not 64 bytes in base64")?;
    let seed =
        seed.map(|seed| bytes_of(seed, "bad-seed", "the seed is not 32 bytes in base64")).transpose()?;
    Ok(Some(AuthorSignature { bytes, seed }))
}

/// Exactly so many bytes in base64, or a problem with this code and sentence.
pub(super) fn bytes_of<const LENGTH: usize>(
    text: &str,
    code: &'static str,
    detail: &'static str,
) -> Result<[u8; LENGTH], Problem> {
    let bytes = BASE64.decode(text).ok().and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail))
}
