//! Word files.
use crate::import::ImportError;
use crate::model::Document;

pub(crate) fn parse(_bytes: &[u8]) -> Result<Document, ImportError> {
    Err(ImportError::Docx("not yet".into()))
}

pub(crate) fn source_text(_bytes: &[u8]) -> Result<String, ImportError> {
    Err(ImportError::Docx("not yet".into()))
}
