//! Whole offices in virtual time; everything is in the test target `simulation`.
