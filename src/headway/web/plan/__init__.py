"""The page on which a goal is turned backwards into what each must do on Monday."""
