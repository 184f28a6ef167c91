//! The contract in TypeScript, written by `cargo xtask gen` to `ui/src/backend/generated/protocol.ts`.

use ts_rs::{Config, TS, TypeVisitor};

use crate::*;

/// The whole generated file: every type that a command or event mentions, and the map of commands.
pub fn module() -> String {
    let config = Config::default();
    let mut types = Types { config: &config, seen: Vec::new(), text: String::new() };
    let mut commands = String::new();

    macro_rules! collect {
        ($($(#[$doc:meta])* $name:ident($request:ident) -> $answer:ident;)*) => {$(
            types.add::<$request>();
            types.add::<$answer>();
            commands.push_str(concat!("  ", stringify!($name), ": { request: ", stringify!($request), "; answer: ", stringify!($answer), " };\n"));
        )*};
    }
    crate::commands!(collect);
    types.add::<AppEvent>();
    types.add::<ApiError>();
    types.add::<MediaView>();

    let codes: Vec<String> = ErrorCode::ALL.iter().map(|code| serde_json::to_string(code).expect("a code is a string")).collect();
    format!(
        "// Written by `cargo xtask gen` from crates/protocol. Do not edit.\n\n{}/** Every command, with its question and its answer. */\nexport type Commands = {{\n{commands}}};\n\n/** Every error code, so that each can be asked for its sentence. */\nexport const ERROR_CODES: readonly ErrorCode[] = [{}];\n",
        types.text,
        codes.join(", "),
    )
}

struct Types<'a> {
    config: &'a Config,
    seen: Vec<String>,
    text: String,
}

impl Types<'_> {
    fn add<T: TS + 'static + ?Sized>(&mut self) {
        self.visit::<T>();
    }
}

impl TypeVisitor for Types<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Types of other crates (numbers, text, lists) are written in place and have no declaration of their own.
        let declared = T::output_path().is_some();
        if declared {
            let name = T::ident(self.config);
            if self.seen.contains(&name) {
                return;
            }
            self.seen.push(name);
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
        if declared {
            self.text.push_str("export ");
            self.text.push_str(&T::decl(self.config));
            self.text.push_str("\n\n");
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_command_is_in_the_map_with_both_of_its_types() {
        let module = super::module();
        for command in crate::COMMANDS {
            assert!(module.contains(&format!("  {command}: {{ request: ")), "{command} is missing from the generated map");
        }
    }
}
