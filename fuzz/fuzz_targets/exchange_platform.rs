#![no_main]
//! Every form in which comments come: any bytes are read or refused, in any encoding, and what is read can be written.
use libfuzzer_sys::fuzz_target;
use maru_exchange::{FileForm, read_decidim_meetings, to_ietf};

fuzz_target!(|bytes: &[u8]| {
    let _ = read_decidim_meetings(bytes);
    for form in FileForm::ALL {
        for encoding in ["euc-kr", "utf-16le", "windows-1252"] {
            let _ = form.read_encoded(bytes, encoding);
        }
        let Ok(table) = form.read(bytes) else { continue };
        let author = table.comments.first().map_or(String::new(), |comment| comment.author.clone());
        let _ = to_ietf(&table, &author);
        if let Some(written) = form.write(&table) {
            let _ = form.read(&written).expect("our own file");
        }
    }
});
