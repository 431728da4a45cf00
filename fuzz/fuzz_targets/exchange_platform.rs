#![no_main]
//! What other platforms publish: any bytes are read or refused, and what is read can be written.
use libfuzzer_sys::fuzz_target;
use maru_exchange::{
    read_archive, read_bsi, read_decidim_comments, read_decidim_proposals, read_have_your_say, read_ietf,
    read_regulations, to_bsi, to_decidim_proposals, to_ietf,
};

fuzz_target!(|bytes: &[u8]| {
    let _ = (read_archive(bytes), read_have_your_say(bytes), read_regulations(bytes), read_decidim_comments(bytes));
    if let Ok(table) = read_bsi(bytes) {
        let _ = read_bsi(to_bsi(&table).as_bytes()).expect("our own file");
    }
    if let Ok(table) = read_ietf(bytes) {
        let author = table.comments.first().map_or(String::new(), |comment| comment.author.clone());
        let _ = to_ietf(&table, &author);
    }
    if let Ok(table) = read_decidim_proposals(bytes) {
        let _ = to_decidim_proposals(&table);
    }
});
