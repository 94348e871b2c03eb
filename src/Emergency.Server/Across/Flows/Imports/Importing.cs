using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Imports;
using Emergency.Domain.Places;
using Emergency.Server.Across.Imports.Reading;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Communities;
using Emergency.Server.Features.GroundObjects;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Features.Plans;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;
using Commands = System.Collections.Generic.IReadOnlyList<(
    Emergency.Engine.EntityId To,
    string Division,
    string Name,
    Emergency.Domain.Command Command,
    int Rows
)>;

namespace Emergency.Server.Across.Imports;

/// <summary>
/// Imports one file of a register: reads it, judges it, and writes one command per community and 500 rows: whole or not at all. A retry
/// under the same key finds it done, or does it, and doubles nothing.
/// </summary>
internal sealed class Importing(
    Sending sending,
    Folding folding,
    Engine.IFeed feed,
    Turns turns,
    ISealing sealing,
    Recording recording,
    HeavyReadings heavy
)
{
    private const int AtOnce = 16;
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Result of an import: the account of each sheet, the changes it would make (only in a preview), and the journal's position.
    /// </summary>
    public sealed record Imported(
        ImportId Import,
        IReadOnlyList<SheetFindings> Sheets,
        Engine.Position At,
        Problem? Problem,
        TimeSpan? RetryAfter = null
    )
    {
        internal Differences? Differences { get; init; }
    }

    /// <param name="division">Rows outside it are rejected; the asker's scope must cover it.</param>
    /// <param name="dryRun">Reads and decides, but writes only the access records of the people it discloses.</param>
    public async Task<Imported> Import(
        RegisterKind kind,
        string division,
        string file,
        ReadOnlyMemory<byte> bytes,
        bool dryRun,
        Asked asked,
        CancellationToken stop,
        ImportWishes? wishes = null
    )
    {
        var import = asked.NewId<ImportId>();
        var (grant, problem) = asked.Allow(Needs(kind), new Place(division));
        if (grant is null)
            return new(import, [], Engine.Position.Start, problem);
        var known = await folding.Newest(stop);
        if (EndedCommunity.Of(known.Of<PlacesKnown>(asked.Realm), division) is { } ended)
            return new(import, [], Engine.Position.Start, ended);
        var at = new Loading(asked, grant.Role, division, import, known, sealing);
        var said = known.Of<ImportsKnown>(asked.Realm).ColumnsOf(division, RegisterKinds.Slug(kind));
        var judging = new Judging(at, said, wishes?.Clear ?? []);
        var (reading, tooHeavy) = await heavy.Read(HeavyKind.File, end => RegisterReader.Read(kind, file, bytes, judging, end), stop);
        if (reading is null)
            return new(import, [], known.At, tooHeavy);
        if (dryRun && reading.CanBeAsked)
            return new(import, reading.Sheets, known.At, null);
        if (reading.Unreadable)
        {
            var finding = reading.Sheets[0].Findings[0];
            return new(
                import,
                reading.Sheets,
                known.At,
                new Problem("import.unreadable", finding.Detail is null ? [finding.Reason] : [finding.Reason, finding.Detail])
            );
        }
        var progress = wishes?.Progress;
        progress?.Begin(ImportPhase.Trying, reading.Rows.Count);
        var loads = await new Trial(feed).Run(Of(kind, reading, at).ToList(), at, progress, stop);
        var sheets = at.Objections.Over(reading.Sheets);
        var differences = at.Differences.Without(at.Objections.Hold);
        if (await Record(dryRun ? differences.Readings : at.Differences.Erased, asked, kind, stop) is { } unrecorded)
            return new(import, [], known.At, unrecorded.Problem, unrecorded.RetryAfter);
        if (dryRun || loads.Count == 0)
            return new(import, sheets, known.At, null) { Differences = dryRun ? differences : null };
        var name = Names.Key(asked.Account);
        await sealing.Ensure([.. loads.SelectMany(load => load.Keys).Append(name).Distinct()], stop);
        var (added, changed, same) = differences.Rows;
        var begin = new BeginImport(
            1,
            RegisterKinds.Slug(kind),
            division,
            at.By,
            asked.Now,
            0,
            sealing.Seal(name, new FreeText(file.Length > 200 ? file[..200] : file))
        );
        var counts = new ImportCounts(added, changed, same, sheets.Sum(sheet => sheet.Rejected));
        return await Write(new(asked, kind, import, begin, counts, progress, progress is null ? default : stop), loads, sheets, stop);
    }

    /// <summary>
    /// Records the access: a preview shows the asker earlier values and erased people, which is a reading like any other.
    /// </summary>
    private async Task<Sent?> Record(
        IEnumerable<(string Community, IReadOnlyList<PersonId> Persons)> readings,
        Asked asked,
        RegisterKind kind,
        CancellationToken stop
    )
    {
        foreach (var (community, persons) in readings)
            if (
                await recording.Write(
                    asked,
                    Needs(kind),
                    new Place(community),
                    byTask: false,
                    new(AccessPurpose.Import, null, community, ListOf.From(persons.OrderBy(person => person.Value))),
                    stop
                ) is
                { Sent: { Accepted: false } refused }
            )
                return refused;
        return null;
    }

    private async Task<Imported> Write(
        Writing writing,
        IReadOnlyList<Loads> loads,
        IReadOnlyList<SheetFindings> sheets,
        CancellationToken stop
    )
    {
        var (asked, import) = (writing.Asked, writing.Import);
        // Written kind by kind: guardians need their persons.
        var commands = loads
            .GroupBy(load => load.GetType())
            .Select(load => load.SelectMany(one => one.Commands()).ToList())
            .Where(some => some.Count > 0)
            .ToList();
        var sent =
            commands.Count == 0 ? new Sent(Engine.Position.Start) : await turns.Hold(import, held => Whole(commands, writing, held), stop);
        if (!sent.Accepted)
            return new(import, sheets, sent.Position, sent.Problem, sent.RetryAfter);
        // Nothing was left to write: a retry has the position of the first try.
        var last =
            sent.Position == Engine.Position.Start
                ? folding.Now.Of<ImportsKnown>(asked.Realm).Imports.GetValueOrDefault(import)?.Newest ?? folding.Now.At
                : sent.Position;
        // The importer looks at the result next: the views have caught up when the answer arrives.
        return new(import, sheets, last, await folding.At(last, Patience, stop) is null ? Problem.Behind(folding.Percent) : null);
    }

    /// <summary>
    /// Marks where the rows begin and end: rows without an end mark are taken back by <see cref="Unfinished"/>, and written again as the
    /// next attempt.
    /// </summary>
    private async Task<Sent> Whole(IReadOnlyList<Commands> commands, Writing writing, CancellationToken held)
    {
        writing.Stop.ThrowIfCancellationRequested();
        var (asked, kind, import) = (writing.Asked, writing.Kind, writing.Import);
        var to = Entities.Import(asked.Realm, import);
        var known = (await folding.At(await feed.Head(held), Timeout.InfiniteTimeSpan, held))!
            .Of<ImportsKnown>(asked.Realm)
            .Imports.GetValueOrDefault(import);
        var attempt =
            known is null ? 1
            : known.Stage == ImportStage.TakenBack ? known.Attempt + 1
            : Math.Max(1, known.Attempt);
        ValueTask<Sent> Mark(string name, Command command) =>
            sending.Send(
                asked with
                {
                    CommandId = Derived.Id(asked.CommandId, name),
                },
                Needs(kind),
                new Place(writing.Begin.Division),
                to,
                _ => command,
                null,
                held
            );
        var all = commands.Sum(some => some.Sum(one => one.Rows));
        // The first begin mark is always sent: it knows whether the same key came with another file.
        foreach (var number in (int[])[.. new[] { 1, attempt }.Distinct()])
            if (
                await Mark(FormattableString.Invariant($"begin {number}"), writing.Begin with { Attempt = number, Rows = all }) is
                { Accepted: false } refused
            )
                return refused;
        writing.Progress?.Begin(ImportPhase.Writing, all);
        // An import that outlives its connection is stopped by hand only; written rows are then taken back.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(held, writing.Stop);
        var rows = await Rows(commands, writing, attempt, either.Token);
        if (!rows.Accepted)
            return rows;
        return await Mark(FormattableString.Invariant($"finish {attempt}"), new FinishImport(attempt, asked.Now, writing.Counts));
    }

    private bool IsStopped(Writing writing) =>
        folding.Now.Of<ImportsKnown>(writing.Asked.Realm).Imports.GetValueOrDefault(writing.Import)?.Stage == ImportStage.Stopped;

    private async Task<Sent> Rows(IReadOnlyList<Commands> commands, Writing writing, int attempt, CancellationToken stop)
    {
        var (asked, kind) = (writing.Asked, writing.Kind);
        var last = new Sent(Engine.Position.Start);
        Sent? failed = null;
        var gate = new Lock();
        foreach (var some in commands)
            await Parallel.ForEachAsync(
                some,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
                async (piece, token) =>
                {
                    if (failed is not null)
                        return;
                    if (IsStopped(writing))
                    {
                        failed = new Sent(Engine.Position.Start, new Problem(Domain.Imports.Import.Stopped.Text, []));
                        return;
                    }
                    var name = attempt == 1 ? piece.Name : FormattableString.Invariant($"{piece.Name} #{attempt}");
                    var sent = await sending.Send(
                        asked with
                        {
                            CommandId = Derived.Id(asked.CommandId, name),
                        },
                        Needs(kind),
                        new Place(piece.Division),
                        piece.To,
                        _ => piece.Command,
                        null,
                        token
                    );
                    if (sent.Accepted)
                        writing.Progress?.Add(piece.Rows);
                    lock (gate)
                    {
                        if (!sent.Accepted)
                            failed ??= sent;
                        else if (sent.Position > last.Position)
                            last = sent;
                    }
                }
            );
        return failed ?? last;
    }

    /// <summary>The permission that importing a kind of register requires.</summary>
    public static Permission Needs(RegisterKind kind) =>
        kind switch
        {
            RegisterKind.Divisions or RegisterKind.Areas => PlacePermissions.Import,
            RegisterKind.Households or RegisterKind.Residents or RegisterKind.Guardians or RegisterKind.Caregivers =>
                PeoplePermissions.ResidentsEdit,
            RegisterKind.Team or RegisterKind.Roster or RegisterKind.Hazards => TeamPermissions.Edit,
            RegisterKind.Supplies => SuppliesPermissions.Edit,
            RegisterKind.Shelters => PlacePermissions.ShelterEdit,
            RegisterKind.Ground => GroundPermissions.Keep,
            RegisterKind.Plans => PlanPermissions.Draft,
            _ => throw new Unforeseen(kind),
        };

    private static IEnumerable<Loads> Of(RegisterKind kind, RegisterReading reading, Loading at) =>
        kind switch
        {
            RegisterKind.Divisions => PlaceLoads.Divisions(reading, at),
            RegisterKind.Areas => PlaceLoads.Areas(reading, at),
            RegisterKind.Households => PeopleLoads.Households(reading, at),
            RegisterKind.Residents => PeopleLoads.Residents(reading, at),
            RegisterKind.Guardians => GuardianLoads.Guardians(reading, at),
            RegisterKind.Caregivers => GuardianLoads.Caregivers(reading, at),
            RegisterKind.Team => TeamLoads.Members(reading, at),
            RegisterKind.Roster => TeamLoads.Roster(reading, at),
            RegisterKind.Hazards => ThingLoads.Hazards(reading, at),
            RegisterKind.Supplies => ThingLoads.Stock(reading, at),
            RegisterKind.Shelters => ThingLoads.Shelters(reading, at),
            RegisterKind.Ground => GroundLoads.Of(reading, at),
            RegisterKind.Plans => PlaceLoads.Plans(reading, at),
            _ => throw new Unforeseen(kind),
        };

    /// <summary>An import while its rows are written.</summary>
    private sealed record Writing(
        Asked Asked,
        RegisterKind Kind,
        ImportId Import,
        BeginImport Begin,
        ImportCounts Counts,
        ImportProgress? Progress,
        CancellationToken Stop
    );

    private sealed class Judging(Loading at, Dictionary<string, string?> columns, IReadOnlyCollection<EmptyCell> clear) : IKnown
    {
        private readonly ILookup<(string?, int), string> _clear = clear.ToLookup(one => (one.Sheet, one.Row), one => one.Field);

        public Columns As(Columns table) => table.With(columns);

        public IReadOnlyCollection<string> Cleared(string? sheet, int row) => [.. _clear[(sheet, row)]];

        public DateOnly Today => at.Today;
        public string? County => at.Division.Length >= 6 ? Divisions.County(at.Division) : null;
        public IReadOnlyCollection<KnownCommunity> Communities { get; } =
        [.. at.Places.Communities(at.Division).Select(one => new KnownCommunity(one.Code, one.RegisterName, one.Apart))];
        public IReadOnlyCollection<PastCommunity> EndedCommunities { get; } =
        [.. at.Places.Ended(at.Division).Select(one => new PastCommunity(one.Code, one.RegisterName, EndedCommunity.To(at.Places, one)))];

        public string? CommunityAt(LonLat point) =>
            at.Places.At(new(point.Lon, point.Lat))?.Community is { } code && code.StartsWith(at.Division, StringComparison.Ordinal)
                ? code
                : null;

        public IReadOnlyList<KnownResident> ResidentsByNumber(RegisterNumber number) =>
            [.. Numbers.Here(at.Numbers.Persons(number)).Select(Resident)];

        public IReadOnlyList<KnownResident> ResidentsByIdNumber(string idNumber) =>
            [.. Numbers.Here(at.Numbers.PersonsByIdNumber(idNumber)).Select(Resident)];

        public bool IsErased(RegisterNumber? number, string? idNumber, string name, DateOnly? born) =>
            at.IsErased(number, idNumber, name, born);

        private static KnownResident Resident(PersonKnown person) =>
            new(person.Sensitive.Register ?? "", person.Sensitive.IdNumber, person.Listed.Name);
    }
}
