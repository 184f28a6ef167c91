//! What the tests of the power rely on, asked of the store's own connections.
