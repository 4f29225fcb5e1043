"""Provider folders: loading, checking, and the model of upload.yaml."""
