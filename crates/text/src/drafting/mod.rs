//! Drafts from version to version: operations between trees, anchors of remarks, amendments side by side.

pub(crate) mod alike;
pub(crate) mod amendments;
pub(crate) mod anchor;
pub(crate) mod beside;
pub(crate) mod between;
pub(crate) mod edits;
mod homes;
pub(crate) mod languages;
pub(crate) mod likeness;
mod pairing;
pub(crate) mod sentences;
mod trace;
mod words;
