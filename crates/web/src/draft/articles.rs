//! A draft in Markdown, read into articles: `#` a title, `##` an article, `1.` a paragraph, `(a)` a point.

/// A line of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line<'a> {
    /// A numbered or plain paragraph.
    Paragraph(&'a str),
    /// A point of a list.
    Point(&'a str),
}

/// An article with its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Article<'a> {
    pub(crate) heading: &'a str,
    pub(crate) lines: Vec<Line<'a>>,
}

/// A draft: its title and its articles. Lines before the first article belong to one without a heading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Articles<'a> {
    pub(crate) title: &'a str,
    pub(crate) articles: Vec<Article<'a>>,
}

/// Reads a draft. Nothing is lost: what has no form is a paragraph.
pub(crate) fn articles(text: &str) -> Articles<'_> {
    let mut out = Articles::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(heading) = line.strip_prefix("## ") {
            out.articles.push(Article { heading, lines: Vec::new() });
        } else if let Some(title) = line.strip_prefix("# ").filter(|_| out.title.is_empty()) {
            out.title = title;
        } else {
            if out.articles.is_empty() {
                out.articles.push(Article { heading: "", lines: Vec::new() });
            }
            let line = if is_point(line) { Line::Point(line) } else { Line::Paragraph(line) };
            if let Some(article) = out.articles.last_mut() {
                article.lines.push(line);
            }
        }
    }
    out
}

/// `(a) …`, or in Korean `가. …` and `1) …`: a short mark that is no paragraph number.
fn is_point(line: &str) -> bool {
    let mark = line.split_whitespace().next().unwrap_or_default();
    let inner = mark.trim_start_matches('(').trim_end_matches([')', '.']);
    let short = !inner.is_empty() && inner.chars().count() <= 3;
    short
        && (mark.ends_with(')') || (mark.ends_with('.') && inner.chars().all(|c| ('가'..='힣').contains(&c))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_read_into_articles() {
        let read = articles("# T\n\n## Article 1 A\n\n1. One:\n\n(a) first;\n\n## 제2조 (나)\n\n가. 점\n");
        assert_eq!(read.title, "T");
        assert_eq!(read.articles[0].lines, [Line::Paragraph("1. One:"), Line::Point("(a) first;")]);
        assert_eq!(read.articles[1], Article { heading: "제2조 (나)", lines: vec![Line::Point("가. 점")] });
        assert_eq!(articles("only words").articles[0].lines, [Line::Paragraph("only words")]);
        assert_eq!(articles(""), Articles::default());
    }
}
