extension ParsedArguments {
    /// What `--set` changes; a key or value that cannot be meant is a usage error.
    func settings(
        of option: OptionDescription, for owners: [Settings.Owner] = Settings.Owner.allCases
    ) throws(UsageError) -> Settings {
        let assignments = try assignments(of: option)
        do throws(SettingError) {
            return try Settings(assignments, of: owners)
        } catch {
            throw usageError("\(option.spelling): \(error)")
        }
    }
}
