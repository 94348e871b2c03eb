namespace Emergency.Domain.Drills;

/// <summary>Time that a drill takes of people: to come, prepared or being played.</summary>
/// <param name="Id">Id of the occasion or drill, unique among the compared ones.</param>
/// <param name="Communities">Communities, 12 digits each: their residents and rooms are needed, no matter who plays.</param>
/// <param name="People">Team members who take part.</param>
public sealed record Booking(
    string Id,
    ListOf<string> Communities,
    ListOf<MemberId> People,
    DateTimeOffset From,
    TimeSpan Length,
    Firmness Firmness
)
{
    public DateTimeOffset Until => From + Length;
    public DateOnly Day => Shanghai.Day(From);
}

/// <summary>Work lost by moving a booking: none, as only the rule set its date; somebody was told or has prepared something; it is prepared
/// as a drill; it is being played.</summary>
public enum Firmness
{
    Ruled,
    Readied,
    Prepared,
    Playing,
}

/// <summary>Reason against a date: the same community at the same hour; a public holiday (休); a weekend that is worked (班), when residents
/// are at work.</summary>
public enum ConflictKind
{
    SamePeople,
    Holiday,
    MakeUpWorkday,
}

/// <param name="Of">Booking that should rather move.</param>
/// <param name="With">Booking that stays; null where a day is the reason.</param>
/// <param name="Communities">Communities that both need; empty where a day is the reason.</param>
/// <param name="People">Number of team members that both need.</param>
/// <param name="Overlap">Time for which the two overlap.</param>
/// <param name="Holiday">Name of the holiday; null between two bookings.</param>
public sealed record Conflict(
    ConflictKind Kind,
    string Of,
    string? With,
    ListOf<string> Communities,
    int People,
    TimeSpan Overlap,
    string? Holiday
);

/// <summary>Finds reasons against dates of drills, and better dates. For years not yet announced it knows only weekends.</summary>
public static class Conflicts
{
    // No holiday is longer; where a quarter has no free day a person must decide.
    private const int Reach = 92;

    /// <summary>Finds all conflicts among bookings, each pair once, in the order of their beginnings.</summary>
    public static IReadOnlyList<Conflict> Among(IEnumerable<Booking> bookings, Calendar calendar)
    {
        var ordered = bookings.OrderBy(one => one.From).ThenBy(one => one.Id, StringComparer.Ordinal).ToList();
        var found = new List<Conflict>();
        for (var i = 0; i < ordered.Count; i++)
        {
            if (OfDay(ordered[i], calendar) is { } day)
                found.Add(day);
            for (var j = i + 1; j < ordered.Count && ordered[j].From < ordered[i].Until; j++)
                if (Between(ordered[i], ordered[j]) is { } both)
                    found.Add(both);
        }
        return found;
    }

    /// <summary>Finds the reasons against one booking beside others; a booking of the same id is this one before it was moved.</summary>
    public static IReadOnlyList<Conflict> Of(Booking one, IEnumerable<Booking> others, Calendar calendar)
    {
        var pairs = others
            .Where(other => other.Id != one.Id)
            .Select(other => (other.From, Conflict: Between(one, other)))
            .Where(pair => pair.Conflict is not null)
            .OrderBy(pair => pair.From)
            .Select(pair => pair.Conflict!);
        return OfDay(one, calendar) is { } day ? [day, .. pairs] : [.. pairs];
    }

    /// <summary>Returns null where they have no community or no moment in common; a booking that ends as the other begins is no
    /// conflict.</summary>
    public static Conflict? Between(Booking left, Booking right)
    {
        var (from, until) = (left.From > right.From ? left.From : right.From, left.Until < right.Until ? left.Until : right.Until);
        if (from >= until)
            return null;
        var shared = ListOf.From(left.Communities.Intersect(right.Communities, StringComparer.Ordinal).Order(StringComparer.Ordinal));
        if (shared.Count == 0)
            return null;
        var (moves, stays) = Yields(left, right) ? (left, right) : (right, left);
        return new(ConflictKind.SamePeople, moves.Id, stays.Id, shared, left.People.Intersect(right.People).Count(), until - from, null);
    }

    /// <summary>Finds the first working day after a booking's own, at its hour, that has no conflict; null where there is none within 92
    /// days.</summary>
    public static DateTimeOffset? Free(Booking one, IEnumerable<Booking> others, Calendar calendar)
    {
        var rest = others.ToList();
        for (var days = 1; days <= Reach; days++)
        {
            var moved = one with { From = one.From.AddDays(days) };
            if (calendar.IsWorkday(moved.Day) && Of(moved, rest, calendar).Count == 0)
                return moved.From;
        }
        return null;
    }

    // The booking whose move undoes less effort moves; then the one with fewer people and communities, then the later one.
    private static bool Yields(Booking left, Booking right)
    {
        var order = left.Firmness.CompareTo(right.Firmness);
        if (order == 0)
            order = left.People.Count.CompareTo(right.People.Count);
        if (order == 0)
            order = left.Communities.Count.CompareTo(right.Communities.Count);
        if (order == 0)
            order = right.From.CompareTo(left.From);
        return order == 0 ? string.CompareOrdinal(left.Id, right.Id) > 0 : order < 0;
    }

    private static Conflict? OfDay(Booking one, Calendar calendar) =>
        one.Firmness == Firmness.Playing
            ? null
            : calendar.On(one.Day) switch
            {
                { Off: true } day => new(ConflictKind.Holiday, one.Id, null, [], 0, TimeSpan.Zero, day.Name),
                { } day => new(ConflictKind.MakeUpWorkday, one.Id, null, [], 0, TimeSpan.Zero, day.Name),
                null => null,
            };
}
