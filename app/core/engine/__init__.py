"""The queue and its scheduler, the only orchestrator of tasks."""
