"""The interpreter of upload.yaml: pure generators that do no I/O."""
