//! The contract in TypeScript, written by `cargo xtask gen` to `ui/src/backend/generated/protocol.ts`.

use std::collections::{BTreeMap, BTreeSet};

use ts_rs::{Config, TS, TypeVisitor};

use crate::*;

/// The whole generated file: every type that a command or event mentions, and the map of commands.
pub fn module() -> String {
    let config = Config::default();
    let mut types = Types { config: &config, seen: BTreeSet::new(), declarations: BTreeMap::new() };
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
    types.add::<DroppedFiles>();
    types.add::<Errand>();
    types.add::<MannersView>();
    types.add::<NoteRequest>();
    types.add::<TrayWords>();

    let codes: Vec<String> = ErrorCode::ALL.iter().map(|code| serde_json::to_string(code).expect("a code is a string")).collect();
    let declarations: String = types.declarations.values().map(|declaration| format!("export {declaration}\n\n")).collect();
    format!(
        "// Written by `cargo xtask gen` from crates/protocol. Do not edit.\n\n{}/** Every command, with its question and its answer. */\nexport type Commands = {{\n{commands}}};\n\n/** Every error code, so that each can be asked for its sentence. */\nexport const ERROR_CODES: readonly ErrorCode[] = [{}];\n",
        declarations,
        codes.join(", "),
    )
}

struct Types<'a> {
    config: &'a Config,
    seen: BTreeSet<String>,
    /// By name: the order in which a type's parts are visited is not the same from one build to the next.
    declarations: BTreeMap<String, String>,
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
        if declared && !self.seen.insert(T::ident(self.config)) {
            return;
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
        if declared {
            self.declarations.insert(T::ident(self.config), T::decl(self.config));
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
