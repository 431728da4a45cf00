//! Every language says everything: the same messages, with the same variables and the same attributes, in every locale.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, Resource,
};

use crate::keys::Asked;
use crate::workspace;

/// The language in which texts are written first.
const REFERENCE: &str = "en";

/// What a message needs and refers to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Shape {
    variables: BTreeSet<String>,
    attributes: BTreeSet<String>,
    references: BTreeSet<String>,
}

/// The messages of one language, by file and name; a name means the same in every file, so it may stand in one only.
#[derive(Debug, Default)]
struct Language {
    messages: BTreeMap<String, (String, Shape)>,
    findings: Vec<String>,
}

/// Everything that one language says and another does not.
pub(crate) fn findings() -> Result<Vec<String>> {
    let folder = workspace::root().join("locales");
    let mut languages = BTreeMap::new();
    for entry in std::fs::read_dir(&folder).with_context(|| format!("listing {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            let tag = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            languages.insert(tag, read_language(&path)?);
        }
    }
    let asked = Asked::by_the_code()?;
    let is_asked = |name: &str| asked.contains(name);
    let mut findings = compare(&languages, &is_asked);
    if let Some(reference) = languages.get(REFERENCE) {
        let present: BTreeSet<&str> = reference.public(&is_asked).collect();
        findings.extend(asked.compare(&present));
    }
    Ok(findings)
}

fn read_language(folder: &Path) -> Result<Language> {
    let mut language = Language::default();
    for path in workspace::files_below(folder, "ftl")? {
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        let file = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
        language.read(&file, &text);
    }
    Ok(language)
}

impl Language {
    fn read(&mut self, file: &str, text: &str) {
        let resource = match fluent_syntax::parser::parse(text) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                for error in errors {
                    let line = text.get(..error.pos.start).unwrap_or(text).lines().count().max(1);
                    self.findings.push(format!("{file}:{line}: {error}"));
                }
                resource
            }
        };
        self.collect(file, &resource);
    }

    /// Messages that the code asks for. A term, or a message that only stands inside others, is a language's own tool and needs no counterpart.
    fn public<'a>(&'a self, asked: &'a dyn Fn(&str) -> bool) -> impl Iterator<Item = &'a str> {
        let inner: BTreeSet<&String> =
            self.messages.values().flat_map(|(_, shape)| &shape.references).collect();
        self.messages
            .keys()
            .filter(move |name| !name.starts_with('-') && (asked(name) || !inner.contains(name)))
            .map(String::as_str)
    }

    /// The variables of a message and of every message inside it, since those are given the same arguments.
    fn variables(&self, name: &str) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        let mut waiting = vec![name];
        let mut seen = BTreeSet::new();
        while let Some(next) = waiting.pop() {
            if let Some((_, shape)) = self.messages.get(next).filter(|_| seen.insert(next)) {
                found.extend(shape.variables.iter().map(String::as_str));
                waiting.extend(
                    shape.references.iter().filter(|name| !name.starts_with('-')).map(String::as_str),
                );
            }
        }
        found
    }

    fn collect(&mut self, file: &str, resource: &Resource<&str>) {
        for entry in &resource.body {
            let (name, value, attributes) = match entry {
                Entry::Message(message) => {
                    (message.id.name.to_owned(), message.value.as_ref(), &message.attributes)
                }
                Entry::Term(term) => (format!("-{}", term.id.name), Some(&term.value), &term.attributes),
                _ => continue,
            };
            let mut shape = Shape::default();
            for pattern in value.into_iter().chain(attributes.iter().map(|attribute| &attribute.value)) {
                shape.add_pattern(pattern);
            }
            shape.attributes = attributes.iter().map(|attribute| attribute.id.name.to_owned()).collect();
            if let Some((other, _)) = self.messages.insert(name.clone(), (file.to_owned(), shape)) {
                self.findings.push(format!("{file}: '{name}' stands in {other} too; a name has one text"));
            }
        }
    }
}

impl Shape {
    fn add_pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.add_expression(expression);
            }
        }
    }

    fn add_expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.add_inline(inline),
            Expression::Select { selector, variants } => {
                self.add_inline(selector);
                for variant in variants {
                    self.add_pattern(&variant.value);
                }
            }
        }
    }

    fn add_inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, .. } => {
                self.references.insert(id.name.to_owned());
            }
            InlineExpression::TermReference { id, arguments, .. } => {
                self.references.insert(format!("-{}", id.name));
                if let Some(arguments) = arguments {
                    self.add_arguments(arguments);
                }
            }
            InlineExpression::FunctionReference { arguments, .. } => self.add_arguments(arguments),
            InlineExpression::Placeable { expression } => self.add_expression(expression),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        }
    }

    fn add_arguments(&mut self, arguments: &CallArguments<&str>) {
        arguments.positional.iter().for_each(|argument| self.add_inline(argument));
        arguments.named.iter().for_each(|argument| self.add_inline(&argument.value));
    }
}

/// What is wrong in each language by itself, and where it differs from the reference.
fn compare(languages: &BTreeMap<String, Language>, asked: &dyn Fn(&str) -> bool) -> Vec<String> {
    let Some(reference) = languages.get(REFERENCE) else {
        return vec![format!("locales/{REFERENCE} is missing")];
    };
    let mut findings = Vec::new();
    for (tag, language) in languages {
        let own = language.findings.iter().cloned().chain(dead_references(language));
        let differences = differences(language, reference, asked);
        findings.extend(own.chain(differences).map(|text| format!("locales/{tag}/{text}")));
    }
    findings
}

fn dead_references(language: &Language) -> impl Iterator<Item = String> {
    language.messages.iter().flat_map(|(name, (file, shape))| {
        let dead = shape.references.iter().filter(|target| !language.messages.contains_key(*target));
        dead.map(move |target| format!("{file}: '{name}' refers to '{target}', which is nowhere"))
    })
}

fn differences(language: &Language, reference: &Language, asked: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for name in language.public(asked) {
        let (file, shape) = &language.messages[name];
        let Some((there, expected)) = reference.messages.get(name) else {
            found.push(format!("{file}: '{name}' is not in {REFERENCE}"));
            continue;
        };
        let (variables, wanted) = (language.variables(name), reference.variables(name));
        if there != file {
            found.push(format!("{file}: '{name}' stands in {there} in {REFERENCE}"));
        }
        if variables != wanted {
            found.push(format!("{file}: '{name}' uses {variables:?} where {REFERENCE} uses {wanted:?}"));
        }
        if shape.attributes != expected.attributes {
            let (attributes, wanted) = (&shape.attributes, &expected.attributes);
            found.push(format!(
                "{file}: '{name}' has the attributes {attributes:?} where {REFERENCE} has {wanted:?}"
            ));
        }
    }
    for name in reference.public(asked).filter(|name| !language.messages.contains_key(*name)) {
        found.push(format!("{}: '{name}' is missing", reference.messages[name].0));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(english: &str, korean: &str, expected: &[&str]) {
        let mut languages = BTreeMap::new();
        for (tag, text) in [("en", english), ("ko", korean)] {
            let mut language = Language::default();
            language.read("vote.ftl", text);
            languages.insert(tag.to_owned(), language);
        }
        let found = compare(&languages, &|_| false);
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        for (finding, words) in found.iter().zip(expected) {
            assert!(finding.contains(words), "{finding}");
        }
    }

    #[test]
    fn every_language_says_everything() {
        let findings = findings().unwrap();
        assert!(findings.is_empty(), "{}", findings.join("\n"));
    }

    #[test]
    fn the_same_messages_with_the_same_variables_pass() {
        check("a = Hello { $name }\n", "a = { $name } 님\n", &[]);
        check("a = { $n ->\n    [one] one vote\n   *[other] { $n } votes\n }\n", "a = { $n }표\n", &[]);
    }

    #[test]
    fn what_is_missing_on_either_side_is_found() {
        check("a = x\nb = y\n", "a = x\n", &["ko/vote.ftl: 'b' is missing"]);
        check("a = x\n", "a = x\nb = y\n", &["ko/vote.ftl: 'b' is not in en"]);
    }

    #[test]
    fn other_variables_or_attributes_are_found() {
        check("a = { $name }\n", "a = { $nam }\n", &["uses {\"nam\"}"]);
        check("a = x\n    .title = t\n", "a = x\n", &["has the attributes"]);
    }

    #[test]
    fn a_language_may_have_tools_of_its_own() {
        check("a = { $day } { b }\nb = { $month ->\n   *[1] May\n }\n", "a = { $month } { $day }\n", &[]);
        check("a = x\n", "a = { -x }\n-x = y\n", &[]);
    }

    #[test]
    fn broken_files_double_names_and_dead_references_are_found() {
        check("a = x\n", "a = x\nb { = y\n", &["vote.ftl:"]);
        check("a = x\n", "a = x\na = y\n", &["stands in vote.ftl too"]);
        check("a = { -brand }\n-brand = Maru\n", "a = { -brand }\n", &["refers to '-brand'"]);
    }
}
