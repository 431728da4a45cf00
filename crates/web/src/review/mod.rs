//! Due process of moderation as pages: reporting words, appealing against a verdict. Rulings stand on the desk of those who rule.

pub(crate) mod routes;
pub(crate) mod view;
