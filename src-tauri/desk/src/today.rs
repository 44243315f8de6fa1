//! Today, as the desk tells it: what the book knows, and what lies outside of it, its copies.

use wijkboek_core::{
    kernel::{Result, Role},
    keys::CodeDoubt,
    today::{GetToday, Outside, Today, today},
};

use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
};

impl AtDesk for GetToday {
    const KIND: Kind = Kind::Read;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Today> {
        let outside = desk.outside()?;
        let role = desk
            .open
            .as_ref()
            .map_or(Role::Reader, |open| open.person.role);
        desk.book()?.read(|reader| today(reader, role, outside))
    }
}

impl Desk {
    /// What is known of the copies and keys of the open book. A practice book needs none.
    fn outside(&self) -> Result<Option<Outside>> {
        if self.open.as_ref().is_none_or(|open| open.practice) {
            return Ok(None);
        }
        let doubt = self.ring().ok().and_then(|ring| ring.code_doubt());
        Ok(Some(Outside {
            copied_on: self.settings.copied_on(self.folder()?),
            since: self.book()?.read(|reader| reader.made_on())?,
            copy_failed: self.copy_failed(),
            // Keys that cannot be read are told where somebody needs them.
            code_in_doubt: doubt.map(|doubt| doubt == CodeDoubt::Old),
        }))
    }
}
