print("systole")
