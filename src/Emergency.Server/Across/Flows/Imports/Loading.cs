using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;
using Emergency.Server.Features.GroundObjects;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Features.Plans;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Imports;

/// <summary>
/// Context in which rows become commands: the asker, the known records, and the collections of objections and differences. A row objected
/// to here is rejected like one that the reader rejects.
/// </summary>
internal sealed class Loading(Asked asked, Role role, string division, ImportId import, Known known, ISealing sealing)
{
    public Asked Asked => asked;
    public By By { get; } = asked.By(role);
    public ImportId Import => import;

    /// <summary>Seals nothing while the file is only tried.</summary>
    public ISealing Sealing { get; set; } = sealing;
    public string Division => division;
    public DateOnly Today { get; } = Shanghai.Day(asked.Now);
    public ResidentsKnown Residents { get; } = known.Of<ResidentsKnown>(asked.Realm);
    public TeamsKnown Teams { get; } = known.Of<TeamsKnown>(asked.Realm);
    public PlansKnown Plans { get; } = known.Of<PlansKnown>(asked.Realm);
    public PlacesKnown Places { get; } = known.Of<PlacesKnown>(asked.Realm);
    public SheltersKnown Shelters { get; } = known.Of<SheltersKnown>(asked.Realm);
    public SuppliesKnown Supplies { get; } = known.Of<SuppliesKnown>(asked.Realm);
    public GroundKnown Ground { get; } = known.Of<GroundKnown>(asked.Realm);
    public Numbers Numbers { get; } = new(division, known.Of<ResidentsKnown>(asked.Realm), known.Of<TeamsKnown>(asked.Realm));
    public Objections Objections { get; } = new();
    public Differences Differences { get; } = new();

    /// <summary>
    /// True when a row means an erased person. Looked up only where anybody was erased; the person is noted for the access record.
    /// </summary>
    public bool IsErased(RegisterNumber? number, string? idNumber, string name, DateOnly? born)
    {
        if (Residents.Erased.Told.IsEmpty)
            return false;
        var stone = Sealing.Tombstone(idNumber, name, born);
        if (
            number is { } own
            && Residents.Erased.Told.TryGetValue(new PersonId(Numbers.First("person", own)), out var told)
            && !Another(stone, told.Event.Tombstone)
        )
            return Tell(told.Event.Person, told.Register.Key);
        if (!Residents.Erased.Hold(stone))
            return false;
        foreach (var (person, one) in Residents.Erased.Told)
            if (
                (stone.Number is { } digits && one.Event.Tombstone.Number == digits)
                || (stone.Called is { } called && one.Event.Tombstone.Called == called)
            )
                return Tell(person, one.Register.Key);
        return true;

        bool Tell(PersonId person, string community)
        {
            Differences.ToldErased(community, person);
            return true;
        }
    }

    // True when the number belonged to an erased person and belongs to another one now.
    private static bool Another(Domain.People.Tombstone row, Domain.People.Tombstone erased) =>
        row.Number is { } one && erased.Number is { } other && one != other;

    /// <summary>New id for a row without a number that matches no known record.</summary>
    public Guid New(RegisterRow row) => Derived.Id(asked.CommandId, FormattableString.Invariant($"row {row.Sheet}/{row.Row}"));

    /// <summary>
    /// Id of a person who got a number that another one had before: the same for the same number and holder. Nothing can be read from it.
    /// </summary>
    public Guid Holder(Guid numbered, params ReadOnlySpan<string?> identity) =>
        Derived.Id(numbered, Sealing.Index($"holder\n{string.Join('\n', identity.ToArray())}"));

    /// <summary>Id of a numbered thing. A thing that a file for a whole city once wrote without its county keeps that id.</summary>
    public Guid Numbered(string kind, RegisterNumber number, Func<Guid, bool> knows)
    {
        var id = Numbers.First(kind, number);
        return
            division.Length < number.County.Length
            && !knows(id)
            && Derived.Register(kind, division, number.Text) is var whole
            && knows(whole)
            ? whole
            : id;
    }

    /// <summary>
    /// Matches each row to a thing: the one with its number, else a known one that is the same in all, else one like it, else a new one. No
    /// two rows without numbers in a file match the same thing.
    /// </summary>
    /// <param name="like">Returns known things that a row may mean, each true when it is the same in all.</param>
    public IReadOnlyList<Guid> Ids<TRow>(
        IReadOnlyList<TRow> rows,
        Func<TRow, Guid?> numbered,
        Func<TRow, IEnumerable<(Guid Id, bool Same)>> like
    )
        where TRow : RegisterRow
    {
        var ids = rows.Select(numbered).ToList();
        var taken = ids.OfType<Guid>().ToHashSet();
        foreach (var same in (bool[])[true, false])
            for (var i = 0; i < ids.Count; i++)
                ids[i] ??= like(rows[i])
                    .Where(one => one.Same || !same)
                    .Select(one => one.Id)
                    .Order()
                    .Select(id => (Guid?)id)
                    .FirstOrDefault(id => taken.Add(id!.Value));
        return [.. rows.Select((row, i) => ids[i] ?? New(row))];
    }

    /// <summary>
    /// The member of a community with a number: the one already in the register, else the one about to be. Null where there is none, and
    /// where two have the number, since a guess could be wrong.
    /// </summary>
    public MemberId? Member(RegisterRow row, string column, string community, string? number)
    {
        if (number is null)
            return null;
        var own = new RegisterNumber(Divisions.County(community), number);
        var holders = Numbers.Members(own);
        if (holders.Where(one => one.Community == community).ToList() is { Count: > 0 } here)
            holders = here;
        if (holders.Count > 1)
            Objections.Add(row, column, Reasons.NumberTwice);
        return holders switch
        {
            [] => new MemberId(Numbers.First("member", own)),
            [var only] => only.Member.Facts.Id,
            _ => null,
        };
    }

    public bool Inside(RegisterRow row, string code)
    {
        if (code.StartsWith(division, StringComparison.Ordinal))
            return true;
        Objections.Add(row, "code", Reasons.OutsideDivision);
        return false;
    }

    public static Located? At(LonLat? point) =>
        point is not { } at ? null : new Located(new GeoPoint(at.Lon, at.Lat), Domain.Places.Datum.Wgs84, new GeoPoint(at.Lon, at.Lat));

    public static ListOf<string> Phones(params string?[] phones) =>
        ListOf.From(
            phones.OfType<string>().Where(phone => phone.Length > 0).Distinct(StringComparer.Ordinal).Take(Reading.Values.Phones.Most)
        );
}

/// <summary>Readable rows that are not imported, each with one reason, and rows of which a part is left out.</summary>
internal sealed class Objections
{
    private readonly Dictionary<(string? Sheet, int Row), Finding> _all = [];
    private readonly List<(string? Sheet, Finding Finding)> _warned = [];

    /// <summary>Notes a column of a row that is left out; the row itself is imported.</summary>
    public void Warn(RegisterRow row, string column, string reason) =>
        _warned.Add((row.Sheet, new Finding(row.Row, Severity.Warn, column, reason)));

    public void Add(RegisterRow row, string column, string reason, string? detail = null) =>
        Add((row.Sheet, row.Row), column, reason, detail);

    public void Add((string? Sheet, int Row) at, string column, string reason, string? detail = null) =>
        _all.TryAdd(at, new Finding(at.Row, Severity.Reject, column, reason, detail));

    public bool Hold(RegisterRow row) => Hold((row.Sheet, row.Row));

    public bool Hold((string? Sheet, int Row) at) => _all.ContainsKey(at);

    /// <summary>The accounts of the sheets, with these rows counted as rejected or warned.</summary>
    public IReadOnlyList<SheetFindings> Over(IReadOnlyList<SheetFindings> sheets) =>
        _all.Count + _warned.Count == 0 ? sheets : [.. sheets.Select(sheet => Rejected(Warned(sheet)))];

    private SheetFindings Warned(SheetFindings sheet)
    {
        var mine = sheet.Skipped ? [] : _warned.Where(one => one.Sheet == sheet.Sheet).Select(one => one.Finding).ToList();
        var more = mine.Select(one => one.Row).Except(sheet.Findings.Select(one => one.Row)).Count();
        return mine.Count == 0
            ? sheet
            : sheet with
            {
                Ok = sheet.Ok - more,
                Warned = sheet.Warned + more,
                Findings = [.. sheet.Findings.Concat(mine).OrderBy(finding => finding.Row)],
            };
    }

    private SheetFindings Rejected(SheetFindings sheet)
    {
        var mine = sheet.Skipped
            ? []
            : _all.Where(one => one.Key.Sheet == sheet.Sheet).Select(one => one.Value).ToDictionary(finding => finding.Row);
        if (mine.Count == 0)
            return sheet;
        var warned = sheet.Findings.Where(finding => mine.ContainsKey(finding.Row)).Select(finding => finding.Row).Distinct().Count();
        return sheet with
        {
            Ok = sheet.Ok - (mine.Count - warned),
            Warned = sheet.Warned - warned,
            Rejected = sheet.Rejected + mine.Count,
            Imported = sheet.Imported - mine.Count,
            Findings =
            [
                .. sheet.Findings.Where(finding => !mine.ContainsKey(finding.Row)).Concat(mine.Values).OrderBy(finding => finding.Row),
            ],
        };
    }
}
