//! The machine is not as one would wish: full, short of memory, with a clock that jumps, rotting,
//! with a bad stick in it, and with the same book opened twice.

pub mod clock;
pub mod full;
pub mod instances;
pub mod memory;
pub mod rot;
pub mod stick;
pub mod visitors;
mod zones;
