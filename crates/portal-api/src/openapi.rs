//! The protocol as an OpenAPI 3.1 document, made from the types that cross the network.
//!
//! `docs/openapi.json` is what this gives, and `docs/portal-protocol.md` says what it means: a schema knows the shape of a message, and not
//! when a portal must refuse it.

use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use crate::wire::{
    Account, Catalogue, Hello, JSON, PARTIAL_UPLOAD, PROBLEM_JSON, Problem, PullPage, PushRequest, PushResponse, REPR_DIGEST, RevsDiff,
    RevsDiffRequest, Session, SessionRequest, UPLOAD_COMPLETE, UPLOAD_LENGTH, UPLOAD_OFFSET,
};

/// The document.
pub fn document() -> Value {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = "/components/schemas".into();
    let mut schemas = settings.into_generator();
    let paths = paths(&mut schemas);
    let problem = json!({ "description": "A refusal: problem details (RFC 9457).", "content": {
        PROBLEM_JSON: { "schema": schemas.subschema_for::<Problem>() },
    } });
    let definitions: Map<String, Value> = schemas.take_definitions(true);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "The portal protocol of Bản Thảo",
            "version": "1",
            "description": "The shapes of the messages. What they mean, and when they are refused, is in portal-protocol.md.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "responses": { "Problem": problem },
            "schemas": definitions,
        },
    })
}

fn paths(schemas: &mut SchemaGenerator) -> Value {
    let text = json!({ "type": "string" });
    let bytes = json!({ "type": "integer", "minimum": 0 });
    let complete = json!({ "enum": ["?0", "?1"] });
    let offset = parameter("header", UPLOAD_OFFSET, true, &bytes);
    let is_last = parameter("header", UPLOAD_COMPLETE, true, &complete);
    let medium = json!({ "content": { "*/*": {} } });
    let catalogue = body(schemas.subschema_for::<Catalogue>().to_value());
    let account = body(schemas.subschema_for::<Account>().to_value());
    let page = body(schemas.subschema_for::<PullPage>().to_value());
    let revision = body(schemas.subschema_for::<banthao_document::Revision>().to_value());
    json!({
        "/v1/hello": {
            "get": open_to_anyone(act("Who is there", &[parameter("query", "nonce", true, &text)], None,
                &[("200", "The handshake.", Some(body(schemas.subschema_for::<Hello>().to_value())))])),
        },
        "/v1/session": {
            "post": open_to_anyone(act("Sign in", &[], Some(body(schemas.subschema_for::<SessionRequest>().to_value())),
                &[("200", "A token.", Some(body(schemas.subschema_for::<Session>().to_value())))])),
            "get": act("Whose token this is", &[], None, &[("200", "The account.", Some(account))]),
            "delete": act("Sign out", &[], None, &[("204", "The token is void.", None)]),
        },
        "/v1/catalogue": { "get": act("Sections, kinds and levels", &[], None, &[("200", "As they now are.", Some(catalogue))]) },
        "/v1/push": {
            "post": act("Ask for operations", &[], Some(body(schemas.subschema_for::<PushRequest>().to_value())),
                &[("200", "A receipt for each.", Some(body(schemas.subschema_for::<PushResponse>().to_value())))]),
        },
        "/v1/pull": {
            "get": act("What happened since", &[parameter("query", "cursor", false, &text), parameter("query", "limit", false, &bytes)], None,
                &[("200", "A page of changes.", Some(page)), ("204", "Nothing.", None)]),
        },
        "/v1/revs-diff": {
            "post": act("What the portal lacks", &[], Some(body(schemas.subschema_for::<RevsDiffRequest>().to_value())),
                &[("200", "For each article and medium.", Some(body(schemas.subschema_for::<RevsDiff>().to_value())))]),
        },
        "/v1/articles/{article}/revisions/{revision}": {
            "get": act("One revision", &[parameter("path", "article", true, &text), parameter("path", "revision", true, &text)], None,
                &[("200", "The revision.", Some(revision))]),
        },
        "/v1/blobs/{sha256}": {
            "head": act("Whether a medium need not be sent", &[parameter("path", "sha256", true, &text)], None, &[("200", "It need not.", None)]),
            "get": act("A medium", &[parameter("path", "sha256", true, &text), parameter("header", "range", false, &text)], None,
                &[("200", "The bytes.", Some(medium.clone())), ("206", "Some of them.", Some(medium.clone()))]),
        },
        "/v1/uploads": {
            "post": act("Begin an upload",
                &[is_last.clone(), parameter("header", UPLOAD_LENGTH, true, &bytes), parameter("header", REPR_DIGEST, true, &text)],
                Some(medium.clone()), &[("201", "It goes on at Location.", None)]),
        },
        "/v1/uploads/{upload}": {
            "head": act("How far an upload is", &[parameter("path", "upload", true, &text)], None, &[("204", "The offset.", None)]),
            "patch": act("Add to an upload", &[parameter("path", "upload", true, &text), offset, is_last],
                Some(json!({ "content": { PARTIAL_UPLOAD: {} } })),
                &[("204", "The offset.", None), ("201", "The medium is there.", None)]),
            "delete": act("End an upload", &[parameter("path", "upload", true, &text)], None, &[("204", "It is over.", None)]),
        },
        "/v1/events": {
            "get": act("Hints", &[], None, &[("200", "Server-sent events.", Some(json!({ "content": { "text/event-stream": {} } })))]),
        },
    })
}

fn body(schema: Value) -> Value {
    json!({ "content": { JSON: { "schema": schema } } })
}

fn parameter(place: &str, name: &str, is_required: bool, schema: &Value) -> Value {
    json!({ "in": place, "name": name, "required": is_required, "schema": schema })
}

fn act(summary: &str, parameters: &[Value], request: Option<Value>, answers: &[(&str, &str, Option<Value>)]) -> Value {
    let mut responses = Map::new();
    for (status, description, content) in answers {
        let mut answer = content.clone().unwrap_or_else(|| json!({}));
        answer["description"] = json!(description);
        responses.insert((*status).to_owned(), answer);
    }
    responses.insert("default".to_owned(), json!({ "$ref": "#/components/responses/Problem" }));
    let mut act = json!({ "summary": summary, "parameters": parameters, "responses": responses });
    if let Some(mut request) = request {
        request["required"] = json!(true);
        act["requestBody"] = request;
    }
    act
}

fn open_to_anyone(mut act: Value) -> Value {
    act["security"] = json!([]);
    act
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every `$ref` below a value.
    fn references(value: &Value) -> Vec<&str> {
        match value {
            Value::Object(members) => {
                let here = members.get("$ref").and_then(Value::as_str);
                here.into_iter().chain(members.values().flat_map(references)).collect()
            }
            Value::Array(items) => items.iter().flat_map(references).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let document = document();
        let found = references(&document);
        assert!(found.len() > 40, "{} references", found.len());
        for reference in found {
            let pointer = reference.strip_prefix('#').expect("a reference within the document");
            assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
        }
    }

    #[test]
    fn the_committed_document_is_what_the_types_say() {
        let committed = include_str!("../../../docs/openapi.json");
        assert_eq!(committed, format!("{:#}\n", document()), "docs/openapi.json differs from the types; run cargo xtask gen");
    }
}
