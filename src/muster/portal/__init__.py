"""The portal: a Django project that knows people, deadlines and files, around a core that knows results and rules."""
