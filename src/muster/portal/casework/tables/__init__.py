"""Tables that officers load (schools, expected pupils, former years, people): from rows of texts to what is loaded."""
