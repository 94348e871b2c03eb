using System.Text.Json.Nodes;

namespace Emergency.Drills.Playing;

/// <summary>The runner's own count of doors, from the register files and its own acts alone: three rows, 应转 = 已转 + 未转 + 失联.</summary>
public sealed class Recount
{
    // Worst first; a household counts as its worst person.
    private static readonly string[] Worst =
    [
        "needs-help",
        "nobody-caring",
        "unreachable",
        "refuses",
        "returned",
        "unchecked",
        "at-hospital",
        "away",
        "moved",
        "with-relatives",
        "safe",
        "handed-over",
    ];
    private readonly Dictionary<string, (int Members, string State)> _households = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Household, string State)> _persons = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string? Household, string State)> _visitors = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Persons => _persons.Keys;
    public IReadOnlyCollection<string> Households => _households.Keys;

    public string StateOf(string person) => _persons[person].State;

    public string HouseholdState(string household) => _households[household].State;

    /// <summary>
    /// Counts the people inside an area of a community. A marked person or household stays, with all behind a marked door; a door counts as
    /// marked by itself, or when everybody in it is registered and marked.
    /// </summary>
    public void Draw(Registers registers, string community, JsonObject area)
    {
        var marked = _households
            .Where(door => door.Value.State != "unchecked" || AllMarked(door.Key, door.Value.Members))
            .Select(door => door.Key)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var household in registers.Households.Where(one => one.Community == community))
        {
            if (Ground.Inside(area, household.Lon, household.Lat))
                _households.TryAdd(household.Number, (household.Members, "unchecked"));
            else if (!marked.Contains(household.Number))
                _households.Remove(household.Number);
        }
        foreach (var person in registers.Persons.Where(one => one.Community == community))
        {
            if (Ground.Inside(area, person.Lon, person.Lat))
                _persons.TryAdd(person.Number, (person.Household, "unchecked"));
            else if (_persons.TryGetValue(person.Number, out var known) && known.State == "unchecked" && !marked.Contains(person.Household))
                _persons.Remove(person.Number);
        }
    }

    private bool AllMarked(string household, int members)
    {
        var own = _persons.Values.Where(person => person.Household == household).ToList();
        return own.Count > 0 && own.Count >= members && own.TrueForAll(person => person.State != "unchecked");
    }

    public void CheckPerson(string person, string state)
    {
        if (_visitors.TryGetValue(person, out var visitor))
            _visitors[person] = visitor with { State = state };
        else
            _persons[person] = _persons[person] with { State = state };
    }

    public void CheckHousehold(string household, string state, bool all)
    {
        _households[household] = _households[household] with { State = state };
        if (!all)
            return;
        foreach (
            var (number, person) in _persons.Where(pair => pair.Value.Household == household && pair.Value.State == "unchecked").ToList()
        )
            _persons[number] = person with { State = state };
    }

    public void AddVisitor(string name, string? household, string state) => _visitors[name] = (household, state);

    /// <summary>The three rows as the server writes them.</summary>
    public JsonObject Figures()
    {
        var (atRisk, households, people) = (new Row(), new Row(), new Row());
        foreach (var (_, state) in _persons.Values)
        {
            atRisk.Add(state, 1);
            people.Add(state, 1);
        }
        foreach (var (_, state) in _visitors.Values)
            people.Add(state, 1);
        foreach (var (number, household) in _households)
        {
            var own = _persons.Values.Where(person => person.Household == number).Select(person => person.State).ToList();
            var rest = Math.Max(0, household.Members - own.Count);
            people.Add(household.State, rest);
            if (rest > 0 || own.Count == 0)
                own.Add(household.State);
            own.AddRange(_visitors.Values.Where(visitor => visitor.Household == number).Select(visitor => visitor.State));
            households.Add(own.MinBy(state => Array.IndexOf(Worst, state))!, 1);
        }
        return new JsonObject
        {
            ["atRisk"] = atRisk.Json(),
            ["households"] = households.Json(),
            ["people"] = people.Json(),
        };
    }

    private sealed class Row
    {
        private int _moved,
            _left,
            _lost;

        public void Add(string state, int count)
        {
            if (state == "unreachable")
                _lost += count;
            else if (state is "unchecked" or "needs-help" or "nobody-caring" or "refuses" or "returned")
                _left += count;
            else
                _moved += count;
        }

        public JsonObject Json() =>
            new()
            {
                ["toMove"] = _moved + _left + _lost,
                ["moved"] = _moved,
                ["left"] = _left,
                ["lost"] = _lost,
            };
    }
}
