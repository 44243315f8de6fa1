//! What may leave the house in a snapshot: a type says so by being made with `publishable!`, and
//! the macro refuses a field that is not publishable itself. The trait is sealed within this room,
//! so that no other room can declare its own types fit to leave.

use serde::Serialize;

/// A type that holds no person.
///
/// The types of the snapshot are publishable:
///
/// ```
/// fn leaves<T: wijkboek_core::snapshot::Publishable>() {}
/// leaves::<wijkboek_core::snapshot::SnapshotV0>();
/// leaves::<Option<wijkboek_core::snapshot::Count>>();
/// ```
///
/// A member is not, in whatever form, and neither is free text:
///
/// ```compile_fail,E0277
/// fn leaves<T: wijkboek_core::snapshot::Publishable>() {}
/// leaves::<wijkboek_core::members::MemberRow>();
/// ```
///
/// ```compile_fail,E0277
/// fn leaves<T: wijkboek_core::snapshot::Publishable>() {}
/// leaves::<String>();
/// ```
///
/// Nobody else can say that a type is:
///
/// ```compile_fail,E0277
/// #[derive(serde::Serialize)]
/// struct Names(Vec<String>);
/// impl wijkboek_core::snapshot::Publishable for Names {}
/// ```
pub trait Publishable: Serialize + sealed::Sealed {}

pub(super) mod sealed {
    /// Only this room can name it.
    pub trait Sealed {}
}

impl<T: Publishable> sealed::Sealed for Option<T> {}
impl<T: Publishable> Publishable for Option<T> {}
impl<T: Publishable> sealed::Sealed for Vec<T> {}
impl<T: Publishable> Publishable for Vec<T> {}

/// Makes a struct publishable whose every field is.
macro_rules! publishable {
    ($(
        $(#[$about:meta])*
        pub struct $name:ident {
            $($(#[$field_about:meta])* pub $field:ident: $type:ty,)*
        }
    )*) => {$(
        $(#[$about])*
        #[derive(
            Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize,
            schemars::JsonSchema, ts_rs::TS,
        )]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_about])* pub $field: $type,)*
        }

        impl $crate::snapshot::publishable::sealed::Sealed for $name {}
        impl $crate::snapshot::Publishable for $name
        where
            $($type: $crate::snapshot::Publishable,)*
        {}
    )*};
}

pub(super) use publishable;
