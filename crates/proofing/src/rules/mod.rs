//! One file for each kind of rule.

pub(crate) mod agencies;
pub(crate) mod capitals;
pub(crate) mod dates;
pub(crate) mod doubled;
pub(crate) mod encoding;
pub(crate) mod marks;
pub(crate) mod numbers;
pub(crate) mod pairs;
pub(crate) mod spelling;
