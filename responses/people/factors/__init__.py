"""The second factor: a code of an authenticator app, a passkey, or a recovery code, beside the password."""
