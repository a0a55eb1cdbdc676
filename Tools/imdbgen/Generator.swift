/// What is to be generated.
package struct GeneratorOptions: Sendable {
    package var scale: Scale
    package var directory: String
    package var seed: UInt64 = 1
    /// Write `.tsv` instead of `.tsv.gz`.
    package var isPlain = false

    package init(scale: Scale, directory: String) {
        self.scale = scale
        self.directory = directory
    }
}

/// Generates the seven dumps.
package enum Generator {
    /// Writes the files, each under its name when it is complete.
    ///
    /// - Complexity: linear in the rows. Memory holds 5 bytes a title and 25 a person, about
    ///   1 GB at scale 1.
    /// - Returns: What was written, file by file.
    package static func run(_ options: GeneratorOptions) throws(GeneratorError) -> [FileCounts] {
        try OutputFile.makeDirectory(options.directory)
        let names = try DumpWriter(
            "name.basics",
            columns: "nconst primaryName birthYear deathYear primaryProfession knownForTitles",
            directory: options.directory, isPlain: options.isPlain)
        let files = try TitleFiles(directory: options.directory, isPlain: options.isPlain)
        let words = Words(seed: options.seed)
        let plan = TitlePlan(scale: options.scale, seed: options.seed)
        let stage = TitleStage(
            scale: options.scale, seed: options.seed, plan: plan,
            people: People(scale: options.scale, seed: options.seed), words: words, files: files)
        let people = try stage.run()
        let counts = try files.finish()
        let nameStage = NameStage(
            people: people, titles: plan, words: words, seed: options.seed)
        try nameStage.run(to: names)
        return [try names.finish()] + counts
    }
}
