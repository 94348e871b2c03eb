using Emergency.Domain;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Infrastructure.Privacy;

namespace Emergency.Server.Across.Imports;

/// <summary>
/// A value that a file changes. <paramref name="Before"/> is masked where it names or numbers a person; <paramref name="Lost"/>: known
/// information is lost by it.
/// </summary>
internal sealed record Difference(string? Sheet, int Row, string Who, string Column, string? Before, string? After, bool Lost);

/// <summary>
/// The additions, changes and unchanged rows of a file, field by field, and the people whose records had to be opened to determine them.
/// </summary>
internal sealed class Differences
{
    private static readonly HashSet<string> Private = new(StringComparer.Ordinal)
    {
        "name",
        "head_name",
        "phone",
        "id_no",
        "guardian_phone",
        "caregiver_phone",
        "contact_phone",
        "birth_date",
    };
    private const string Illness = "special_needs";
    private readonly List<Difference> _all = [];
    private readonly HashSet<(string Community, PersonId Person)> _erased = [];
    private readonly Dictionary<string, HashSet<PersonId>> _told = new(StringComparer.Ordinal);

    private readonly List<Difference> _emptied = [];

    public IReadOnlyList<Difference> All => _all;

    /// <summary>Empty cells of the file where a value is known: the value stays, unless somebody clears it.</summary>
    public IReadOnlyList<Difference> Emptied => _emptied;
    private readonly Dictionary<(string? Sheet, int Row), Outcome> _rows = [];

    private enum Outcome
    {
        Same,
        Changed,
        Added,
    }

    /// <summary>Rows that add a record, that change one, and that repeat one.</summary>
    public (int Added, int Changed, int Same) Rows => (Count(Outcome.Added), Count(Outcome.Changed), Count(Outcome.Same));

    /// <summary>Numbers that were given to another person: the file adds that person, and the old record stays.</summary>
    public List<(string? Sheet, int Row)> Reassigned { get; } = [];

    /// <summary>People whose old values, or whose erasure, the answer discloses, by community.</summary>
    public IEnumerable<(string Community, IReadOnlyList<PersonId> Persons)> Readings =>
        _told.Select(one => (one.Key, (IReadOnlyList<PersonId>)[.. one.Value]));

    /// <summary>People of whom only the erasure is disclosed; an import discloses that too.</summary>
    public IEnumerable<(string Community, IReadOnlyList<PersonId> Persons)> Erased =>
        _erased
            .GroupBy(one => one.Community, StringComparer.Ordinal)
            .Select(one => (one.Key, (IReadOnlyList<PersonId>)[.. one.Select(told => told.Person)]));

    public void ToldErased(string community, PersonId person)
    {
        _erased.Add((community, person));
        Told(community, person);
    }

    public void Told(string community, PersonId person)
    {
        if (!_told.TryGetValue(community, out var persons))
            _told.Add(community, persons = []);
        persons.Add(person);
    }

    /// <summary>Compares a known record with the one a row makes of it: columns and their values as text.</summary>
    /// <param name="before">Null where there is no record yet.</param>
    /// <param name="person">The person whose record it is, where it is a person's.</param>
    public void Compare(
        RegisterRow row,
        string who,
        IReadOnlyList<(string Column, string? Value)>? before,
        IReadOnlyList<(string Column, string? Value)> after,
        (string Community, PersonId Id)? person = null,
        bool hidesIllness = false
    )
    {
        var changed = before?.Zip(after).Where(pair => (pair.First.Value ?? "") != (pair.Second.Value ?? "")).ToList();
        foreach (var (column, value) in before ?? [])
            if (value is { Length: > 0 } && row.Blank.Contains(column) && !row.Strikes(column))
            {
                _emptied.Add(new(row.Sheet, row.Row, who, column, Shown(column, value), null, true));
                if (person is { } whose)
                    Told(whose.Community, whose.Id);
            }
        var outcome =
            changed is null ? Outcome.Added
            : changed.Count == 0 ? Outcome.Same
            : Outcome.Changed;
        _rows[(row.Sheet, row.Row)] = _rows.TryGetValue((row.Sheet, row.Row), out var already) && already > outcome ? already : outcome;
        if (changed is not { Count: > 0 })
            return;
        if (person is { } told)
            Told(told.Community, told.Id);
        foreach (var (was, now) in changed)
            _all.Add(new(row.Sheet, row.Row, who, was.Column, Shown(was.Column, was.Value), now.Value, IsLoss(was.Value, now.Value)));

        // An illness without consent is shown as hidden; the file's value is the sender's own.
        string? Shown(string column, string? value) =>
            hidesIllness && column == Illness && value is { Length: > 0 } ? "****"
            : Private.Contains(column) ? Masked(column, value)
            : value;
    }

    /// <summary>Counts a row whose values are not shown one by one: a shape, a card of a plan, a turn of duty.</summary>
    /// <param name="before">The known record; null where there is none.</param>
    public void Note(RegisterRow row, object? before, object after) =>
        _rows[(row.Sheet, row.Row)] =
            before is null ? Outcome.Added
            : before.Equals(after) ? Outcome.Same
            : Outcome.Changed;

    /// <summary>Without the rows that were refused after all.</summary>
    public Differences Without(Func<(string? Sheet, int Row), bool> refused)
    {
        var left = new Differences();
        left._all.AddRange(_all.Where(one => !refused((one.Sheet, one.Row))));
        left._emptied.AddRange(_emptied.Where(one => !refused((one.Sheet, one.Row))));
        foreach (var (row, outcome) in _rows.Where(one => !refused(one.Key)))
            left._rows.Add(row, outcome);
        left.Reassigned.AddRange(Reassigned.Where(row => !refused(row)));
        foreach (var (community, persons) in _told)
            left._told.Add(community, persons);
        return left;
    }

    private int Count(Outcome outcome) => _rows.Values.Count(one => one == outcome);

    /// <summary>True when parts of a list are gone, or all of a value.</summary>
    private static bool IsLoss(string? before, string? after) =>
        before is { Length: > 0 }
        && (
            after is null or ""
            || (
                before.Contains('、', StringComparison.Ordinal)
                && before.Split('、').Except(after.Split('、'), StringComparer.Ordinal).Any()
            )
        );

    private static string? Masked(string column, string? value) =>
        value is not { Length: > 0 } text ? value
        : column is "name" or "head_name" ? Masks.Name(text)
        : column == "birth_date" ? $"{text[..4]}-**-**"
        : string.Join('、', text.Split('、').Select(one => one.Length < 8 ? "****" : $"{one[..3]}****{one[^4..]}"));
}
