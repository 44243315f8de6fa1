//! The methods of the fault plan, one file each. A method gets a budget and gives a report; the
//! commit's tests and the soak run the same ones with other numbers.

pub mod clock;
pub mod compound;
pub mod controls;
pub mod cost;
pub mod cycles;
pub mod full;
pub mod instances;
pub mod kill;
pub mod leak;
pub mod memory;
pub mod migration;
pub mod nth;
pub mod power;
pub mod rot;
pub mod stick;
