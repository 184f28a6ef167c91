//! Prints the contract in TypeScript; `cargo xtask gen` puts it in its place.

fn main() {
    print!("{}", banthao_protocol::typescript::module());
}
