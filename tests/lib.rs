//! Journeys through the crates of Bản Thảo; the journeys themselves are the test binaries beside this file.
