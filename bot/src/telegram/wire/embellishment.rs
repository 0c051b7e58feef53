//! What an older or smaller Bot API server may not know; without it a request still says the same.

use std::sync::atomic::{AtomicBool, Ordering};

use maklumat::reply::html::QUOTE;
use serde_json::Value;

use super::failure::Refusal;

/// All of them.
const EMBELLISHMENTS: [Embellishment; 3] = [
    Embellishment::Field("link_preview_options"),
    Embellishment::Field("button"),
    Embellishment::Quote,
];

/// Something that a request can do without.
#[derive(Clone, Copy)]
enum Embellishment {
    /// A field.
    Field(&'static str),
    /// The tags around what can be folded away.
    Quote,
}

impl Embellishment {
    /// What a refusal of it names.
    fn name(self) -> &'static str {
        match self {
            Self::Field(name) => name,
            Self::Quote => "blockquote",
        }
    }

    /// Takes it out of a request; false when it was not there.
    fn take_out(self, body: &mut Value) -> bool {
        match self {
            Self::Field(name) => {
                let fields = body.as_object_mut();
                fields.is_some_and(|fields| fields.remove(name).is_some())
            }
            Self::Quote => texts(body).into_iter().fold(false, |before, text| {
                let plain = QUOTE
                    .iter()
                    .fold(text.clone(), |text, tag| text.replace(tag, ""));
                let found = plain != *text;
                *text = plain;
                before || found
            }),
        }
    }
}

/// The texts of a request that are HTML: a message's, or those of answers to share.
fn texts(body: &mut Value) -> Vec<&mut String> {
    let mut texts = Vec::new();
    for (key, value) in body.as_object_mut().into_iter().flatten() {
        match (key.as_str(), value) {
            ("text", Value::String(text)) => texts.push(text),
            ("results", Value::Array(results)) => {
                let contents = results.iter_mut();
                let contents = contents
                    .filter_map(|result| result.pointer_mut("/input_message_content/message_text"));
                texts.extend(contents.filter_map(|text| match text {
                    Value::String(text) => Some(text),
                    _ => None,
                }));
            }
            _ => {}
        }
    }
    texts
}

/// Which of them the server is known not to know.
#[derive(Default)]
pub struct Unknown([AtomicBool; EMBELLISHMENTS.len()]);

impl Unknown {
    /// Takes what is unknown out of a request.
    pub fn take_out(&self, body: &mut Value) {
        for (embellishment, unknown) in EMBELLISHMENTS.iter().zip(&self.0) {
            if unknown.load(Ordering::Relaxed) {
                embellishment.take_out(body);
            }
        }
    }

    /// Whether `refusal` is about an embellishment of the request; then it is left out, from now on.
    pub fn learn(&self, body: &mut Value, refusal: &Refusal) -> bool {
        let mut all = EMBELLISHMENTS.iter().zip(&self.0);
        all.any(|(embellishment, unknown)| {
            let named = refusal.code == 400 && refusal.description.contains(embellishment.name());
            let refused = named && embellishment.take_out(body);
            if refused {
                unknown.store(true, Ordering::Relaxed);
            }
            refused
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_server_does_not_know_is_left_out_from_then_on() {
        let unknown = Unknown::default();
        let refusal = Refusal {
            code: 400,
            description: r#"Bad Request: can't parse entities: Unsupported start tag "blockquote""#
                .to_owned(),
            moved_to: None,
        };
        let fancy = || {
            let text = QUOTE.join("Per 28 Juni &lt;blockquote&gt;");
            json!({"text": text, "results": [{"input_message_content": {"message_text": text}}], "button": text})
        };
        let mut body = fancy();
        assert!(unknown.learn(&mut body, &refusal));
        let plain = "Per 28 Juni &lt;blockquote&gt;";
        assert_eq!(body["text"], plain);
        assert_eq!(
            body["results"][0]["input_message_content"]["message_text"],
            plain
        );
        assert!(
            !unknown.learn(&mut body, &refusal),
            "nothing is left to take out"
        );

        let mut next = fancy();
        unknown.take_out(&mut next);
        assert_eq!(
            next,
            json!({"text": plain, "results": body["results"], "button": fancy()["button"]})
        );
    }
}
