internal import GraphModel
internal import GraphStore

extension CreditAssembler {
    /// Adds late rows to a block that has been written: reads it back as rows and closes it again.
    ///
    /// - Returns: False when a late row belongs to a credit that is stored already: in what order
    ///   its characters came is not known any more.
    func reopen(_ block: Int, _ late: TitleRows) throws(LoadError) -> Bool {
        let rows = TitleRows()
        if let stored = try StoredCredits(context, block) {
            guard !stored.holdsAny(of: late) else { return false }
            stored.append(to: rows)
            stored.forEach { slot, key, isCrewOnly in
                known.insert(KnownCredit(slot: slot, key: key))
                if isCrewOnly { statistics.crewOnlyCredits -= 1 }
            }
        }
        rows.append(late)
        try close(block, rows)
        known.removeAll()
        return true
    }
}

/// One block of credits as it was written.
private struct StoredCredits {
    private let arena = BlockArena()
    private let lists: Adjacency
    private let payloads: PayloadView

    /// Reads a block back, nil when none of its titles had credits.
    init?(_ context: LoadContext, _ block: Int) throws(LoadError) {
        guard let bytes = try context.block(block, in: .relation(.creditsByTitle)),
            let records = try context.block(block, in: .payloads)
        else { return nil }
        lists = Adjacency(
            table: arena.table(copying: [bytes]), nodeCount: Schema.nodesPerBlock, isTyped: true)
        payloads = PayloadView(table: arena.table(copying: [records]))
    }

    /// Calls `body` with the slot, the key (type, then person) and whether only title.crew has it.
    func forEach(_ body: (Int, UInt64, Bool) -> Void) {
        for slot in 0..<UInt32(Schema.nodesPerBlock) {
            let people = lists.list(slot)
            let types = lists.types(slot)
            payloads.forEach(ofTitle: slot) { place, payload in
                let key = UInt64(types[place]) << 32 | UInt64(people[place])
                body(Int(slot), key, payload.ordering == nil)
                return true
            }
        }
    }

    func holdsAny(of late: TitleRows) -> Bool {
        late.group()
        for slot in 0..<Schema.nodesPerBlock {
            let people = lists.list(UInt32(slot))
            let types = lists.types(UInt32(slot))
            for row in late.places(ofSlot: slot) {
                let record = PrincipalRecord(in: late, at: late.start(at: row))
                for place in people.indices
                where people[place] == record.person && types[place] == record.type {
                    // One of title.crew alone gets its ordering now.
                    if payloads.payload(ofTitle: UInt32(slot), at: place)?.ordering != nil {
                        return true
                    }
                }
            }
        }
        return false
    }

    /// Packs the credits as rows again; those of title.crew alone come from there once more.
    func append(to rows: TitleRows) {
        for slot in 0..<UInt32(Schema.nodesPerBlock) {
            let people = lists.list(slot)
            let types = lists.types(slot)
            payloads.forEach(ofTitle: slot) { place, payload in
                guard let ordering = payload.ordering else { return true }
                rows.beginRow(slot)
                unsafe PrincipalRecord.append(
                    to: &rows.bytes, person: people[place], ordering: ordering, type: types[place],
                    job: payload.job?.bytes, characters: payload.characters?.bytes)
                return true
            }
        }
    }
}
