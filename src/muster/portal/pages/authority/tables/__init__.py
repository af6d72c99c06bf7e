"""An officer's pages of tables: uploaded, their columns chosen, previewed, loaded."""
