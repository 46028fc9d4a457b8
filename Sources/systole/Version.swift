/// The version of Systole, as `--version` prints it and results carry it.
let systoleVersion = "0.1.0"
