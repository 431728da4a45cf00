//! Who is invited, comes, declines, is refused and appeals: what everyone may see of it, what somebody with a code can do, and the desk.

pub(crate) mod balance;
pub mod codes;
pub(crate) mod counts;
pub(crate) mod decide;
pub(crate) mod decide_view;
pub(crate) mod desk;
pub(crate) mod desk_view;
pub(crate) mod door;
pub(crate) mod door_view;
pub mod list;
pub mod mail;
pub(crate) mod view;
