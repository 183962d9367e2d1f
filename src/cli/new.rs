//! `baton new`: an empty book of a built-in template or of a scheme in a file.

use std::path::Path;

use baton_core::diag::nearest;
use baton_core::model::{Book, write_book, write_scheme};

use super::arguments::New;
use super::{Code, Outcome, files, report};
use crate::templates::{TEMPLATES, Template};
use crate::words::Language;

pub(super) fn run(options: &New, language: Language) -> Result<Outcome, Outcome> {
    let text = new(&options.template, options.scheme, language)?;
    match options.out.as_deref().filter(|out| !files::is_standard(out)) {
        None => Ok(Outcome::fine(text)),
        Some(out) => {
            files::create(out, &text, language)?;
            let name = out.display();
            Ok(Outcome::fine(language.pick(format!("已新建 {name}。\n"), format!("{name} was made.\n"))))
        }
    }
}

/// The document of a template, or of the scheme in a file: a book, or the scheme alone.
fn new(template: &str, scheme_alone: bool, language: Language) -> Result<String, Outcome> {
    let (scheme, name) = match Template::of(template) {
        Some(found) => (found.scheme(), found.id.to_owned()),
        None if is_file(template) => {
            let path = Path::new(template);
            (files::scheme(path, language)?, files::name(path, language))
        }
        None => return Err(unknown(template, language)),
    };
    let scheme = scheme.map_err(|problems| {
        Outcome::failed(Code::Mistakes, report::problems(&problems, Some(&name), language))
    })?;
    let text = if scheme_alone {
        write_scheme(&scheme)
    } else {
        let name = scheme.name.clone();
        write_book(&Book::new(&name, scheme))
    };
    Ok(format!("{text}\n"))
}

/// Whether a file is meant rather than a template: none of those is called like a file.
fn is_file(template: &str) -> bool {
    let path = Path::new(template);
    files::is_standard(path) || path.extension().is_some() || path.components().count() > 1 || path.exists()
}

fn unknown(template: &str, language: Language) -> Outcome {
    let near = nearest(template, TEMPLATES.iter().map(|template| template.id));
    let near = match (near, language) {
        (Some(near), Language::Chinese) => format!("是否要写“{near}”？"),
        (Some(near), Language::English) => format!("Did you mean “{near}”? "),
        (None, _) => String::new(),
    };
    let known: Vec<String> = TEMPLATES
        .iter()
        .map(|template| match template.scheme() {
            Ok(scheme) => format!("    {}  {}\n", template.id, scheme.name),
            Err(_) => format!("    {}\n", template.id),
        })
        .collect();
    let known = known.concat();
    let text = language.pick(
        format!("错误：没有名为“{template}”的模板。\n  办法：{near}可以选用的模板：\n{known}"),
        format!("error: there is no template “{template}”.\n  do: {near}Choose one of these:\n{known}"),
    );
    Outcome::failed(Code::Usage, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_core::model::{Document, read_document};

    #[test]
    fn every_template_gives_a_book_and_a_scheme_that_read() {
        for template in TEMPLATES {
            let book = new(template.id, false, Language::Chinese).unwrap();
            assert!(matches!(read_document(&book), Ok(Document::Book(_))), "{}", template.id);
            let scheme = new(template.id, true, Language::Chinese).unwrap();
            assert!(matches!(read_document(&scheme), Ok(Document::Scheme(_))), "{}", template.id);
        }
    }

    #[test]
    fn an_unknown_template_names_the_nearest_and_all() {
        let outcome = new("ningmin", false, Language::English).unwrap_err();
        assert_eq!(outcome.code, Code::Usage);
        assert!(outcome.stderr.contains("Did you mean “ningming”?"), "{}", outcome.stderr);
        assert!(outcome.stderr.contains("宁明县"), "{}", outcome.stderr);
    }
}
