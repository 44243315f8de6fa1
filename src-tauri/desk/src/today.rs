//! Today, as the desk tells it: what the book knows, and what lies outside of it, its copies.

use wijkboek_core::{
    kernel::{Result, Role},
    today::{Copies, GetToday, Today, today},
};

use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
};

impl AtDesk for GetToday {
    const KIND: Kind = Kind::Read;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Today> {
        let copies = desk.copies()?;
        let role = desk
            .open
            .as_ref()
            .map_or(Role::Reader, |open| open.person.role);
        desk.book()?.read(|reader| today(reader, role, copies))
    }
}

impl Desk {
    /// What is known of the copies of the open book. A practice book needs none.
    fn copies(&self) -> Result<Option<Copies>> {
        if self.open.as_ref().is_none_or(|open| open.practice) {
            return Ok(None);
        }
        let last = self.settings.copied_on(self.folder()?);
        let since = self.book()?.read(|reader| reader.made_on())?;
        Ok(Some(Copies { last, since }))
    }
}
