//! From a command's name to its handler.

use banthao_protocol::{ApiError, ErrorCode, commands};
use serde_json::Value;

use crate::{App, handlers};

macro_rules! router {
    ($($(#[$doc:meta])* $name:ident($request:ident) -> $answer:ident;)*) => {
        impl App {
            /// Answers one command of the list. Request and answer are JSON of the types that the list names.
            ///
            /// # Errors
            /// What the window is to say and do about it.
            pub async fn dispatch(&self, command: &str, payload: Value) -> Result<Value, ApiError> {
                match command {
                    $(stringify!($name) => {
                        let request: banthao_protocol::$request = serde_json::from_value(payload).map_err(|error| bad_request(&error))?;
                        let answer: banthao_protocol::$answer = handlers::$name(self, request).await.inspect_err(|error| self.notice(error))?;
                        serde_json::to_value(answer).map_err(|_| ApiError::new(ErrorCode::Internal, "the answer could not be written"))
                    })*
                    _ => Err(ApiError::new(ErrorCode::BadRequest, "no such command")),
                }
            }
        }
    };
}
commands!(router);

fn bad_request(error: &serde_json::Error) -> ApiError {
    // The error's own text may quote what was typed.
    ApiError::new(ErrorCode::BadRequest, format!("the request is not of its form ({:?})", error.classify()))
}
