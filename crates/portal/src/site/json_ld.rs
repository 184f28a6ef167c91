//! What search engines are told of an article: schema.org `NewsArticle`.

use banthao_document::render::{Media, page::date};
use serde_json::{Value, json};

use crate::{Portal, pictures::Pictures, storage::publications::Published};

/// The article as JSON-LD that is safe inside a script element.
pub fn news_article(portal: &Portal, story: &Published, section: Option<&str>, pictures: &Pictures) -> String {
    let (content, publication) = (&story.content, &story.publication);
    let url = format!("{}{}", portal.public_url(), publication.path());
    let images: Vec<String> = content
        .blobs()
        .iter()
        .filter_map(|blob| pictures.picture(blob)?.renditions.last().map(|(address, _)| format!("{}{address}", portal.public_url())))
        .collect();
    let author = if content.byline.trim().is_empty() {
        json!({"@type": "GovernmentOrganization", "name": story.unit})
    } else {
        json!({"@type": "Person", "name": content.byline})
    };
    let mut told = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "headline": content.title,
        "description": content.sapo,
        "datePublished": date::stamped(publication.published_at_ms),
        "dateModified": date::stamped(publication.modified_at_ms),
        "inLanguage": content.language,
        "author": author,
        "publisher": {"@type": "GovernmentOrganization", "name": portal.0.name, "url": portal.public_url()},
    });
    if let Value::Object(members) = &mut told {
        if !images.is_empty() {
            members.insert("image".to_owned(), json!(images));
        }
        if let Some(section) = section {
            members.insert("articleSection".to_owned(), json!(section));
        }
    }
    // A script element ends at the first `</script`, whatever JSON says; without `<` it cannot end early.
    told.to_string().replace('<', "\\u003c")
}
