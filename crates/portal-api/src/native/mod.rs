//! The native protocol over HTTP.
