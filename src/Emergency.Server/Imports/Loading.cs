using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Server.Communities;
using Emergency.Server.Identity;
using Emergency.Server.Imports.Reading;
using Emergency.Server.People;
using Emergency.Server.Places;
using Emergency.Server.Places.Shapes;
using Emergency.Server.Views;

namespace Emergency.Server.Imports;

/// <summary>What the making of commands from rows needs: who asks, what is known, and where objections go. A row objected to here is rejected like one the reader rejects.</summary>
internal sealed class Loading(Asked asked, Role role, string division, ImportId import, Known known, ISealing sealing)
{
    private readonly Lazy<Dictionary<string, PersonKnown>> _byRegister = new(() => Index(known, asked.Realm, person => person.Sensitive.Register));
    private readonly Lazy<Dictionary<string, PersonKnown>> _byIdNumber = new(() => Index(known, asked.Realm, person => person.Sensitive.IdNumber));

    public Asked Asked => asked;
    public By By { get; } = asked.By(role);
    public ImportId Import => import;
    public ISealing Sealing => sealing;
    public string County { get; } = Divisions.County(division);
    public DateOnly Today { get; } = Shanghai.Day(asked.Now);
    public ResidentsKnown Residents { get; } = known.Of<ResidentsKnown>(asked.Realm);
    public TeamsKnown Teams { get; } = known.Of<TeamsKnown>(asked.Realm);
    public PlacesKnown Places { get; } = known.Of<PlacesKnown>(asked.Realm);
    public SheltersKnown Shelters { get; } = known.Of<SheltersKnown>(asked.Realm);
    public SuppliesKnown Supplies { get; } = known.Of<SuppliesKnown>(asked.Realm);
    public List<Finding> Objections { get; } = [];

    public PersonKnown? ByRegister(string? number) => number is null ? null : _byRegister.Value.GetValueOrDefault(number);
    public PersonKnown? ByIdNumber(string? number) => number is null ? null : _byIdNumber.Value.GetValueOrDefault(number);

    /// <summary>Whether a row speaks of somebody who was erased. Looked up only where anybody was.</summary>
    public bool IsErased(string? registerId, string? idNumber, string name, DateOnly? born) =>
        !Residents.Erased.Told.IsEmpty && ((registerId is not null && Residents.Erased.Hold(new PersonId(Numbered("person", registerId)))) || Residents.Erased.Hold(sealing.Tombstone(idNumber, name, born)));

    /// <summary>The id of a register's numbered row: the same for the same number in the same county.</summary>
    public Guid Numbered(string kind, string number) => Derived.Register(kind, County, number);

    /// <summary>The id of a row without a number that matches nothing known.</summary>
    public Guid New(RegisterRow row) => Derived.Id(asked.CommandId, FormattableString.Invariant($"row {row.Sheet}/{row.Row}"));

    /// <summary>Which thing each row speaks of: the one with its number, else a known one that is the same in all, else one like it, else a new one. No two rows of a file without numbers speak of the same.</summary>
    /// <param name="like">Known things a row may speak of, and whether they are the same in all.</param>
    public IReadOnlyList<Guid> Ids<TRow>(IReadOnlyList<TRow> rows, Func<TRow, Guid?> numbered, Func<TRow, IEnumerable<(Guid Id, bool Same)>> like) where TRow : RegisterRow
    {
        var ids = rows.Select(numbered).ToList();
        var taken = ids.OfType<Guid>().ToHashSet();
        foreach (var same in (bool[])[true, false])
            for (var i = 0; i < ids.Count; i++)
                ids[i] ??= like(rows[i]).Where(one => one.Same || !same).Select(one => one.Id).Order().Select(id => (Guid?)id).FirstOrDefault(id => taken.Add(id!.Value));
        return [.. rows.Select((row, i) => ids[i] ?? New(row))];
    }

    public MemberId? Member(string? number) => number is null ? null : new MemberId(Numbered("member", number));

    public bool Inside(RegisterRow row, string code)
    {
        if (code.StartsWith(division, StringComparison.Ordinal)) return true;
        Objections.Add(new Finding(row.Row, Severity.Reject, "code", Reasons.OutsideDivision));
        return false;
    }

    public static Located? At(LonLat? point) => point is not { } at ? null : new Located(new GeoPoint(at.Lon, at.Lat), Domain.Places.Datum.Wgs84, new GeoPoint(at.Lon, at.Lat));
    public static ListOf<string> Phones(params string?[] phones) => ListOf.From(phones.OfType<string>().Where(phone => phone.Length > 0).Distinct(StringComparer.Ordinal));

    private static Dictionary<string, PersonKnown> Index(Known known, string realm, Func<PersonKnown, string?> number)
    {
        var index = new Dictionary<string, PersonKnown>(StringComparer.Ordinal);
        foreach (var person in known.Of<ResidentsKnown>(realm).Persons.Values)
            if (number(person) is { } text) index.TryAdd(text, person);
        return index;
    }
}
