// So that a room with headers only is still a library.
