//! The program or the machine stops in the middle: killed, without power, a call that fails,
//! trouble upon trouble.

mod act;
pub mod compound;
pub mod controls;
pub mod flows;
pub mod kill;
pub mod nth;
pub mod power;
mod work;
