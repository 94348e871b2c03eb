using Emergency.Domain;
using Emergency.Domain.Imports;
using Emergency.Domain.Places;
using Emergency.Server.Identity;
using Emergency.Server.Imports.Reading;
using Emergency.Server.People;
using Emergency.Server.Places;
using Emergency.Server.Problems;
using Emergency.Server.Views;
using Commands = System.Collections.Generic.IReadOnlyList<(Emergency.Engine.EntityId To, string Division, string Name, Emergency.Domain.Command Command)>;

namespace Emergency.Server.Imports;

/// <summary>One file of a register: read, judged, and written as one command per community and 500 rows: whole or not at all. A retry under the same key finds it done, or does it, and doubles nothing.</summary>
public sealed class Importing(Sending sending, Folding folding, Engine.IFeed feed, Turns turns, ISealing sealing)
{
    private const int AtOnce = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>What an import said: the account of each sheet, and how far the journal is.</summary>
    public sealed record Imported(ImportId Import, IReadOnlyList<SheetFindings> Sheets, Engine.Position At, Problem? Problem, TimeSpan? RetryAfter = null);

    /// <param name="division">Rows outside it are rejected; the asker's scope must cover it.</param>
    /// <param name="dryRun">Reads and judges, writes nothing.</param>
    public async Task<Imported> Import(RegisterKind kind, string division, string file, ReadOnlyMemory<byte> bytes, bool dryRun, Asked asked, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var import = asked.NewId<ImportId>();
        var (grant, problem) = asked.Allow(Needs(kind), new Place(division));
        if (grant is null) return new(import, [], Engine.Position.Start, problem);
        var known = await folding.Newest(stop);
        var at = new Loading(asked, grant.Role, division, import, known, sealing);
        var reading = RegisterReader.Read(kind, file, bytes, new Judging(at, known.Of<PlacesKnown>(asked.Realm), division));
        if (reading.Unreadable)
        {
            var finding = reading.Sheets[0].Findings[0];
            return new(import, reading.Sheets, known.At, new Problem("import.unreadable", finding.Detail is null ? [finding.Reason] : [finding.Reason, finding.Detail]));
        }
        var loads = Of(kind, reading, at).ToList();
        var sheets = Objected(reading.Sheets, at.Objections);
        if (dryRun || loads.Count == 0) return new(import, sheets, known.At, null);
        await sealing.Ensure([.. loads.SelectMany(load => load.Keys).Distinct()], stop);
        return await Write(loads, asked, kind, at.By, division, import, sheets, stop);
    }

    private async Task<Imported> Write(List<Loads> loads, Asked asked, RegisterKind kind, By by, string division, ImportId import, IReadOnlyList<SheetFindings> sheets, CancellationToken stop)
    {
        // One kind after the other: guardians need their persons.
        var commands = loads.GroupBy(load => load.GetType()).Select(load => load.SelectMany(one => one.Commands()).ToList()).Where(some => some.Count > 0).ToList();
        var sent = commands.Sum(some => some.Count) <= 1 ? await Rows(commands, asked, kind, 1, stop) : await turns.Hold(import, held => Whole(commands, asked, kind, by, division, import, held), stop);
        if (!sent.Accepted) return new(import, sheets, sent.Position, sent.Problem, sent.RetryAfter);
        // Nothing was left to write: a retry lies where the first try does.
        var last = sent.Position == Engine.Position.Start ? folding.Now.Of<ImportsKnown>(asked.Realm).Imports.GetValueOrDefault(import)?.Newest ?? folding.Now.At : sent.Position;
        // Whoever imports looks at it next: the views are there when the answer is.
        return new(import, sheets, last, await folding.At(last, Patience, stop) is null ? Problem.Behind(folding.Percent) : null);
    }

    /// <summary>Marks where the rows begin and end: what has no end is taken back by <see cref="Unfinished"/>, and comes again as the next attempt.</summary>
    private async Task<Sent> Whole(IReadOnlyList<Commands> commands, Asked asked, RegisterKind kind, By by, string division, ImportId import, CancellationToken held)
    {
        var to = Entities.Import(asked.Realm, import);
        var known = (await folding.At(await feed.Head(held), Timeout.InfiniteTimeSpan, held))!.Of<ImportsKnown>(asked.Realm).Imports.GetValueOrDefault(import);
        var attempt = known is null ? 1 : known.Stage == ImportStage.TakenBack ? known.Attempt + 1 : Math.Max(1, known.Attempt);
        ValueTask<Sent> Mark(string name, Command command) => sending.Send(asked with { CommandId = Derived.Id(asked.CommandId, name) }, Needs(kind), new Place(division), to, _ => command, null, held);
        // The first beginning in any case: it knows whether the same key came with another file.
        foreach (var number in (int[])[.. new[] { 1, attempt }.Distinct()])
            if (await Mark(FormattableString.Invariant($"begin {number}"), new BeginImport(number, RegisterKinds.Slug(kind), division, by, asked.Now)) is { Accepted: false } refused) return refused;
        var rows = await Rows(commands, asked, kind, attempt, held);
        if (!rows.Accepted) return rows;
        return await Mark(FormattableString.Invariant($"finish {attempt}"), new FinishImport(attempt, asked.Now));
    }

    private async Task<Sent> Rows(IReadOnlyList<Commands> commands, Asked asked, RegisterKind kind, int attempt, CancellationToken stop)
    {
        var last = new Sent(Engine.Position.Start);
        Sent? failed = null;
        var gate = new Lock();
        foreach (var some in commands)
            await Parallel.ForEachAsync(some, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (piece, token) =>
            {
                if (failed is not null) return;
                var name = attempt == 1 ? piece.Name : FormattableString.Invariant($"{piece.Name} #{attempt}");
                var sent = await sending.Send(asked with { CommandId = Derived.Id(asked.CommandId, name) }, Needs(kind), new Place(piece.Division), piece.To, _ => piece.Command, null, token);
                lock (gate)
                {
                    if (!sent.Accepted) failed ??= sent;
                    else if (sent.Position > last.Position) last = sent;
                }
            });
        return failed ?? last;
    }

    /// <summary>What a file of a kind may be imported with.</summary>
    public static Permission Needs(RegisterKind kind) => kind switch
    {
        RegisterKind.Divisions or RegisterKind.Areas => Permissions.PlaceImport,
        RegisterKind.Households or RegisterKind.Residents or RegisterKind.Guardians or RegisterKind.Caregivers => Permissions.ResidentsEdit,
        RegisterKind.Team or RegisterKind.Roster or RegisterKind.Hazards => Permissions.TeamEdit,
        RegisterKind.Supplies => Permissions.SuppliesEdit,
        RegisterKind.Shelters => Permissions.ShelterEdit,
        RegisterKind.Plans => Permissions.PlanDraft,
        _ => throw new Unforeseen(kind),
    };

    private static IEnumerable<Loads> Of(RegisterKind kind, RegisterReading reading, Loading at) => kind switch
    {
        RegisterKind.Divisions => PlaceLoads.Divisions(reading, at),
        RegisterKind.Areas => PlaceLoads.Areas(reading, at),
        RegisterKind.Households => PeopleLoads.Households(reading, at),
        RegisterKind.Residents => PeopleLoads.Residents(reading, at),
        RegisterKind.Guardians => PeopleLoads.Guardians(reading, at),
        RegisterKind.Caregivers => PeopleLoads.Caregivers(reading, at),
        RegisterKind.Team => TeamLoads.Members(reading, at),
        RegisterKind.Roster => TeamLoads.Roster(reading, at),
        RegisterKind.Hazards => PlaceLoads.Hazards(reading, at),
        RegisterKind.Supplies => PlaceLoads.Stock(reading, at),
        RegisterKind.Shelters => PlaceLoads.Shelters(reading, at),
        RegisterKind.Plans => PlaceLoads.Plans(reading, at),
        _ => throw new Unforeseen(kind),
    };

    /// <summary>Counts rows objected to after reading as rejected. Objections come from registers of one sheet.</summary>
    private static IReadOnlyList<SheetFindings> Objected(IReadOnlyList<SheetFindings> sheets, List<Finding> objections)
    {
        if (objections.Count == 0) return sheets;
        var index = sheets.ToList().FindIndex(sheet => !sheet.Skipped);
        var sheet = sheets[index];
        var warned = objections.Count(objection => sheet.Findings.Any(finding => finding.Row == objection.Row));
        var changed = sheet with
        {
            Ok = sheet.Ok - (objections.Count - warned),
            Warned = sheet.Warned - warned,
            Rejected = sheet.Rejected + objections.Count,
            Imported = sheet.Imported - objections.Count,
            Findings = [.. sheet.Findings.Where(finding => objections.TrueForAll(objection => objection.Row != finding.Row)).Concat(objections).OrderBy(finding => finding.Row)],
        };
        return [.. sheets.Select((one, i) => i == index ? changed : one)];
    }

    private sealed class Judging(Loading at, PlacesKnown places, string division) : IKnown
    {
        public DateOnly Today => at.Today;
        public IReadOnlyCollection<KnownCommunity> Communities { get; } = [.. places.Communities(division).Select(one => new KnownCommunity(one.Code, one.Name))];
        public KnownResident? ResidentByRegisterId(string registerId) => Resident(at.ByRegister(registerId));
        public KnownResident? ResidentByIdNumber(string idNumber) => Resident(at.ByIdNumber(idNumber));
        public bool IsErased(string? registerId, string? idNumber, string name, DateOnly? born) => at.IsErased(registerId, idNumber, name, born);
        private static KnownResident? Resident(PersonKnown? person) => person?.Sensitive.Register is { } number ? new KnownResident(number, person.Sensitive.IdNumber, person.Contact.Name) : null;
    }
}
