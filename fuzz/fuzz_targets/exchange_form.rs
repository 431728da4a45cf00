#![no_main]
//! The form of comments in Word, spreadsheets, CSV and YAML: any bytes are read or refused, and what is read can be written.
use libfuzzer_sys::fuzz_target;
use maru_exchange::{
    answers_back, read_commenter, read_csv, read_docx, read_xlsx, to_commenter, to_csv, to_docx, to_xlsx,
};

fuzz_target!(|bytes: &[u8]| {
    for table in [read_docx(bytes), read_xlsx(bytes), read_csv(bytes), read_commenter(bytes)].into_iter().flatten() {
        let csv = read_csv(to_csv(&table).as_bytes()).expect("our own file");
        assert!(csv.comments.len() <= table.comments.len());
        let _ = (to_docx(&table), to_xlsx(&table), to_commenter(&table));
        assert!(answers_back(&table, &csv, &table).len() >= csv.comments.len());
    }
});
