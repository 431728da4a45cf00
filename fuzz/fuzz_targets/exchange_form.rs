#![no_main]
//! Every form in which comments come: any bytes are read or refused, in any encoding; what is read can be written and comes back whole.
use libfuzzer_sys::fuzz_target;
use maru_exchange::{FileForm, answers_back, read_decidim_meetings, to_ietf};

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
            let again = form.read(&written).expect("our own file");
            assert!(again.comments.len() <= table.comments.len());
            assert!(answers_back(&table, &again, &table).len() >= again.comments.len());
        }
    }
});
