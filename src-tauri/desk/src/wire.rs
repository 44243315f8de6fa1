//! `wire.ts`: the types that cross to the window, written from the list so that the face cannot
//! ask what does not exist. `tests/wire.rs` proves that the committed file is fresh.

use std::{any::TypeId, collections::BTreeMap};

use ts_rs::{Config, TS, TypeVisitor};
use wijkboek_core::kernel::{Ask, Error, Result, Role};

use crate::list;

const HEAD: &str =
    "// Written from the desk's list of commands: WIJKBOEK_WRITE=1 cargo test -p wijkboek-tests wire
// Never edited by hand; a test compares it with the list.
";

/// Collects the types of all commands.
pub(crate) struct Wire {
    config: Config,
    types: BTreeMap<String, (TypeId, String)>,
    /// Names that two types bear: in the face one of them would stand for both.
    twice: Vec<String>,
    commands: BTreeMap<&'static str, String>,
}

/// The whole of `wire.ts`.
///
/// # Errors
/// `Broken` if two types bear one name.
pub fn typescript() -> Result<String> {
    let config = Config::new().with_large_int("number");
    let mut wire = Wire {
        config,
        types: BTreeMap::new(),
        twice: Vec::new(),
        commands: BTreeMap::new(),
    };
    for entry in list() {
        (entry.wire)(&mut wire);
    }
    if !wire.twice.is_empty() {
        return Err(Error::broken(format!(
            "two types are called {}",
            wire.twice.join(", ")
        )));
    }
    let types: String = wire
        .types
        .values()
        .map(|(_, declaration)| format!("\nexport {declaration}\n"))
        .collect();
    let commands: String = wire
        .commands
        .values()
        .map(|line| format!("  {line}\n"))
        .collect();
    let writes: Vec<String> = list()
        .iter()
        .filter(|entry| entry.writes)
        .map(|entry| format!("  \"{}\",\n", entry.name))
        .collect();
    let roles: Result<Vec<String>> = list()
        .iter()
        .map(|entry| {
            let may = Role::ALL.iter().filter(|role| role.covers(entry.role));
            let may = serde_json::to_string(&may.collect::<Vec<_>>())?;
            Ok(format!("  \"{}\": {may},\n", entry.name))
        })
        .collect();
    Ok(format!(
        "{HEAD}{types}\n/** Every command with its question and its answer. */\n\
         export interface Commands {{\n{commands}}}\n\n\
         /** The commands that are acts and need an operation id. */\n\
         export const writes = [\n{}] as const;\n\n\
         /** Who may ask each command. */\n\
         export const roles: Record<keyof Commands, readonly Role[]> = {{\n{}}};\n",
        writes.concat(),
        roles?.concat()
    ))
}

impl Wire {
    pub fn add<C: Ask>(&mut self) {
        self.declare::<C>();
        self.declare::<C::Answer>();
        let (question, answer) = (C::name(&self.config), C::Answer::name(&self.config));
        let line = format!(
            "\"{}\": {{ question: {question}; answer: {answer} }};",
            C::NAME
        );
        self.commands.insert(C::NAME, line);
    }

    fn declare<T: TS + 'static + ?Sized>(&mut self) {
        // Types without a file of their own (numbers, lists, options) are written where they stand.
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            let id = TypeId::of::<T>();
            if let Some((known, _)) = self.types.get(&name) {
                if *known != id {
                    self.twice.push(name);
                }
                return;
            }
            let declaration = T::decl(&self.config);
            self.types.insert(name, (id, declaration));
        }
        T::visit_dependencies(&mut Visitor { wire: self });
        T::visit_generics(&mut Visitor { wire: self });
    }
}

struct Visitor<'wire> {
    wire: &'wire mut Wire,
}

impl TypeVisitor for Visitor<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.wire.declare::<T>();
    }
}
