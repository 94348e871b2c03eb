using System.Collections.Immutable;

namespace Emergency.Domain;

/// <summary>Values in force of all deadlines in all counties at one moment. They come with every command, so that a rule looks nothing up;
/// a county that has set no value has that of the table.</summary>
/// <param name="Set">Values set by counties, by county (6 digits) and code, in the deadline's unit.</param>
public sealed record InForce(ImmutableDictionary<(string County, string Code), int> Set)
{
    /// <summary>Values where no county has set anything.</summary>
    public static readonly InForce Table = new(ImmutableDictionary<(string, string), int>.Empty);

    private const int CountyDigits = 6;

    /// <summary>Returns the county's own value; null where the table's value holds.</summary>
    /// <param name="division">The county or any division in it; above the counties (2 or 4 digits) the table's values hold.</param>
    public int? Own(Deadline of, string? division) =>
        division is { Length: >= CountyDigits } && Set.TryGetValue((division[..CountyDigits], of.Code), out var own) ? own : null;

    /// <summary>Returns the value in force, in the deadline's unit.</summary>
    public int Value(Deadline of, string? division) => Own(of, division) ?? of.Usual;

    /// <summary>Returns the value in force as a span of time.</summary>
    /// <exception cref="InvalidOperationException">The unit is an hour of the day or a distance.</exception>
    public TimeSpan Time(Deadline of, string? division) => of.Span(Value(of, division));

    /// <summary>Returns the value in force in whole seconds.</summary>
    public int Seconds(Deadline of, string? division) => (int)Time(of, division).TotalSeconds;
}
