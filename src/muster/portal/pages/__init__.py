"""What people see. No models."""
