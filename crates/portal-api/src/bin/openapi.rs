//! Prints the protocol as an OpenAPI document.

#![expect(clippy::print_stdout, reason = "it is what the program is for")]

fn main() {
    println!("{:#}", banthao_portal_api::openapi::document());
}
