"""The upload engine without any Qt: it runs a whole upload in a terminal."""
