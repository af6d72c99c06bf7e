"""The log: who did what when, and who looked at pupils."""
